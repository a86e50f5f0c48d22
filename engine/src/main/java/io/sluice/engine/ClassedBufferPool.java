package io.sluice.engine;

import io.sluice.pdata.BufferPool;
import io.sluice.pdata.Payload;
import java.util.concurrent.atomic.AtomicLong;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * A pool of arrays in size classes, four to each doubling, so that at most a fifth of an array lies idle. What is given back is kept up to
 * a bound in bytes; beyond it, and outside the classes, arrays are left to the garbage collector.
 *
 * <p>Zeroing a fresh 256 KiB array costs as much as copying the request into it; a pooled one costs two queue operations. Threads: any; no
 * lock.
 */
final class ClassedBufferPool implements BufferPool, Payload.Recycler {

    private static final int MIN_BITS = 8;
    private static final int MAX_BITS = 23;
    private static final int PER_CLASS = 256;

    private final MpmcVarHandleArrayQueue<byte[]>[] classes;
    private final int[] idleAtLastTrim;
    private final long maxIdleBytes;
    private final AtomicLong idleBytes = new AtomicLong();

    /** @param maxIdleBytes most bytes to keep while nobody uses them */
    @SuppressWarnings({"unchecked", "rawtypes"})
    ClassedBufferPool(long maxIdleBytes) {
        this.maxIdleBytes = maxIdleBytes;
        this.classes = new MpmcVarHandleArrayQueue[(MAX_BITS - MIN_BITS) * 4 + 1];
        this.idleAtLastTrim = new int[classes.length];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = new MpmcVarHandleArrayQueue<>(PER_CLASS);
        }
    }

    @Override
    public Payload acquire(int length) {
        if (length <= (1 << MIN_BITS) / 2 || length > (1 << MAX_BITS)) {
            return Payload.of(new byte[length]);
        }
        int index = classFor(length);
        byte[] array = classes[index].relaxedPoll();
        if (array == null) {
            array = new byte[sizeOf(index)];
        } else {
            idleBytes.addAndGet(-array.length);
        }
        return Payload.pooled(array, length, this);
    }

    @Override
    public void recycle(byte[] array) {
        int index = classFor(array.length);
        if (sizeOf(index) != array.length || idleBytes.get() + array.length > maxIdleBytes) {
            return;
        }
        if (classes[index].relaxedOffer(array)) {
            idleBytes.addAndGet(array.length);
        }
    }

    /** Lets go of half of what lay idle at the last call and does so now. Called now and then by one thread. */
    void trim() {
        for (int i = 0; i < classes.length; i++) {
            int spare = Math.min(classes[i].size(), idleAtLastTrim[i]);
            for (int n = (spare + 1) / 2; n > 0; n--) {
                byte @Nullable [] array = classes[i].relaxedPoll();
                if (array != null) {
                    idleBytes.addAndGet(-array.length);
                }
            }
            idleAtLastTrim[i] = classes[i].size();
        }
    }

    /** Bytes kept while nobody uses them. */
    long idleBytes() {
        return idleBytes.get();
    }

    /** The smallest class that holds {@code length} bytes. */
    static int classFor(int length) {
        int rest = Math.max(length, 1 << MIN_BITS) - 1;
        int bits = 31 - Integer.numberOfLeadingZeros(rest); // 2^bits <= rest < 2^(bits+1)
        int quarter = (rest >>> (bits - 2)) & 3;
        return (bits - MIN_BITS) * 4 + quarter + 1;
    }

    /** Bytes of a class's arrays. */
    static int sizeOf(int index) {
        if (index <= 0) {
            return 1 << MIN_BITS;
        }
        int bits = (index - 1) / 4 + MIN_BITS;
        return (1 << bits) + (((index - 1) & 3) + 1) * (1 << (bits - 2));
    }
}
