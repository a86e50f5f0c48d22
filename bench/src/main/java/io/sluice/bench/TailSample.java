package io.sluice.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * Which items {@code bench/configs/tail.yaml} keeps, reckoned by itself: those of traces that the tenth takes whatever is seen of them, and
 * of traces whose last item, with its error or its late end, was sent.
 *
 * <p>If that item's request was not acknowledged, nobody knows whether it was seen: such a trace may arrive and need not.
 */
final class TailSample implements Arrival {

    private final LongPredicate tenth;
    private final Predicate<Traces.Event> remarkable;
    private final long requests;
    private final BitSet unacknowledged;

    private TailSample(LongPredicate tenth, Predicate<Traces.Event> remarkable, long requests, BitSet unacknowledged) {
        this.remarkable = remarkable;
        this.tenth = tenth;
        this.requests = requests;
        this.unacknowledged = unacknowledged;
    }

    /**
     * As thresholds decide: a trace is of the tenth if the last 56 bits of its id are at least nine tenths of 2^56, of which the first four
     * hexadecimal digits count.
     *
     * @param requests how many were sent
     * @param unacknowledged those of them that were not acknowledged
     */
    static TailSample consistent(long requests, BitSet unacknowledged) {
        return new TailSample(
                TailSample::isAtNineTenths, event -> event != Traces.Event.NONE, requests, unacknowledged);
    }

    /** As {@link #consistent}, without a policy for slow traces. */
    static TailSample ofErrors(long requests, BitSet unacknowledged) {
        return new TailSample(
                TailSample::isAtNineTenths, event -> event == Traces.Event.ERROR, requests, unacknowledged);
    }

    /** As the Collector decides: a trace is of the tenth if the hash FNV-1a of its salt and the id is at most a tenth of 2^64. */
    static TailSample hashed(long requests, BitSet unacknowledged) {
        return new TailSample(
                TailSample::isHashedToTenth, event -> event != Traces.Event.NONE, requests, unacknowledged);
    }

    private static boolean isAtNineTenths(long trace) {
        return (Traces.low(trace) & (1L << 56) - 1) >= 0xe666L << 40;
    }

    private static boolean isHashedToTenth(long trace) {
        ByteBuffer id = ByteBuffer.allocate(2 * Long.BYTES);
        Traces.putId(id, trace);
        long hash = 0xcbf29ce484222325L;
        for (byte each : "default-hash-seed".getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * 0x100000001b3L;
        }
        for (byte each : id.array()) {
            hash = (hash ^ (each & 0xff)) * 0x100000001b3L;
        }
        return Long.compareUnsigned(hash, 0x19999999999999ffL) <= 0;
    }

    @Override
    public boolean must(int item) {
        long trace = Traces.APART.traceOf(item);
        long shown = requestThatShows(trace);
        return tenth.test(trace) || (shown < requests && !unacknowledged.get(Math.toIntExact(shown)));
    }

    @Override
    public boolean may(int item) {
        long trace = Traces.APART.traceOf(item);
        return tenth.test(trace) || requestThatShows(trace) < requests;
    }

    /** The request with what is remarkable of a trace, none if there is nothing. */
    private long requestThatShows(long trace) {
        return remarkable.test(Traces.APART.eventOf(trace))
                ? Traces.APART.lastItem(trace) / Traces.REQUEST
                : Long.MAX_VALUE;
    }
}
