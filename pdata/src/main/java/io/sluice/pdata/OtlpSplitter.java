package io.sluice.pdata;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a payload between its items into parts that stand alone. Each part repeats what encloses its items - resource, scope, metric, with
 * their unknown fields - and the items keep their order and their bytes.
 *
 * <p>Within an envelope, a part has the enclosing fields first and the items behind them; the order among each is kept. Envelopes without
 * an item are left out. A metric whose data is given more than once is not cut, since protobuf merges or replaces such fields as they
 * come.
 *
 * <p>Reusable. Threads: one at a time.
 */
public final class OtlpSplitter {

    /**
     * A part of a payload.
     *
     * @param payload its bytes, with one owner
     * @param firstItem position of its first item in the whole
     * @param items how many items it has
     */
    public record Part(Payload payload, int firstItem, int items) {}

    private static final int KEPT_BYTES = 1 << 20;

    /** Request, resource, scope, metric, data: items lie no deeper. */
    private static final int LEVELS = 5;

    /** What the length of an open message may grow by when it is closed. */
    private static final int LENGTH_GROWTH = 4;

    private final int[] fields = new int[LEVELS];
    private final int[] messages = new int[LEVELS];
    private final int[] froms = new int[LEVELS];
    private final int[] ends = new int[LEVELS];
    private final int[] marks = new int[LEVELS];
    private final int[] lengthsBefore = new int[LEVELS];
    private final boolean[] filled = new boolean[LEVELS];

    private WireWriter out = new WireWriter(1024);
    private byte[] array = {};
    private int maxItems;
    private int maxBytes;
    private int items;
    private int firstItem;

    /**
     * Cuts a payload that {@link OtlpBytes#validate full validation} accepted; it stays the caller's.
     *
     * @param maxItems most items of a part, at least 1
     * @param maxBytes most bytes of a part, at least 1; an item that is larger with its envelopes makes a part alone
     * @return at least one part; the only one shares the payload's bytes
     * @throws MalformedException if the payload was not validated
     */
    public List<Part> split(Signal signal, Payload payload, int maxItems, int maxBytes, BufferPool pool)
            throws MalformedException {
        int all = OtlpBytes.count(signal, payload.array(), payload.offset(), payload.length());
        if (all <= 1 || (all <= maxItems && payload.length() <= maxBytes)) {
            return List.of(new Part(payload.share(), 0, all));
        }
        this.array = payload.array();
        this.maxItems = maxItems;
        this.maxBytes = maxBytes;
        items = 0;
        firstItem = 0;
        out.reset();
        messages[0] = Schema.root(signal);
        froms[0] = payload.offset();
        ends[0] = payload.end();
        List<Part> parts = new ArrayList<>();
        boolean done = false;
        try {
            copyEnvelope(0);
            copyItems(0, parts, pool);
            emit(parts, pool);
            done = true;
            return parts;
        } finally {
            if (!done) {
                parts.forEach(part -> part.payload().release());
            }
            array = new byte[0];
            if (out.array().length > KEPT_BYTES) {
                out = new WireWriter(1024);
            }
        }
    }

    private void copyItems(int level, List<Part> parts, BufferPool pool) throws MalformedException {
        int message = messages[level];
        int end = ends[level];
        int at = froms[level];
        while (at < end) {
            int start = at;
            long tag = OtlpBytes.varint(array, at, end);
            at = behind(tag, start, end);
            int entry = entryOf(message, tag, start);
            if (Schema.kind(entry) == Schema.ITEM) {
                add(level, start, at, 1, parts, pool);
            } else if (Schema.leadsToItems(entry)) {
                int value = OtlpBytes.behindVarint(array, OtlpBytes.behindVarint(array, start, end), end);
                int child = Schema.child(entry);
                if (child == Schema.METRIC && hasSeveralData(value, at)) {
                    int count = OtlpBytes.countIn(child, array, value, at);
                    if (count > 0) {
                        add(level, start, at, count, parts, pool);
                    }
                } else {
                    fields[level + 1] = OtlpBytes.fieldOf(tag, start);
                    messages[level + 1] = child;
                    froms[level + 1] = value;
                    ends[level + 1] = at;
                    open(level + 1);
                    copyItems(level + 1, parts, pool);
                    if (filled[level + 1]) {
                        out.closeMessage(marks[level + 1]);
                    } else {
                        out.truncate(lengthsBefore[level + 1]);
                    }
                }
            }
        }
    }

    /** Adds what makes {@code count} items, to the part that is being written or to a new one. */
    private void add(int level, int from, int to, int count, List<Part> parts, BufferPool pool)
            throws MalformedException {
        long length = (long) out.length() + (to - from) + (long) level * LENGTH_GROWTH;
        if (items > 0 && ((long) items + count > maxItems || length > maxBytes)) {
            cut(level, parts, pool);
        }
        out.raw(array, from, to - from);
        items += count;
        for (int i = 1; i <= level; i++) {
            filled[i] = true;
        }
    }

    /** Ends a part below {@code level} and begins another one there. Envelopes that have nothing in them yet go over whole. */
    private void cut(int level, List<Part> parts, BufferPool pool) throws MalformedException {
        int open = level;
        while (open > 0 && !filled[open]) {
            out.truncate(lengthsBefore[open]);
            open--;
        }
        while (open > 0) {
            out.closeMessage(marks[open]);
            open--;
        }
        emit(parts, pool);
        copyEnvelope(0);
        for (int i = 1; i <= level; i++) {
            open(i);
        }
    }

    private void emit(List<Part> parts, BufferPool pool) {
        parts.add(new Part(out.toPayload(pool), firstItem, items));
        firstItem += items;
        items = 0;
        out.reset();
    }

    private void open(int level) throws MalformedException {
        lengthsBefore[level] = out.length();
        filled[level] = false;
        marks[level] = out.openMessage(fields[level]);
        copyEnvelope(level);
    }

    /** Copies the fields of a message in which no items lie. */
    private void copyEnvelope(int level) throws MalformedException {
        int end = ends[level];
        int run = froms[level]; // what is not yet copied begins here
        int at = run;
        while (at < end) {
            int start = at;
            long tag = OtlpBytes.varint(array, at, end);
            at = behind(tag, start, end);
            int entry = entryOf(messages[level], tag, start);
            if (Schema.kind(entry) == Schema.ITEM || Schema.leadsToItems(entry)) {
                out.raw(array, run, start - run);
                run = at;
            }
        }
        out.raw(array, run, end - run);
    }

    private boolean hasSeveralData(int from, int end) throws MalformedException {
        int data = 0;
        int at = from;
        while (at < end) {
            int start = at;
            long tag = OtlpBytes.varint(array, at, end);
            at = behind(tag, start, end);
            data += Schema.kind(entryOf(Schema.METRIC, tag, start)) == Schema.ONE_OF ? 1 : 0;
        }
        return data > 1;
    }

    /** Index behind the field whose tag is at {@code start}. */
    private int behind(long tag, int start, int end) throws MalformedException {
        int at = OtlpBytes.behindVarint(array, start, end);
        return (tag & 7) == WireType.BYTES
                ? OtlpBytes.endOfBytes(array, at, end)
                : OtlpBytes.skip(tag, array, at, end, start, OtlpBytes.MAX_DEPTH);
    }

    private static int entryOf(int message, long tag, int start) throws MalformedException {
        return (tag & 7) == WireType.BYTES ? Schema.entry(message, OtlpBytes.fieldOf(tag, start)) : Schema.UNKNOWN;
    }
}
