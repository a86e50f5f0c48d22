package io.sluice.pdata.view;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Schema;

/**
 * The {@code Gauge}, {@code Sum}, {@code Histogram}, {@code ExponentialHistogram} or {@code Summary} of a metric. A sum has all fields that
 * any of them has, with the same numbers. A cursor over points of another type than the metric's finds none.
 */
public final class MetricDataView extends MessageView {

    private static final int DATA_POINTS = 1;
    private static final int AGGREGATION_TEMPORALITY = 2;
    private static final int IS_MONOTONIC = 3;

    private final NumberPointView numberPoints = new NumberPointView();
    private final HistogramPointView histogramPoints = new HistogramPointView();
    private final ExponentialHistogramPointView exponentialHistogramPoints = new ExponentialHistogramPointView();
    private final SummaryPointView summaryPoints = new SummaryPointView();
    private MetricType type = MetricType.NONE;

    MetricDataView() {
        super(Schema.SUM);
    }

    void resetTo(MetricView metric, int number, MetricType dataType) throws MalformedException {
        type = dataType;
        resetTo(metric, number);
    }

    /** An {@code AggregationTemporality}, or a number that OTLP does not know yet; 0 for gauges and summaries, which have none. */
    public int aggregationTemporality() {
        return type == MetricType.GAUGE || type == MetricType.SUMMARY ? 0 : (int) number(AGGREGATION_TEMPORALITY);
    }

    /** True for a sum that only grows. */
    public boolean isMonotonic() {
        return type == MetricType.SUM && number(IS_MONOTONIC) != 0;
    }

    /** Stands before the first point of a {@link MetricType#GAUGE} or a {@link MetricType#SUM}. */
    public NumberPointView numberPoints() {
        return points(numberPoints, type == MetricType.GAUGE || type == MetricType.SUM);
    }

    /** Stands before the first point of a {@link MetricType#HISTOGRAM}. */
    public HistogramPointView histogramPoints() {
        return points(histogramPoints, type == MetricType.HISTOGRAM);
    }

    /** Stands before the first point of an {@link MetricType#EXPONENTIAL_HISTOGRAM}. */
    public ExponentialHistogramPointView exponentialHistogramPoints() {
        return points(exponentialHistogramPoints, type == MetricType.EXPONENTIAL_HISTOGRAM);
    }

    /** Stands before the first point of a {@link MetricType#SUMMARY}. */
    public SummaryPointView summaryPoints() {
        return points(summaryPoints, type == MetricType.SUMMARY);
    }

    private <T extends PointView> T points(T view, boolean ofThisType) {
        if (ofThisType) {
            view.over(this, DATA_POINTS);
        } else {
            view.overNone();
        }
        return view;
    }
}
