package io.sluice.transport.grpc;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The {@code grpc-timeout} header (gRPC over HTTP/2, "Timeout"): up to eight digits and a unit. */
final class GrpcTimeout {

    private static final int MAX_DIGITS = 8;

    private GrpcTimeout() {}

    /** The timeout in nanoseconds, or {@link GrpcCall#NO_TIMEOUT} if there is none or it is malformed. */
    static long nanos(@Nullable CharSequence header) {
        if (header == null || header.length() < 2 || header.length() > MAX_DIGITS + 1) {
            return GrpcCall.NO_TIMEOUT;
        }
        int last = header.length() - 1;
        long number = 0;
        for (int i = 0; i < last; i++) {
            char c = header.charAt(i);
            if (c < '0' || c > '9') {
                return GrpcCall.NO_TIMEOUT;
            }
            number = number * 10 + (c - '0');
        }
        return switch (header.charAt(last)) {
            case 'n' -> number;
            case 'u' -> TimeUnit.MICROSECONDS.toNanos(number);
            case 'm' -> TimeUnit.MILLISECONDS.toNanos(number);
            case 'S' -> TimeUnit.SECONDS.toNanos(number);
            case 'M' -> TimeUnit.MINUTES.toNanos(number);
            case 'H' -> TimeUnit.HOURS.toNanos(number);
            default -> GrpcCall.NO_TIMEOUT;
        };
    }
}
