package io.sluice.api;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** An ack that keeps the promise of {@link Ack}: one answer, one outcome, from whichever threads they come. */
public abstract class OnceAck implements Ack {

    private static final int ANSWERED = 1;
    private static final int REFUSED = 2;
    private static final int COMPLETED = 4;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(OnceAck.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused") // through STATE
    private volatile int state;

    @Override
    public final void complete(Outcome outcome) {
        int before = mark(COMPLETED | answerBits(outcome));
        if ((before & COMPLETED) == 0) {
            onComplete(outcome, (before & ANSWERED) != 0);
        }
    }

    @Override
    public final void answer(Outcome outcome) {
        int before = mark(answerBits(outcome));
        if (before == 0) {
            onAnswer(outcome);
        }
    }

    /** What the sender hears ahead of the outcome; called at most once, and never after {@link #onComplete}. */
    protected abstract void onAnswer(Outcome outcome);

    /**
     * The outcome; called exactly once.
     *
     * @param answered whether {@link #onAnswer} ran, or runs at this moment in another thread; the sender is then not to be answered
     */
    protected abstract void onComplete(Outcome outcome, boolean answered);

    /** True once the sender was answered with anything but a refusal: custody is ours. */
    protected final boolean isCustodyTaken() {
        return (state & (ANSWERED | REFUSED)) == ANSWERED;
    }

    /** True once the sender was told to come again. */
    protected final boolean isRefused() {
        return (state & REFUSED) != 0;
    }

    /** True once the outcome is known. */
    protected final boolean isCompleted() {
        return (state & COMPLETED) != 0;
    }

    private static int answerBits(Outcome outcome) {
        return outcome instanceof Outcome.Refused ? ANSWERED | REFUSED : ANSWERED;
    }

    /** Sets bits and returns the state before. The first answer stands: REFUSED is never added to an answered ack. */
    private int mark(int bits) {
        while (true) {
            int before = state;
            int after = before | ((before & ANSWERED) != 0 ? bits & ~REFUSED : bits);
            if (STATE.compareAndSet(this, before, after)) {
                return before;
            }
        }
    }
}
