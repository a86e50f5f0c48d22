package io.sluice.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What finally became of a batch. Exactly one outcome is given to every admitted batch. */
public sealed interface Outcome {

    /** Everything was delivered, or dropped on purpose and counted. */
    static Accepted accepted() {
        return Accepted.INSTANCE;
    }

    /** A refusal whose sender may try again. */
    static Refused refused(Refusal reason, String message) {
        return new Refused(reason, 0, message);
    }

    /** A refusal whose sender may try again after {@code retryAfterNanos}. */
    static Refused refused(Refusal reason, long retryAfterNanos, String message) {
        return new Refused(reason, retryAfterNanos, message);
    }

    /** A refusal that no repetition can change. */
    static Rejected rejected(Rejection reason, String message) {
        return new Rejected(reason, message);
    }

    /** True if the sender must keep the data and may send it again. */
    default boolean isRetryable() {
        return this instanceof Refused;
    }

    /**
     * The worse of two outcomes of the same items, as the sender must see it. {@link Refused} is the worst: as long as one branch may
     * still take the data, the sender must not throw it away. Then {@link Rejected}, {@link PartiallyAccepted}, {@link Accepted}.
     * Of two refusals the longer wait wins; of two partial ones the union of rejected items.
     */
    static Outcome worse(Outcome a, Outcome b) {
        if (a instanceof PartiallyAccepted x && b instanceof PartiallyAccepted y) {
            return PartiallyAccepted.union(x, y);
        }
        if (a instanceof Refused x && b instanceof Refused y) {
            return y.retryAfterNanos() > x.retryAfterNanos() ? y : x;
        }
        return rank(b) > rank(a) ? b : a;
    }

    private static int rank(Outcome outcome) {
        return switch (outcome) {
            case Accepted _ -> 0;
            case PartiallyAccepted _ -> 1;
            case Rejected _ -> 2;
            case Refused _ -> 3;
        };
    }

    /** Delivered, or dropped on purpose and counted. */
    record Accepted() implements Outcome {
        private static final Accepted INSTANCE = new Accepted();
    }

    /**
     * Delivered but for some items, which no repetition can deliver (OTLP {@code partial_success}).
     *
     * @param rejectedItems how many items were rejected; 0 makes {@code message} a mere warning
     * @param which their positions in the batch as the completing component received it, or null where it cannot tell
     * @param message why, for the sender's developers; holds no telemetry content
     */
    record PartiallyAccepted(int rejectedItems, @Nullable ItemSet which, String message) implements Outcome {
        public PartiallyAccepted {
            Objects.requireNonNull(message);
            if (which != null && which.size() != rejectedItems) {
                throw new IllegalArgumentException("positions of " + which.size() + " of " + rejectedItems + " items");
            }
        }

        private static PartiallyAccepted union(PartiallyAccepted a, PartiallyAccepted b) {
            String message = a.message.isEmpty() ? b.message : a.message;
            if (a.which != null && b.which != null) {
                ItemSet both = ItemSet.union(a.which, b.which);
                return new PartiallyAccepted(both.size(), both, message);
            }
            return new PartiallyAccepted(Math.max(a.rejectedItems, b.rejectedItems), null, message);
        }
    }

    /**
     * Not delivered; the sender keeps the data and may send it again.
     *
     * @param reason what stood in the way
     * @param retryAfterNanos the least time to wait before the next attempt, 0 where none is known
     * @param message one sentence for an operator; holds no telemetry content
     */
    record Refused(Refusal reason, long retryAfterNanos, String message) implements Outcome {
        public Refused {
            Objects.requireNonNull(reason);
            Objects.requireNonNull(message);
        }
    }

    /**
     * Not delivered, and no repetition can change that.
     *
     * @param reason what is wrong
     * @param message one sentence for the sender's developers; holds no telemetry content
     */
    record Rejected(Rejection reason, String message) implements Outcome {
        public Rejected {
            Objects.requireNonNull(reason);
            Objects.requireNonNull(message);
        }
    }
}
