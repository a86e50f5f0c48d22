package io.sluice.pdata.view;

import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.sluice.pdata.MalformedException;

/** Makes generated metrics of what views say. */
final class RebuildMetrics {

    private RebuildMetrics() {}

    static Metric metric(MetricView view) throws MalformedException {
        Metric.Builder metric = Metric.newBuilder()
                .setName(view.name().toString())
                .setDescription(view.description().toString())
                .setUnit(view.unit().toString())
                .addAllMetadata(RebuildCommon.attributes(view.metadata()));
        MetricDataView data = view.data();
        switch (view.type()) {
            case NONE -> {
                // nothing to set
            }
            case GAUGE -> metric.setGauge(gauge(data));
            case SUM -> metric.setSum(sum(data));
            case HISTOGRAM -> metric.setHistogram(histogram(data));
            case EXPONENTIAL_HISTOGRAM -> metric.setExponentialHistogram(exponentialHistogram(data));
            case SUMMARY -> metric.setSummary(summary(data));
        }
        return metric.build();
    }

    private static Gauge gauge(MetricDataView data) throws MalformedException {
        Gauge.Builder gauge = Gauge.newBuilder();
        NumberPointView points = data.numberPoints();
        while (points.next()) {
            gauge.addDataPoints(RebuildPoints.number(points));
        }
        return gauge.build();
    }

    private static Sum sum(MetricDataView data) throws MalformedException {
        Sum.Builder sum = Sum.newBuilder()
                .setAggregationTemporalityValue(data.aggregationTemporality())
                .setIsMonotonic(data.isMonotonic());
        NumberPointView points = data.numberPoints();
        while (points.next()) {
            sum.addDataPoints(RebuildPoints.number(points));
        }
        return sum.build();
    }

    private static Histogram histogram(MetricDataView data) throws MalformedException {
        Histogram.Builder histogram =
                Histogram.newBuilder().setAggregationTemporalityValue(data.aggregationTemporality());
        HistogramPointView points = data.histogramPoints();
        while (points.next()) {
            histogram.addDataPoints(RebuildPoints.histogram(points));
        }
        return histogram.build();
    }

    private static ExponentialHistogram exponentialHistogram(MetricDataView data) throws MalformedException {
        ExponentialHistogram.Builder histogram =
                ExponentialHistogram.newBuilder().setAggregationTemporalityValue(data.aggregationTemporality());
        ExponentialHistogramPointView points = data.exponentialHistogramPoints();
        while (points.next()) {
            histogram.addDataPoints(RebuildPoints.exponentialHistogram(points));
        }
        return histogram.build();
    }

    private static Summary summary(MetricDataView data) throws MalformedException {
        Summary.Builder summary = Summary.newBuilder();
        SummaryPointView points = data.summaryPoints();
        while (points.next()) {
            summary.addDataPoints(RebuildPoints.summary(points));
        }
        return summary.build();
    }
}
