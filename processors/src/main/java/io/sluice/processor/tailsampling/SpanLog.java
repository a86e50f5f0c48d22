package io.sluice.processor.tailsampling;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Holds spans as the bytes they came in, outside the heap: runs of spans, one behind the other in pages, each linked to the next run of
 * its trace.
 *
 * <pre>
 *   page:   | run | run | run | run ...                      |
 *   run:    | next 4 | row 4 | scope 4 | spans 4 | length 4 [| request 4] | the spans' fields, tags included | to a multiple of 8 |
 * </pre>
 *
 * <p>Runs bear the number of their request if its sender waits for them.
 *
 * <p>A page is used again once all its runs are freed. As every trace is decided within the same time, a page's runs end at about the same
 * time as well; those that keep a page alone are moved by {@link #compact}. A run larger than a page has a page of its own.
 *
 * <p>A position is an unsigned number of 8 bytes, over all pages; 0 is none. Threads: one worker's.
 */
final class SpanLog {

    static final int PAGE_BYTES = 1 << 18;

    /** Most bytes of a run that still shares a page. Longer runs of several spans are to be cut by the caller. */
    static final int MAX_RUN = PAGE_BYTES / 4;

    static final int NONE = 0;

    /** Instead of a row: the run belongs to no trace that is held, and leaves at once. */
    static final int PASSING = -2;

    private static final int UNIT = 8;
    private static final int PAGE_UNITS = PAGE_BYTES / UNIT;
    private static final int PAGE_SHIFT = Integer.numberOfTrailingZeros(PAGE_UNITS);
    private static final int MAX_PAGES = 1 << (32 - PAGE_SHIFT);
    private static final int HEADER = 20;
    private static final int HEADER_WITH_REQUEST = 24;
    private static final int NEXT = 0;
    private static final int ROW = 4;
    private static final int SCOPE = 8;
    private static final int SPANS = 12;
    private static final int LENGTH = 16;
    private static final int REQUEST = 20;
    private static final int FREED = -1;
    private static final int LEAST_SPARE = 4;
    private static final int PAGES_AT_ONCE = 8;
    private static final MemorySegment NOTHING = MemorySegment.ofArray(new byte[0]);

    /** Who holds positions: told when a run has moved. */
    interface Owner {

        /** The first run of a trace. */
        int firstRun(int row);

        /** The first run lies elsewhere now. */
        void setFirstRun(int row, int position);

        /** The last run lies elsewhere now. */
        void setLastRun(int row, int position);
    }

    private final int header;
    private MemorySegment[] pages = new MemorySegment[16];
    private int[] liveBytes = new int[16]; // of each page; 0 for one that is not there
    private int[] ends = new int[16]; // where each page's runs end
    private int pageCount; // places in use, or free
    private int[] freePlaces = new int[16];
    private int freePlaceCount;
    private MemorySegment[] spare = new MemorySegment[LEAST_SPARE];
    private int spareCount;
    private int head = -1;
    private long allocated;
    private long live;

    /** @param requests true if runs bear the numbers of requests */
    SpanLog(boolean requests) {
        this.header = requests ? HEADER_WITH_REQUEST : HEADER;
    }

    /**
     * Adds a run.
     *
     * @param request the number of its request, if runs bear one
     * @return its position
     * @throws OutOfMemoryError if there is no memory for a page
     */
    int append(int row, int scope, int spans, int request, byte[] from, int offset, int length) {
        int position = reserve(align(header + length));
        MemorySegment page = pageOf(position);
        long at = offsetOf(position);
        page.set(ValueLayout.JAVA_INT_UNALIGNED, at + NEXT, NONE);
        page.set(ValueLayout.JAVA_INT_UNALIGNED, at + ROW, row);
        page.set(ValueLayout.JAVA_INT_UNALIGNED, at + SCOPE, scope);
        page.set(ValueLayout.JAVA_INT_UNALIGNED, at + SPANS, spans);
        page.set(ValueLayout.JAVA_INT_UNALIGNED, at + LENGTH, length);
        if (header > REQUEST) {
            page.set(ValueLayout.JAVA_INT_UNALIGNED, at + REQUEST, request);
        }
        MemorySegment.copy(from, offset, page, ValueLayout.JAVA_BYTE, at + header, length);
        return position;
    }

    private int reserve(int bytes) {
        int place;
        int at;
        if (bytes > PAGE_BYTES) {
            place = open(bytes);
            at = 0;
        } else {
            if (head < 0 || ends[head] + bytes > PAGE_BYTES) {
                int full = head;
                head = open(PAGE_BYTES);
                if (full >= 0 && liveBytes[full] == 0) {
                    close(full);
                }
            }
            place = head;
            at = ends[place];
        }
        ends[place] = at + bytes;
        liveBytes[place] += bytes;
        live += bytes;
        return (place << PAGE_SHIFT) + at / UNIT + 1;
    }

    private int open(int bytes) {
        if (freePlaceCount == 0 && pageCount >= MAX_PAGES) {
            throw new OutOfMemoryError("more pages than positions can tell");
        }
        MemorySegment page;
        if (bytes <= PAGE_BYTES && spareCount > 0) {
            page = spare[--spareCount];
            spare[spareCount] = NOTHING;
        } else {
            page = Arena.ofAuto().allocate(bytes, UNIT);
            allocated += bytes;
        }
        int place = freePlaceCount > 0 ? freePlaces[--freePlaceCount] : newPlace();
        pages[place] = page;
        ends[place] = 0;
        liveBytes[place] = 0;
        return place;
    }

    private int newPlace() {
        if (pageCount == pages.length) {
            pages = Arrays.copyOf(pages, 2 * pageCount);
            liveBytes = Arrays.copyOf(liveBytes, 2 * pageCount);
            ends = Arrays.copyOf(ends, 2 * pageCount);
        }
        return pageCount++;
    }

    private void close(int place) {
        MemorySegment page = pages[place];
        pages[place] = NOTHING;
        ends[place] = 0;
        if (freePlaceCount == freePlaces.length) {
            freePlaces = Arrays.copyOf(freePlaces, 2 * freePlaceCount);
        }
        freePlaces[freePlaceCount++] = place;
        int inUse = pageCount - freePlaceCount;
        if (page.byteSize() == PAGE_BYTES && spareCount < Math.max(LEAST_SPARE, inUse / 16)) {
            if (spareCount == spare.length) {
                spare = Arrays.copyOf(spare, 2 * spareCount);
            }
            spare[spareCount++] = page;
        } else {
            allocated -= page.byteSize(); // unreachable now: the garbage collector gives it back
        }
    }

    /** The trace's next run, or {@link #NONE}. */
    int next(int position) {
        return read(position, NEXT);
    }

    void setNext(int position, int next) {
        pageOf(position).set(ValueLayout.JAVA_INT_UNALIGNED, offsetOf(position) + NEXT, next);
    }

    /** The scope, as given to {@link #append}. */
    int scope(int position) {
        return read(position, SCOPE);
    }

    /** How many spans the run has. */
    int spans(int position) {
        return read(position, SPANS);
    }

    /** Bytes of the run's spans. */
    int length(int position) {
        return read(position, LENGTH);
    }

    /** The number of the run's request; only if runs bear one. */
    int request(int position) {
        return read(position, REQUEST);
    }

    /** Copies the run's spans, {@link #length} bytes. */
    void copyTo(int position, byte[] to, int at) {
        MemorySegment.copy(
                pageOf(position), ValueLayout.JAVA_BYTE, offsetOf(position) + header, to, at, length(position));
    }

    /** Frees a run; its position is of no further use. */
    void free(int position) {
        int place = (position - 1) >>> PAGE_SHIFT;
        MemorySegment page = pages[place];
        long at = offsetOf(position);
        int bytes = align(header + page.get(ValueLayout.JAVA_INT_UNALIGNED, at + LENGTH));
        page.set(ValueLayout.JAVA_INT_UNALIGNED, at + ROW, FREED);
        live -= bytes;
        liveBytes[place] -= bytes;
        if (liveBytes[place] == 0) {
            if (place == head) {
                ends[place] = 0;
            } else {
                close(place);
            }
        }
    }

    /** Memory that spans take: pages in use. A few more wait for use, at most a sixteenth. */
    long bytes() {
        return allocated - (long) spareCount * PAGE_BYTES;
    }

    /** Bytes of runs, headers included. */
    long liveBytes() {
        return live;
    }

    /**
     * Moves runs out of pages that hold little else, if that is worth while. Only runs that belong to a trace may be there.
     */
    void compact(Owner owner) {
        if (bytes() < 2 * live + 4L * PAGE_BYTES) {
            return;
        }
        int moved = 0;
        for (int place = 0; place < pageCount && moved < PAGES_AT_ONCE; place++) {
            if (place != head && liveBytes[place] > 0 && liveBytes[place] < PAGE_BYTES / 4) {
                evacuate(place, owner);
                moved++;
            }
        }
    }

    private void evacuate(int place, Owner owner) {
        MemorySegment page = pages[place];
        int at = 0;
        int end = ends[place];
        while (at < end && liveBytes[place] > 0) {
            int bytes = align(header + page.get(ValueLayout.JAVA_INT_UNALIGNED, (long) at + LENGTH));
            int row = page.get(ValueLayout.JAVA_INT_UNALIGNED, (long) at + ROW);
            if (row >= 0) {
                moveRuns(place, row, owner);
            }
            at += bytes;
        }
    }

    /** Moves those runs of a trace that lie in a page. */
    private void moveRuns(int place, int row, Owner owner) {
        int before = NONE;
        int position = owner.firstRun(row);
        while (position != NONE) {
            int next = next(position);
            if ((position - 1) >>> PAGE_SHIFT == place) {
                int moved = copy(position);
                setNext(moved, next);
                if (before == NONE) {
                    owner.setFirstRun(row, moved);
                } else {
                    setNext(before, moved);
                }
                if (next == NONE) {
                    owner.setLastRun(row, moved);
                }
                free(position);
                position = moved;
            }
            before = position;
            position = next;
        }
    }

    private int copy(int position) {
        int bytes = align(header + length(position));
        int moved = reserve(bytes);
        MemorySegment.copy(pageOf(position), offsetOf(position), pageOf(moved), offsetOf(moved), bytes);
        return moved;
    }

    private int read(int position, int field) {
        return pageOf(position).get(ValueLayout.JAVA_INT_UNALIGNED, offsetOf(position) + field);
    }

    private MemorySegment pageOf(int position) {
        return pages[(position - 1) >>> PAGE_SHIFT];
    }

    private static long offsetOf(int position) {
        return (long) ((position - 1) & (PAGE_UNITS - 1)) * UNIT;
    }

    private static int align(int bytes) {
        return (bytes + UNIT - 1) & -UNIT;
    }
}
