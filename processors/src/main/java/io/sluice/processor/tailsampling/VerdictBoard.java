package io.sluice.processor.tailsampling;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What became of the latest traces of one worker, for the workers of other pipelines to read. Without locks: one thread writes, any number
 * read.
 *
 * <p>Each trace belongs to one set of {@value #WAYS} entries, of which the oldest is overwritten:
 *
 * <pre>
 *   set:  | check, verdict | check, verdict | ...       check = hash of the trace id ^ verdict
 * </pre>
 *
 * <p>The two numbers of an entry are written one after the other, so a reader may find the one new and the other old. Then they do not give
 * the hash that it looks for - but once in 2^64 -, and the trace counts as unknown for that moment. That is why the order of the two
 * doesn't matter and opaque access is enough: it writes each of them whole, and in time.
 *
 * <p>A verdict is one of {@link #NONE}, {@link #PENDING}, {@link #DROPPED}, or says how a trace was {@link #kept}:
 *
 * <pre>
 *   bits 0-55: threshold    56: kept    57-63: policy + 1, 0 for none
 * </pre>
 */
final class VerdictBoard {

    /** Nothing is known of the trace. */
    static final long NONE = 0;

    /** The trace is held, and not decided. */
    static final long PENDING = 1;

    /** The trace was not kept. */
    static final long DROPPED = 2;

    private static final long KEPT = 1L << 56;
    private static final long THRESHOLD_MASK = KEPT - 1;
    private static final int POLICY_SHIFT = 57;

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int WAYS = 8;
    private static final int WAY_SHIFT = 1;
    private static final int SET_SHIFT = 4;
    private static final int MOST = 1 << 24;

    private final long[] table;
    private final byte[] next; // of each set the entry to be overwritten; the writer's
    private final int setMask;

    /**
     * A board.
     *
     * @param wanted how many traces to know, at least 1; about as many to twice as many are, since sets do not fill evenly
     * @param maxBytes the most memory, which goes before the number
     */
    VerdictBoard(long wanted, long maxBytes) {
        long most = Math.min(MOST, maxBytes / (2 * Long.BYTES));
        long entries = Math.clamp(Long.highestOneBit(2 * wanted - 1), WAYS, Math.max(WAYS, Long.highestOneBit(most)));
        table = new long[(int) entries << WAY_SHIFT];
        next = new byte[(int) entries / WAYS];
        setMask = next.length - 1;
    }

    /** The verdict on a trace that was kept. */
    static long kept(long threshold, int policy) {
        return (long) (policy + 1) << POLICY_SHIFT | KEPT | threshold;
    }

    static boolean isKept(long verdict) {
        return (verdict & KEPT) != 0;
    }

    /** What a trace was kept with; 0 in {@code mode: compat}. */
    static long threshold(long verdict) {
        return verdict & THRESHOLD_MASK;
    }

    /** Which policy kept it, or -1. */
    static int policy(long verdict) {
        return (int) (verdict >>> POLICY_SHIFT) - 1;
    }

    /** Makes a verdict known; writer's thread. */
    void put(long idHash, long verdict) {
        long key = keyOf(idHash);
        int set = setOf(key);
        int first = set << SET_SHIFT;
        int at = first;
        while (at < first + (WAYS << WAY_SHIFT) && (table[at] ^ table[at + 1]) != key) {
            at += 1 << WAY_SHIFT;
        }
        if (at == first + (WAYS << WAY_SHIFT)) {
            at = first + (next[set] << WAY_SHIFT);
            next[set] = (byte) (next[set] + 1 & WAYS - 1);
        }
        LONGS.setOpaque(table, at + 1, verdict);
        LONGS.setOpaque(table, at, key ^ verdict);
    }

    /** What is known of a trace. Any thread. */
    long find(long idHash) {
        long key = keyOf(idHash);
        int first = setOf(key) << SET_SHIFT;
        for (int at = first; at < first + (WAYS << WAY_SHIFT); at += 1 << WAY_SHIFT) {
            long verdict = (long) LONGS.getOpaque(table, at + 1);
            if (((long) LONGS.getOpaque(table, at) ^ verdict) == key) {
                return verdict;
            }
        }
        return NONE;
    }

    /** Not 0, which an empty entry gives. */
    private static long keyOf(long idHash) {
        return idHash == 0 ? 1 : idHash;
    }

    private int setOf(long key) {
        return (int) (key >>> Integer.SIZE) & setMask;
    }

    /** Bytes of memory. */
    long bytes() {
        return (long) table.length * Long.BYTES + next.length;
    }
}
