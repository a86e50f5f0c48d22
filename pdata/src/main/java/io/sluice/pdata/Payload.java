package io.sluice.pdata;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one OTLP export request (an {@code Export*ServiceRequest} message, wire-identical to {@code TracesData}, {@code
 * MetricsData} and {@code LogsData}), and how many owners share them.
 *
 * <p>A payload is born with one owner. Each owner calls {@link #release} exactly once; {@link #share} makes one more. The last release
 * gives a pooled array back to its pool. Bytes are written only while {@link #isExclusive} holds; a shared payload is immutable.
 *
 * <p>Threads: counting is safe from any thread; the bytes are published by whatever hands the payload over.
 */
public final class Payload {

    /** Takes arrays back when nobody uses them any more; called from the thread of the last release. */
    public interface Recycler {
        /** Takes ownership of {@code array}. */
        void recycle(byte[] array);
    }

    private static final VarHandle OWNERS;

    static {
        try {
            OWNERS = MethodHandles.lookup().findVarHandle(Payload.class, "owners", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final byte[] array;
    private final int offset;
    private final int length;
    private final @Nullable Recycler recycler;

    @SuppressWarnings("unused") // through OWNERS
    private volatile int owners = 1;

    private Payload(byte[] array, int offset, int length, @Nullable Recycler recycler) {
        if (offset < 0 || length < 0 || offset > array.length - length) {
            throw new IndexOutOfBoundsException(
                    "offset " + offset + ", length " + length + ", array of " + array.length);
        }
        this.array = array;
        this.offset = offset;
        this.length = length;
        this.recycler = recycler;
    }

    /** A payload that is the whole of {@code bytes}; the caller gives the array away. */
    public static Payload of(byte[] bytes) {
        return new Payload(bytes, 0, bytes.length, null);
    }

    /** A payload inside {@code array}; the caller gives the array away. */
    public static Payload of(byte[] array, int offset, int length) {
        return new Payload(array, offset, length, null);
    }

    /** A payload at the start of a pooled {@code array}, which goes to {@code recycler} at the last release. */
    public static Payload pooled(byte[] array, int length, Recycler recycler) {
        return new Payload(array, 0, length, recycler);
    }

    /**
     * A payload of another length, at most to the array's end, in place of this one: it takes over the only ownership, and with it the
     * array.
     */
    public Payload withLength(int newLength) {
        if (!OWNERS.compareAndSet(this, 1, 0)) {
            throw new IllegalStateException("a payload with several owners, or none, keeps its length");
        }
        return new Payload(array, offset, newLength, recycler);
    }

    /** The array that holds the bytes from {@link #offset} on; it may be longer than the payload. */
    public byte[] array() {
        return array;
    }

    /** Index of the first byte. */
    public int offset() {
        return offset;
    }

    /** Number of bytes. */
    public int length() {
        return length;
    }

    /** Index behind the last byte. */
    public int end() {
        return offset + length;
    }

    /** Adds an owner. */
    public Payload share() {
        int before = (int) OWNERS.getAndAdd(this, 1);
        if (before <= 0) {
            throw new IllegalStateException("payload shared after its last release");
        }
        return this;
    }

    /** True while there is one owner, who may then write to the bytes. */
    public boolean isExclusive() {
        return owners == 1;
    }

    /** Ends one ownership. The bytes must not be touched by that owner afterwards. */
    public void release() {
        int before = (int) OWNERS.getAndAdd(this, -1);
        if (before == 1) {
            if (recycler != null) {
                recycler.recycle(array);
            }
        } else if (before <= 0) {
            throw new IllegalStateException("payload released more often than shared");
        }
    }

    /**
     * The payload's bytes as an array of exactly its length: the array itself where it fits and is not pooled, else a copy. For
     * libraries that take ownership of whole arrays; the result must not be written to.
     */
    public byte[] toExactArray() {
        if (recycler == null && offset == 0 && length == array.length) {
            return array;
        }
        byte[] exact = new byte[length];
        System.arraycopy(array, offset, exact, 0, length);
        return exact;
    }
}
