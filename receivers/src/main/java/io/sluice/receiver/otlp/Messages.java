package io.sluice.receiver.otlp;

import io.sluice.api.Outcome;
import io.sluice.pdata.Signal;
import io.sluice.pdata.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * The few messages that a receiver writes, as protobuf and as JSON: {@code Export*ServiceResponse}, whose fields have the same numbers for
 * all signals, and {@code google.rpc.Status} with {@code google.rpc.RetryInfo}.
 */
final class Messages {

    private static final byte[] EMPTY = {};
    private static final byte[] EMPTY_JSON = "{}".getBytes(StandardCharsets.US_ASCII);
    private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";

    /** The most of a message that is sent; the rest helps nobody and responses are limited. */
    private static final int MAX_MESSAGE_CHARS = 1024;

    private Messages() {}

    /** The response to a request that was taken whole. */
    static byte[] success(boolean json) {
        return json ? EMPTY_JSON : EMPTY;
    }

    /** The response to a request of which some items were rejected. */
    static byte[] partial(Signal signal, Outcome.PartiallyAccepted partial, boolean json) {
        String message = cut(partial.message());
        if (json) {
            StringBuilder out = new StringBuilder("{\"partialSuccess\":{");
            if (partial.rejectedItems() > 0) {
                out.append(quoted(rejectedField(signal)))
                        .append(":\"")
                        .append(partial.rejectedItems())
                        .append('"')
                        .append(message.isEmpty() ? "" : ",");
            }
            if (!message.isEmpty()) {
                out.append("\"errorMessage\":").append(quoted(message));
            }
            return utf8(out.append("}}").toString());
        }
        WireWriter out = new WireWriter(64 + message.length());
        int body = out.openMessage(1);
        if (partial.rejectedItems() > 0) {
            out.varintField(1, partial.rejectedItems());
        }
        text(out, 2, message);
        out.closeMessage(body);
        return bytes(out);
    }

    private static String rejectedField(Signal signal) {
        return switch (signal) {
            case TRACES -> "rejectedSpans";
            case METRICS -> "rejectedDataPoints";
            case LOGS -> "rejectedLogRecords";
        };
    }

    /** {@code google.rpc.Status}, with {@code RetryInfo} if the verdict has a hint. */
    static byte[] status(Verdict verdict, boolean json) {
        String message = cut(verdict.message());
        long seconds = TimeUnit.NANOSECONDS.toSeconds(verdict.retryAfterNanos());
        int nanos = (int) (verdict.retryAfterNanos() % TimeUnit.SECONDS.toNanos(1));
        if (json) {
            String details = verdict.retryAfterNanos() <= 0
                    ? ""
                    : ",\"details\":[{\"@type\":\"" + RETRY_INFO + "\",\"retryDelay\":\"" + seconds + fraction(nanos)
                            + "s\"}]";
            return utf8("{\"code\":" + verdict.code() + ",\"message\":" + quoted(message) + details + "}");
        }
        WireWriter out = new WireWriter(128 + message.length());
        out.varintField(1, verdict.code());
        text(out, 2, message);
        if (verdict.retryAfterNanos() > 0) {
            int any = out.openMessage(3);
            text(out, 1, RETRY_INFO);
            int info = out.openMessage(2);
            int duration = out.openMessage(1);
            if (seconds > 0) {
                out.varintField(1, seconds);
            }
            if (nanos > 0) {
                out.varintField(2, nanos);
            }
            out.closeMessage(duration);
            out.closeMessage(info);
            out.closeMessage(any);
        }
        return bytes(out);
    }

    private static String fraction(int nanos) {
        return nanos == 0 ? "" : "." + Integer.toString(1_000_000_000 + nanos).substring(1);
    }

    private static void text(WireWriter out, int field, String text) {
        if (!text.isEmpty()) {
            byte[] encoded = utf8(text);
            out.bytesField(field, encoded, 0, encoded.length);
        }
    }

    private static byte[] bytes(WireWriter out) {
        return Arrays.copyOf(out.array(), out.length());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String cut(String message) {
        return message.length() <= MAX_MESSAGE_CHARS ? message : message.substring(0, MAX_MESSAGE_CHARS);
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
