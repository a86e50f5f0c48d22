package io.sluice.pdata;

/**
 * Takes items out of a payload by a {@link PayloadEditor}. What is kept is copied once, in its order and with its unknown fields;
 * resources, scopes and metrics that lose their last item go with it, those that never had one stay. Data points that a later kind of
 * data in their metric makes void are no items.
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

    private final PayloadEditor editor = new PayloadEditor();

    /**
     * Filters a payload that {@link OtlpBytes#validate full validation} accepted; it stays the caller's.
     *
     * @return the same payload, shared, if everything is kept; else a new one with one owner, empty if nothing is
     * @throws MalformedException if the payload was not validated
     */
    public Payload filter(Signal signal, Payload payload, BufferPool pool, Decision decision)
            throws MalformedException {
        editor.begin(signal, payload);
        try {
            decide(Schema.root(signal), payload.array(), payload.offset(), payload.end(), decision);
            return editor.apply(pool);
        } finally {
            editor.reset();
        }
    }

    private void decide(int message, byte[] array, int from, int end, Decision decision) throws MalformedException {
        int at = message == Schema.METRIC ? MetricData.countsFrom(array, from, end) : from;
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
            int entry = Schema.entry(message, OtlpBytes.fieldOf(tag, start));
            if (Schema.kind(entry) == Schema.ITEM) {
                if (!decision.keeps(array, value, to)) {
                    editor.drop(value);
                }
            } else if (Schema.leadsToItems(entry)) {
                int child = Schema.child(entry);
                if (Schema.isResourceItems(child)) {
                    decision.enterResource(array, value, to);
                }
                decide(child, array, value, to, decision);
            }
        }
    }
}
