package io.sluice.pdata;

/** Which of a metric's data counts. Threads: any. */
public final class MetricData {

    private MetricData() {}

    /**
     * Where the data begins that decoders see: gauge, sum and so on are members of one one-of, of which the last wins, and only data of
     * the same kind that follows itself is merged.
     *
     * @param from where the content of the {@code Metric} begins
     * @return index of a field; {@code end} if there is no data
     */
    public static int countsFrom(byte[] array, int from, int end) throws MalformedException {
        int counts = end;
        int last = 0;
        int at = from;
        while (at < end) {
            int start = at;
            long tag = OtlpBytes.varint(array, at, end);
            at = OtlpBytes.behindVarint(array, at, end);
            int field = OtlpBytes.fieldOf(tag, start);
            if ((tag & 7) != WireType.BYTES) {
                at = OtlpBytes.skip(tag, array, at, end, start, OtlpBytes.MAX_DEPTH);
                continue;
            }
            at = OtlpBytes.endOfBytes(array, at, end);
            if (Schema.kind(Schema.entry(Schema.METRIC, field)) == Schema.ONE_OF && field != last) {
                last = field;
                counts = start;
            }
        }
        return counts;
    }
}
