package io.sluice.pdata.view;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Schema;

/** Goes over {@code Metric}s. */
public final class MetricView extends CursorView {

    private static final int NAME = 1;
    private static final int DESCRIPTION = 2;
    private static final int UNIT = 3;
    private static final int GAUGE = 5;
    private static final int SUM = 7;
    private static final int HISTOGRAM = 9;
    private static final int EXPONENTIAL_HISTOGRAM = 10;
    private static final int SUMMARY = 11;
    private static final int METADATA = 12;

    private final Slice name = new Slice();
    private final Slice description = new Slice();
    private final Slice unit = new Slice();
    private final AttributesView metadata = new AttributesView();
    private final MetricDataView data = new MetricDataView();

    public MetricView() {
        super(Schema.METRIC, GAUGE, SUM, HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY);
    }

    public Slice name() {
        return slice(NAME, name);
    }

    public Slice description() {
        return slice(DESCRIPTION, description);
    }

    public Slice unit() {
        return slice(UNIT, unit);
    }

    public MetricType type() {
        return switch (member()) {
            case GAUGE -> MetricType.GAUGE;
            case SUM -> MetricType.SUM;
            case HISTOGRAM -> MetricType.HISTOGRAM;
            case EXPONENTIAL_HISTOGRAM -> MetricType.EXPONENTIAL_HISTOGRAM;
            case SUMMARY -> MetricType.SUMMARY;
            default -> MetricType.NONE;
        };
    }

    /** What the metric's type says about all its points, and the points. */
    public MetricDataView data() throws MalformedException {
        data.resetTo(this, member(), type());
        return data;
    }

    /** Stands before the first attribute of the metric itself. */
    public AttributesView metadata() {
        metadata.over(this, METADATA);
        return metadata;
    }
}
