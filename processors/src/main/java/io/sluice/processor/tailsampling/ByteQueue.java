package io.sluice.processor.tailsampling;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;

/**
 * Bytes outside the heap that come out in the order in which they went in, in pages that are used again. Threads: one worker's.
 */
final class ByteQueue {

    static final int PAGE_BYTES = 1 << 16;

    private static final int MOST_SPARE = 16;

    private final ArrayDeque<MemorySegment> pages = new ArrayDeque<>();
    private final ArrayDeque<MemorySegment> spare = new ArrayDeque<>();
    private int readAt; // in the first page
    private int writeAt = PAGE_BYTES; // in the last page

    /**
     * Adds bytes behind the others.
     *
     * @throws OutOfMemoryError if there is no memory for a page; nothing was added then
     */
    void add(byte[] from, int offset, int length) {
        int missing = length - (PAGE_BYTES - writeAt);
        while ((long) spare.size() * PAGE_BYTES < missing) {
            spare.add(Arena.ofAuto().allocate(PAGE_BYTES));
        }
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (writeAt == PAGE_BYTES) {
                pages.addLast(spare.removeLast());
                writeAt = 0;
            }
            int part = Math.min(end - at, PAGE_BYTES - writeAt);
            MemorySegment.copy(from, at, pages.getLast(), ValueLayout.JAVA_BYTE, writeAt, part);
            writeAt += part;
            at += part;
        }
    }

    /** Takes the first bytes out. */
    void take(byte[] to, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            int part = Math.min(end - at, PAGE_BYTES - readAt);
            MemorySegment.copy(pages.getFirst(), ValueLayout.JAVA_BYTE, readAt, to, at, part);
            readAt += part;
            at += part;
            if (readAt == PAGE_BYTES || (pages.size() == 1 && readAt == writeAt)) {
                free();
            }
        }
    }

    private void free() {
        MemorySegment page = pages.removeFirst();
        readAt = 0;
        if (pages.isEmpty()) {
            writeAt = PAGE_BYTES;
        }
        if (spare.size() < MOST_SPARE) {
            spare.add(page); // others the garbage collector gives back
        }
    }

    /** Memory of pages in use. */
    long bytes() {
        return (long) pages.size() * PAGE_BYTES;
    }
}
