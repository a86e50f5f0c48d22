package io.sluice.api;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Looks from time to time at files that something was made of. Several files are not replaced at once by those who write them, so a change
 * counts only when two looks, {@value #SETTLE_SECONDS} s apart, see the same and all of it is good. Otherwise what is in force stays.
 *
 * <p>Threads: one task at a time reads; {@link #close} any.
 *
 * @param <S> what the files hold at one time
 */
public final class FileReload<S> implements AutoCloseable {

    private static final long SETTLE_SECONDS = 1;
    private static final Duration SETTLE = Duration.ofSeconds(SETTLE_SECONDS);

    /** The files, and what is made of them. Called by the reading task only. */
    public interface Source<S> {

        /** Reads all files. */
        S read() throws UnusableFilesException;

        /** A digest of all that was read. */
        String hash(S read);

        /** Checks what was read and puts what is made of it in force. */
        void take(S read) throws UnusableFilesException;

        /**
         * What was read is no good.
         *
         * @param isNew false if the last look failed for the same reason
         */
        void refuse(UnusableFilesException why, boolean isNew);

        /** A look failed by a bug. */
        void fail(RuntimeException bug);
    }

    private final Source<S> source;
    private final Duration interval;
    private final Timers timers;
    private final Executor readers;
    private volatile @Nullable Timer next;
    private volatile boolean closed;
    private String hash;
    private @Nullable String candidate;
    private @Nullable String complaint;

    /**
     * @param hash of what is in force
     * @param interval time between two looks; 0 is never
     * @param readers runs what reads files
     */
    public FileReload(Source<S> source, String hash, Duration interval, Timers timers, Executor readers) {
        this.source = source;
        this.hash = hash;
        this.interval = interval;
        this.timers = timers;
        this.readers = readers;
    }

    /** Begins to look. */
    public void begin() {
        scheduleNext(interval);
    }

    private void scheduleNext(Duration delay) {
        if (!interval.isZero() && !closed) {
            next = timers.schedule(delay.toNanos(), () -> readers.execute(this::poll));
        }
    }

    /** One at a time: the next is scheduled at the end. */
    private void poll() {
        Duration delay = interval;
        try {
            if (closed) {
                return;
            }
            delay = look();
        } catch (UnusableFilesException e) {
            candidate = null;
            String message = e.getMessage();
            boolean isNew = !message.equals(complaint);
            complaint = message;
            source.refuse(e, isNew);
        } catch (RuntimeException e) {
            candidate = null;
            source.fail(e);
        } finally {
            scheduleNext(delay);
        }
    }

    private Duration look() throws UnusableFilesException {
        S read = source.read();
        String seen = source.hash(read);
        if (seen.equals(hash)) {
            candidate = null;
            complaint = null;
            return interval;
        }
        if (!seen.equals(candidate)) {
            candidate = seen;
            return SETTLE.compareTo(interval) < 0 ? SETTLE : interval;
        }
        source.take(read);
        hash = seen;
        candidate = null;
        complaint = null;
        return interval;
    }

    /** Looks no more; what is in force stays. */
    @Override
    public void close() {
        closed = true;
        Timer waiting = next;
        if (waiting != null) {
            waiting.cancel();
        }
    }
}
