package io.sluice.pdata;

/**
 * Takes items out of a payload. What is kept is copied once, in its order and with its unknown fields; resources, scopes and metrics that
 * lose their last item go with it, those that never had one stay.
 *
 * <p>Reusable. Threads: one at a time.
 */
public final class ItemFilter {

    /** Says which items stay. */
    public interface Decision {

        /**
         * The items of a resource follow.
         *
         * @param from where the content of the {@code ResourceSpans}, {@code ResourceMetrics} or {@code ResourceLogs} begins in {@code
         *     array}
         * @param end index behind it
         */
        void enterResource(byte[] array, int from, int end);

        /**
         * True to keep the item whose content lies in {@code array} from {@code from} to {@code end}: a span, a log record or a data
         * point.
         */
        boolean keeps(byte[] array, int from, int end);
    }

    private static final int KEPT_BYTES = 1 << 20;

    private WireWriter out = new WireWriter(1024);
    private byte[] array = {};
    private boolean dropped;

    /**
     * Filters a payload that {@link OtlpBytes#validate full validation} accepted; it stays the caller's.
     *
     * @return the same payload, shared, if everything is kept; else a new one with one owner, empty if nothing is
     * @throws MalformedException if the payload was not validated
     */
    public Payload filter(Signal signal, Payload payload, BufferPool pool, Decision decision)
            throws MalformedException {
        array = payload.array();
        dropped = false;
        out.reset();
        try {
            copy(Schema.root(signal), payload.offset(), payload.end(), decision);
            return dropped ? out.toPayload(pool) : payload.share();
        } finally {
            array = new byte[0];
            if (out.array().length > KEPT_BYTES) {
                out = new WireWriter(1024);
            }
        }
    }

    /** Copies a message's fields; true if an item among them was dropped and none was kept. */
    private boolean copy(int message, int from, int end, Decision decision) throws MalformedException {
        boolean kept = false;
        boolean lost = false;
        int run = from; // what is not yet copied begins here
        int at = from;
        while (at < end) {
            int start = at;
            long tag = OtlpBytes.varint(array, at, end);
            at = OtlpBytes.behindVarint(array, at, end);
            if ((tag & 7) != WireType.BYTES) {
                at = OtlpBytes.skip(tag, array, at, end, start, OtlpBytes.MAX_DEPTH);
                continue;
            }
            int to = OtlpBytes.endOfBytes(array, at, end);
            int value = OtlpBytes.behindVarint(array, at, end);
            at = to;
            int field = OtlpBytes.fieldOf(tag, start);
            int entry = Schema.entry(message, field);
            if (Schema.kind(entry) == Schema.ITEM) {
                if (decision.keeps(array, value, to)) {
                    kept = true;
                } else {
                    out.raw(array, run, start - run);
                    run = to;
                    lost = true;
                    dropped = true;
                }
            } else if (Schema.leadsToItems(entry)) {
                out.raw(array, run, start - run);
                run = to;
                if (Schema.isResourceItems(Schema.child(entry))) {
                    decision.enterResource(array, value, to);
                }
                int before = out.length();
                int mark = out.openMessage(field);
                if (copy(Schema.child(entry), value, to, decision)) {
                    out.truncate(before);
                    lost = true;
                } else {
                    out.closeMessage(mark);
                    kept = true;
                }
            }
        }
        out.raw(array, run, end - run);
        return lost && !kept;
    }
}
