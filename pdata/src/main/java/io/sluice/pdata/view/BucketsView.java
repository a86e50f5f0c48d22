package io.sluice.pdata.view;

import io.sluice.pdata.Schema;
import io.sluice.pdata.WireType;

/** The {@code Buckets} of an exponential histogram on one side of 0. */
public final class BucketsView extends MessageView {

    private static final int OFFSET = 1;
    private static final int BUCKET_COUNTS = 2;

    private final NumbersView bucketCounts = new NumbersView(BUCKET_COUNTS, WireType.VARINT);

    public BucketsView() {
        super(Schema.BUCKETS);
    }

    /** The index of the first bucket. */
    public int offset() {
        return zigZag(OFFSET);
    }

    /** Stands before the first count, a {@code long}. */
    public NumbersView bucketCounts() {
        return bucketCounts.over(this);
    }
}
