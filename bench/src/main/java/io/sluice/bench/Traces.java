package io.sluice.bench;

import java.nio.ByteBuffer;

/** How items, which are numbered through, make traces. Threads: any. */
enum Traces {

    /** Five consecutive items, with nothing remarkable. */
    TOGETHER {
        @Override
        long traceOf(long item) {
            return item / TOGETHER_ITEMS;
        }

        @Override
        long lastItem(long trace) {
            return trace * TOGETHER_ITEMS + TOGETHER_ITEMS - 1;
        }

        @Override
        Event eventOf(long trace) {
            return Event.NONE;
        }
    },

    /**
     * Eight items, two in each of four requests that are sixteen apart, as of services that call one another. What is remarkable of a trace
     * is so in its last item alone.
     *
     * <pre>
     *   request r    | begin       | go on       | go on       | end      |   64 traces each, two items of each
     *                  r + 48        r + 32        r + 16        r            their number / 64
     * </pre>
     *
     * So the first 48 requests bring ends of traces that have had no beginning.
     */
    APART {
        @Override
        long traceOf(long item) {
            long request = item / REQUEST;
            int place = (int) (item % REQUEST);
            int part = place / PART;
            return (request + (long) (PARTS - 1 - part) * STRIDE) * (PART / PAIR) + place % PART / PAIR;
        }

        @Override
        long lastItem(long trace) {
            long request = trace / (PART / PAIR);
            return request * REQUEST + (PARTS - 1) * PART + trace % (PART / PAIR) * PAIR + PAIR - 1;
        }

        @Override
        Event eventOf(long trace) {
            long drawn = Long.remainderUnsigned(Mix.of(~trace), 1000);
            return drawn < ERRORS_OF_1000
                    ? Event.ERROR
                    : drawn < ERRORS_OF_1000 + SLOW_OF_1000 ? Event.SLOW : Event.NONE;
        }
    };

    /** What is remarkable of a trace. */
    enum Event {
        NONE,
        /** Its last item has the status ERROR. */
        ERROR,
        /** Its last item ends six seconds later. */
        SLOW
    }

    /** Items of one trace in {@link #TOGETHER}. */
    static final int TOGETHER_ITEMS = 5;

    /** Items of a request in {@link #APART}. */
    static final int REQUEST = 512;

    /** Items of one trace in {@link #APART}. */
    static final int ITEMS_APART = 8;

    /** How many requests after its first one a trace's last one comes in {@link #APART}. */
    static final long APART_SPREAD = 48;

    private static final int PARTS = 4;
    private static final int PART = REQUEST / PARTS;
    private static final int PAIR = 2;
    private static final int STRIDE = 16;
    private static final int ERRORS_OF_1000 = 15;
    private static final int SLOW_OF_1000 = 5;

    /** The trace of the item of that number. */
    abstract long traceOf(long item);

    /** The item of a trace that comes last, which shows its {@link Event}. */
    abstract long lastItem(long trace);

    abstract Event eventOf(long trace);

    /** The first eight bytes of a trace's id. */
    static long high(long trace) {
        return Mix.of(2 * trace);
    }

    /** The last eight bytes of a trace's id, whose lower seven a sampler may take for its randomness. */
    static long low(long trace) {
        return Mix.of(2 * trace + 1);
    }

    /** Appends a trace's id. */
    static void putId(ByteBuffer out, long trace) {
        out.putLong(high(trace)).putLong(low(trace));
    }
}
