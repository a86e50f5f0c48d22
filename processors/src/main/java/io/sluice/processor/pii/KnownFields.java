package io.sluice.processor.pii;

import io.sluice.processor.value.ShortBytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Fields of messages, tag and length and content, in which nothing was found lately: most come again and again, and in the same order. So
 * what is to follow is compared first, at the cost of the comparison alone; if it is another one, it is looked up by its hash. A fixed number
 * of places, each for what one remainder of the hash leads to; nothing is taken for another, since all bytes are compared. What comes once
 * takes nobody's place: only what was the last to miss a place, and misses it again, moves in.
 *
 * <p>What follows what is a chain of links. A link is a place, or one of the numbers from {@value #PLACES} on, which the user gives to
 * where messages begin and to fields that are never the same.
 *
 * <p>Bounded whatever comes: 1,024 places of 128 bytes. Threads: one worker's.
 */
final class KnownFields {

    private static final int PLACE_BITS = 11;

    static final int PLACES = 1 << PLACE_BITS;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int MAX_LENGTH = 128;
    private static final long MIX = 0x9e3779b97f4a7c15L;
    private static final int MANY_MISSES = 64;
    /** Of so many that come where all are new, one is looked up, to see whether they still are. */
    private static final int LOOKS = 32;

    private static final int UNUSED = -1;

    private final byte[] bytes = new byte[PLACES * MAX_LENGTH];
    /** Contexts, and in the lowest byte lengths; 0 where nothing is. */
    private final int[] marks = new int[PLACES];

    private final long[] lastMisses = new long[PLACES];
    private final int[] next;

    /** How often in a row what follows a link was not known. */
    private final int[] misses;

    private int last = PLACES;
    private long hash;
    private int place = UNUSED;

    /** @param links how many links there are beside the places */
    KnownFields(int links) {
        next = new int[PLACES + links];
        misses = new int[PLACES + links];
    }

    /** Says which link, from {@link #PLACES} on, what comes next follows. */
    void follow(int link) {
        last = link;
    }

    /**
     * The length of the field that begins at {@code from}, if it is the one that came in this place before and nothing is in it; else 0, which says nothing.
     *
     * @param end where the bytes end that the field is among
     * @param context what the field means, and under which policy, in 24 bits
     */
    int expected(int context, byte[] array, int from, int end) {
        int at = next[last];
        int mark = marks[at];
        int length = mark & 0xff;
        if (mark != mark(context, length) || length == 0 || length > end - from || !isSame(at, array, from, length)) {
            return 0;
        }
        last = at;
        return length;
    }

    /**
     * True if nothing was found in the same field, in the same context. If not, and nothing is found again, {@link #remember} it.
     *
     * @param from where its tag is
     */
    boolean contains(int context, byte[] array, int from, int end) {
        int length = end - from;
        if (length > MAX_LENGTH) {
            place = UNUSED;
            return false;
        }
        misses[last]++;
        hash = hash(context, array, from, end);
        int at = (int) (hash >>> (Long.SIZE - PLACE_BITS));
        place = at;
        if (marks[at] != mark(context, length) || !isSame(at, array, from, length)) {
            return false;
        }
        misses[last] = 0;
        next[last] = at;
        last = at;
        return true;
    }

    /**
     * True if what comes here, an identifier say, has been another one so often that it is not worth looking up. One of 32 is all the same, and
     * then this is false. What is not looked up is not to be remembered.
     */
    boolean isAlwaysNew() {
        int before = misses[last];
        if (before < MANY_MISSES || before % LOOKS == 0) {
            return false;
        }
        misses[last] = before + 1;
        return true;
    }

    /** The link that what comes next follows. */
    int link() {
        return last;
    }

    /** Notes that nothing was found in the field that {@link #contains} was asked for last. */
    void remember(int context, byte[] array, int from, int end) {
        int at = place;
        if (at == UNUSED) {
            return;
        }
        if (lastMisses[at] != hash) {
            lastMisses[at] = hash;
            return;
        }
        System.arraycopy(array, from, bytes, at * MAX_LENGTH, end - from);
        marks[at] = mark(context, end - from);
    }

    private static int mark(int context, int length) {
        return context << Byte.SIZE | length;
    }

    private boolean isSame(int at, byte[] array, int from, int length) {
        return ShortBytes.equal(bytes, at * MAX_LENGTH, array, from, length);
    }

    private static long hash(int context, byte[] array, int from, int end) {
        long hash = (long) context << Integer.SIZE | (end - from);
        int at = from;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            hash = (hash ^ (long) LONGS.get(array, at)) * MIX;
            hash ^= hash >>> 29;
        }
        if (at < end) {
            hash = (hash ^ rest(array, at, end)) * MIX;
        }
        // What the last bytes say is in the upper half; the place is made of the highest bits of all.
        return (hash ^ (hash >>> 32)) * MIX;
    }

    private static long rest(byte[] array, int at, int end) {
        if (end >= Long.BYTES) {
            // One load that ends with the field; what stands before the rest is shifted out.
            return (long) LONGS.get(array, end - Long.BYTES) >>> (Long.SIZE - Byte.SIZE * (end - at));
        }
        long rest = 0;
        for (int i = at; i < end; i++) {
            rest = rest << Byte.SIZE | (array[i] & 0xff);
        }
        return rest;
    }
}
