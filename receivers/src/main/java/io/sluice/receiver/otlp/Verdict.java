package io.sluice.receiver.otlp;

import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import java.util.concurrent.TimeUnit;

/**
 * What a caller is told about a request that was not taken (OTLP 1.11, "Failures"), in the terms of both transports.
 *
 * @param code the {@code google.rpc.Code}
 * @param httpStatus the HTTP status
 * @param retryAfterNanos least time before the next attempt; 0 for no hint. In gRPC a hint makes RESOURCE_EXHAUSTED retryable
 * @param message one sentence for the sender's developers
 */
record Verdict(int code, int httpStatus, long retryAfterNanos, String message) {

    static final int INVALID_ARGUMENT = 3;
    static final int NOT_FOUND = 5;
    static final int PERMISSION_DENIED = 7;
    static final int RESOURCE_EXHAUSTED = 8;
    static final int UNIMPLEMENTED = 12;
    static final int INTERNAL = 13;
    static final int UNAVAILABLE = 14;
    static final int UNAUTHENTICATED = 16;

    /** Hint for refusals that come from too much at once and don't say themselves. */
    static final long DEFAULT_RETRY_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);

    static Verdict of(Outcome.Refused refused) {
        long wait = refused.retryAfterNanos();
        Refusal reason = refused.reason();
        boolean pressure = reason == Refusal.MEMORY || reason == Refusal.QUEUE_FULL || reason == Refusal.RATE_LIMITED;
        if (wait <= 0 && pressure) {
            wait = DEFAULT_RETRY_AFTER_NANOS;
        }
        return reason == Refusal.RATE_LIMITED
                ? new Verdict(RESOURCE_EXHAUSTED, 429, wait, refused.message())
                : new Verdict(UNAVAILABLE, 503, wait, refused.message());
    }

    static Verdict of(Outcome.Rejected rejected) {
        return of(rejected.reason(), rejected.message());
    }

    static Verdict of(Rejection reason, String message) {
        return switch (reason) {
            case MALFORMED -> new Verdict(INVALID_ARGUMENT, 400, 0, message);
            case TOO_LARGE -> new Verdict(RESOURCE_EXHAUSTED, 413, 0, message);
            case UNAUTHENTICATED -> new Verdict(UNAUTHENTICATED, 401, 0, message);
            case PERMISSION_DENIED -> new Verdict(PERMISSION_DENIED, 403, 0, message);
            case UNSUPPORTED -> new Verdict(UNIMPLEMENTED, 404, 0, message);
            case BACKEND -> new Verdict(INTERNAL, 500, 0, message);
        };
    }
}
