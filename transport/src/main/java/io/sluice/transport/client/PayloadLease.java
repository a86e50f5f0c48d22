package io.sluice.transport.client;

import io.sluice.pdata.Payload;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A payload lent to a transport for one attempt.
 *
 * <p>A transport may read the bytes late, when a connection stands, while the attempt is ended early, by its deadline. Once an attempt has
 * ended the array may be recycled and carry somebody else's data, so reading and ending exclude each other: what has ended is not read
 * any more, and an end that meets a reader is put off until that has finished.
 *
 * <pre>
 *   IDLE  --read-->  READING  --finished-->  IDLE  --spend-->  SPENT
 *    |                  |                                        |
 *   end                end                                      end
 *    v                  v                                        v
 *   ENDED <-finished- ENDING                                   ENDED
 * </pre>
 *
 * <p>An answer may come long after the bytes have gone: a transport that reads them once {@linkplain #spend spends} them, and they are given back
 * then.
 *
 * <p>Threads: any; nothing blocks. One reader at a time.
 */
public final class PayloadLease {

    /** Copies bytes out of a payload. */
    @FunctionalInterface
    public interface Reader<X extends Exception> {
        /** Reads {@code payload} and keeps no reference to it. */
        void read(Payload payload) throws X;
    }

    private static final int IDLE = 0;
    private static final int READING = 1;
    private static final int ENDING = 2;
    private static final int ENDED = 3;
    private static final int SPENT = 4;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(PayloadLease.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int length;
    /** Both null once they are spent, since the attempt may go on for long. */
    private @Nullable Payload payload;

    private @Nullable Runnable giveBack;
    private volatile int state = IDLE;
    /** Written before ENDING, read after it. */
    private @Nullable Runnable afterwards;

    /** Lends {@code payload}, which stays its owner's until {@link #end} has run what it was given. */
    public PayloadLease(Payload payload) {
        this(payload, () -> {});
    }

    /**
     * Lends {@code payload}.
     *
     * @param giveBack run once, when nobody reads it nor ever will: once it is {@linkplain #spend spent}, or else just before what {@link #end}
     *     is given
     */
    public PayloadLease(Payload payload, Runnable giveBack) {
        this.payload = payload;
        this.length = payload.length();
        this.giveBack = giveBack;
    }

    /** Number of bytes. */
    public int length() {
        return length;
    }

    /**
     * Has the bytes read, in this thread.
     *
     * @return false if the attempt has ended or the bytes are spent, and nothing was read
     */
    public <X extends Exception> boolean read(Reader<X> reader) throws X {
        if (!STATE.compareAndSet(this, IDLE, READING)) {
            return false;
        }
        try {
            reader.read(Objects.requireNonNull(payload, "not spent"));
        } finally {
            if (!STATE.compareAndSet(this, READING, IDLE)) {
                state = ENDED;
                Runnable end = afterwards;
                if (end != null) {
                    end.run();
                }
            }
        }
        return true;
    }

    /** The bytes have been read and won't be again in this attempt. Not to be called while they are read. */
    public void spend() {
        if (STATE.compareAndSet(this, IDLE, SPENT)) {
            giveBack();
        }
    }

    /** To be called once, by whoever has made sure that nobody reads. */
    private void giveBack() {
        Runnable then = giveBack;
        payload = null;
        giveBack = null;
        if (then != null) {
            then.run();
        }
    }

    /**
     * Ends the attempt: runs {@code then} as soon as nobody reads the bytes, nor ever will. That is at once, or in the reader's thread.
     *
     * @return false if the attempt had ended before; {@code then} is not run
     */
    public boolean end(Runnable then) {
        while (true) {
            switch (state) {
                case IDLE -> {
                    if (STATE.compareAndSet(this, IDLE, ENDED)) {
                        giveBack();
                        then.run();
                        return true;
                    }
                }
                case SPENT -> {
                    if (STATE.compareAndSet(this, SPENT, ENDED)) {
                        then.run();
                        return true;
                    }
                }
                case READING -> {
                    if (endReading(then)) {
                        return true;
                    }
                }
                default -> {
                    return false;
                }
            }
        }
    }

    /** Synchronized, lest a second end replaces what the first left to the reader. */
    private synchronized boolean endReading(Runnable then) {
        if (state != READING) {
            return false;
        }
        afterwards = () -> {
            giveBack();
            then.run();
        };
        return STATE.compareAndSet(this, READING, ENDING);
    }
}
