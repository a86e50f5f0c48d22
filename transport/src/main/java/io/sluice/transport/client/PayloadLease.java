package io.sluice.transport.client;

import io.sluice.pdata.Payload;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A payload lent to a transport for one attempt.
 *
 * <p>A transport may read the bytes late, when a connection stands, while the attempt is ended early, by its deadline. Once an attempt has
 * ended the array may be recycled and carry somebody else's data, so reading and ending exclude each other: what has ended is not read
 * any more, and an end that meets a reader is put off until that has finished.
 *
 * <pre>
 *   IDLE  --read-->  READING  --finished-->  IDLE
 *    |                  |
 *   end                end
 *    v                  v
 *   ENDED <-finished- ENDING
 * </pre>
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

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(PayloadLease.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Payload payload;
    private volatile int state = IDLE;
    /** Written before ENDING, read after it. */
    private @Nullable Runnable afterwards;

    /** Lends {@code payload}, which stays its owner's until {@link #end} has run what it was given. */
    public PayloadLease(Payload payload) {
        this.payload = payload;
    }

    /** Number of bytes. */
    public int length() {
        return payload.length();
    }

    /**
     * Has the bytes read, in this thread.
     *
     * @return false if the attempt has ended, and nothing was read
     */
    public <X extends Exception> boolean read(Reader<X> reader) throws X {
        if (!STATE.compareAndSet(this, IDLE, READING)) {
            return false;
        }
        try {
            reader.read(payload);
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
        afterwards = then;
        return STATE.compareAndSet(this, READING, ENDING);
    }
}
