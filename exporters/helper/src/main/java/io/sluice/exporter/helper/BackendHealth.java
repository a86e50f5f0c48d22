package io.sluice.exporter.helper;

import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentStatus;
import io.sluice.api.ComponentStatus.Level;

/**
 * Guesses whether the backend is alive.
 *
 * <p>A backend that stops answering without closing its connections takes what it is sent and answers nothing. Whatever is sent then is
 * delivered when it wakes, and delivered again by whoever was told to come again. So once attempts have timed out for {@link
 * #SILENCE_NANOS} with no answer in between, it is <em>silent</em>: one attempt at a time probes it until it answers.
 *
 * <p>Threads: {@link #answered} and the questions from any; the others from the sender thread.
 */
final class BackendHealth {

    /** How long timed-out attempts must have found nothing but silence; also the least time between two probes that time out. */
    static final long SILENCE_NANOS = 1_000_000_000L;

    private final ComponentContext context;
    private volatile long lastAnswerNanos;
    private volatile boolean silent;
    private volatile boolean failing;
    private long silentSinceNanos;
    private long nextProbeNanos;

    BackendHealth(ComponentContext context) {
        this.context = context;
        this.lastAnswerNanos = context.clock().nanoTime();
        this.silentSinceNanos = lastAnswerNanos - 1;
    }

    boolean isSilent() {
        return silent;
    }

    /** When a silent backend may be probed next. */
    long nextProbeNanos() {
        return nextProbeNanos;
    }

    /**
     * The backend took data, or said that it never will.
     *
     * @return true if it was silent until now
     */
    boolean answered(long now) {
        lastAnswerNanos = now;
        if (failing) {
            failing = false;
            context.report(ComponentStatus.OK);
        }
        if (silent) {
            silent = false;
            return true;
        }
        return false;
    }

    /** The backend rejected us, not the data: something must be put right by hand. */
    void rejectedUs(String message) {
        failing = true;
        context.report(new ComponentStatus(Level.PERMANENT_ERROR, message));
    }

    /** An attempt that began at {@code startNanos} got no answer in time. */
    void timedOut(long startNanos, long now, String message) {
        if (hasAnsweredSince(startNanos)) {
            return;
        }
        if (hasAnsweredSince(silentSinceNanos)) {
            silentSinceNanos = startNanos;
        }
        if (silent || now - silentSinceNanos >= SILENCE_NANOS) {
            silent = true;
            nextProbeNanos = startNanos + SILENCE_NANOS;
        }
        reportFailing(message);
    }

    /** An attempt that began at {@code startNanos} was refused, by the backend or on the way there. */
    void refused(long startNanos, String message) {
        if (!hasAnsweredSince(startNanos)) {
            reportFailing(message);
        }
    }

    private boolean hasAnsweredSince(long nanos) {
        return lastAnswerNanos - nanos > 0;
    }

    private void reportFailing(String message) {
        if (!failing) {
            failing = true;
            context.report(new ComponentStatus(Level.RECOVERABLE_ERROR, message));
        }
    }
}
