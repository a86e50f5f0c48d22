package io.sluice.pdata.view;

import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.sluice.pdata.MalformedException;
import java.util.ArrayList;
import java.util.List;

/** Makes generated data points of what views say. */
final class RebuildPoints {

    private RebuildPoints() {}

    static NumberDataPoint number(NumberPointView view) throws MalformedException {
        NumberDataPoint.Builder point = NumberDataPoint.newBuilder()
                .addAllAttributes(RebuildCommon.attributes(view.attributes()))
                .setStartTimeUnixNano(view.startTimeUnixNano())
                .setTimeUnixNano(view.timeUnixNano())
                .addAllExemplars(exemplars(view.exemplars()))
                .setFlags(view.flags());
        if (view.isDouble()) {
            point.setAsDouble(view.asDouble());
        }
        if (view.isInt()) {
            point.setAsInt(view.asInt());
        }
        return point.build();
    }

    static HistogramDataPoint histogram(HistogramPointView view) throws MalformedException {
        HistogramDataPoint.Builder point = HistogramDataPoint.newBuilder()
                .addAllAttributes(RebuildCommon.attributes(view.attributes()))
                .setStartTimeUnixNano(view.startTimeUnixNano())
                .setTimeUnixNano(view.timeUnixNano())
                .setCount(view.count())
                .addAllBucketCounts(longs(view.bucketCounts()))
                .addAllExplicitBounds(doubles(view.explicitBounds()))
                .addAllExemplars(exemplars(view.exemplars()))
                .setFlags(view.flags());
        if (view.hasSum()) {
            point.setSum(view.sum());
        }
        if (view.hasMin()) {
            point.setMin(view.min());
        }
        if (view.hasMax()) {
            point.setMax(view.max());
        }
        return point.build();
    }

    static ExponentialHistogramDataPoint exponentialHistogram(ExponentialHistogramPointView view)
            throws MalformedException {
        ExponentialHistogramDataPoint.Builder point = ExponentialHistogramDataPoint.newBuilder()
                .addAllAttributes(RebuildCommon.attributes(view.attributes()))
                .setStartTimeUnixNano(view.startTimeUnixNano())
                .setTimeUnixNano(view.timeUnixNano())
                .setCount(view.count())
                .setScale(view.scale())
                .setZeroCount(view.zeroCount())
                .setFlags(view.flags())
                .addAllExemplars(exemplars(view.exemplars()))
                .setZeroThreshold(view.zeroThreshold());
        if (view.hasSum()) {
            point.setSum(view.sum());
        }
        if (view.hasMin()) {
            point.setMin(view.min());
        }
        if (view.hasMax()) {
            point.setMax(view.max());
        }
        if (view.hasPositive()) {
            point.setPositive(buckets(view.positive()));
        }
        if (view.hasNegative()) {
            point.setNegative(buckets(view.negative()));
        }
        return point.build();
    }

    private static ExponentialHistogramDataPoint.Buckets buckets(BucketsView view) throws MalformedException {
        return ExponentialHistogramDataPoint.Buckets.newBuilder()
                .setOffset(view.offset())
                .addAllBucketCounts(longs(view.bucketCounts()))
                .build();
    }

    static SummaryDataPoint summary(SummaryPointView view) throws MalformedException {
        SummaryDataPoint.Builder point = SummaryDataPoint.newBuilder()
                .addAllAttributes(RebuildCommon.attributes(view.attributes()))
                .setStartTimeUnixNano(view.startTimeUnixNano())
                .setTimeUnixNano(view.timeUnixNano())
                .setCount(view.count())
                .setSum(view.sum())
                .setFlags(view.flags());
        QuantileView quantiles = view.quantileValues();
        while (quantiles.next()) {
            point.addQuantileValues(SummaryDataPoint.ValueAtQuantile.newBuilder()
                    .setQuantile(quantiles.quantile())
                    .setValue(quantiles.value()));
        }
        return point.build();
    }

    private static List<Exemplar> exemplars(ExemplarView view) throws MalformedException {
        List<Exemplar> exemplars = new ArrayList<>();
        while (view.next()) {
            Exemplar.Builder exemplar = Exemplar.newBuilder()
                    .setTimeUnixNano(view.timeUnixNano())
                    .setSpanId(RebuildCommon.spanId(view.spanId()))
                    .setTraceId(RebuildCommon.traceId(view.traceId()))
                    .addAllFilteredAttributes(RebuildCommon.attributes(view.filteredAttributes()));
            if (view.isDouble()) {
                exemplar.setAsDouble(view.asDouble());
            }
            if (view.isInt()) {
                exemplar.setAsInt(view.asInt());
            }
            exemplars.add(exemplar.build());
        }
        return exemplars;
    }

    private static List<Long> longs(NumbersView view) throws MalformedException {
        List<Long> numbers = new ArrayList<>();
        while (view.next()) {
            numbers.add(view.asLong());
        }
        return numbers;
    }

    private static List<Double> doubles(NumbersView view) throws MalformedException {
        List<Double> numbers = new ArrayList<>();
        while (view.next()) {
            numbers.add(view.asDouble());
        }
        return numbers;
    }
}
