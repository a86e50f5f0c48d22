package io.sluice.exporter.otlp;

import io.sluice.pdata.MalformedException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A {@code google.rpc.Status}, as it comes in {@code grpc-status-details-bin} and in the bodies of HTTP errors.
 *
 * @param message for developers; may be empty
 * @param retryDelayNanos of its {@code RetryInfo}, or {@link #NO_RETRY_INFO}
 */
record RpcStatus(String message, long retryDelayNanos) {

    /** There is no {@code RetryInfo}. */
    static final long NO_RETRY_INFO = -1;

    /** Longest delay that is honoured; whoever asks for more is asked again then. */
    private static final long MAX_DELAY_SECONDS = 24 * 3600;

    private static final String RETRY_INFO = "google.rpc.RetryInfo";

    /** Reads the binary form; null if it is none. */
    static @Nullable RpcStatus parse(byte[] bytes) {
        String message = "";
        long delay = NO_RETRY_INFO;
        try {
            Fields fields = Fields.of(bytes);
            while (fields.next()) {
                if (fields.isBytes(2)) {
                    message = fields.text();
                } else if (fields.isBytes(3)) {
                    delay = Math.max(delay, retryInfo(fields.message()));
                }
            }
        } catch (MalformedException _) {
            return null;
        }
        return new RpcStatus(message, delay);
    }

    /** The delay in a {@code google.protobuf.Any} if it is a {@code RetryInfo}. */
    private static long retryInfo(Fields any) throws MalformedException {
        boolean isRetryInfo = false;
        long delay = 0;
        while (any.next()) {
            if (any.isBytes(1)) {
                isRetryInfo = any.text().endsWith("/" + RETRY_INFO);
            } else if (any.isBytes(2)) {
                Fields info = any.message();
                while (info.next()) {
                    if (info.isBytes(1)) {
                        delay = duration(info.message());
                    }
                }
            }
        }
        return isRetryInfo ? delay : NO_RETRY_INFO;
    }

    private static long duration(Fields duration) throws MalformedException {
        long seconds = 0;
        long nanos = 0;
        while (duration.next()) {
            if (duration.isVarint(1)) {
                seconds = Math.clamp(duration.varint(), 0, MAX_DELAY_SECONDS);
            } else if (duration.isVarint(2)) {
                nanos = Math.clamp(duration.varint(), 0, 999_999_999);
            }
        }
        return TimeUnit.SECONDS.toNanos(seconds) + nanos;
    }
}
