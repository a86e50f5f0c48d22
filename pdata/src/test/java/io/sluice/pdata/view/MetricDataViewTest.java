package io.sluice.pdata.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireWriter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MetricDataViewTest {

    private static final int GAUGE = 5;
    private static final int HISTOGRAM = 9;

    /** A metric whose data, in whichever field, has all fields of a sum and one empty point. */
    private static MetricView metricWithFieldsOfASum(int dataNumber) throws MalformedException {
        WireWriter writer = new WireWriter(64);
        int data = writer.openMessage(dataNumber);
        byte[] sum = Sum.newBuilder()
                .addDataPoints(NumberDataPoint.getDefaultInstance())
                .setAggregationTemporalityValue(2)
                .setIsMonotonic(true)
                .build()
                .toByteArray();
        writer.raw(sum, 0, sum.length);
        writer.closeMessage(data);
        return metric(Arrays.copyOf(writer.array(), writer.length()));
    }

    private static MetricView metric(byte[] bytes) throws MalformedException {
        MetricView view = new MetricView();
        view.reset(bytes, 0, bytes.length);
        return view;
    }

    @Test
    void aGaugeHasNoTemporalityAndIsNotMonotonicWhateverItsUnknownFieldsAre() throws MalformedException {
        MetricDataView gauge = metricWithFieldsOfASum(GAUGE).data();

        assertThat(gauge.aggregationTemporality()).isZero();
        assertThat(gauge.isMonotonic()).isFalse();
        assertThat(gauge.numberPoints().next()).isTrue();
    }

    @Test
    void aHistogramHasATemporalityAndIsNotMonotonicWhateverItsUnknownFieldsAre() throws MalformedException {
        MetricDataView histogram = metricWithFieldsOfASum(HISTOGRAM).data();

        assertThat(histogram.aggregationTemporality()).isEqualTo(2);
        assertThat(histogram.isMonotonic()).isFalse();
    }

    @Test
    void onlyTheCursorOverPointsOfTheMetricsTypeFindsThem() throws MalformedException {
        MetricDataView data = metric(Metric.newBuilder()
                        .setHistogram(Histogram.newBuilder().addDataPoints(HistogramDataPoint.getDefaultInstance()))
                        .build()
                        .toByteArray())
                .data();

        assertThat(data.histogramPoints().next()).isTrue();
        assertThat(data.numberPoints().next()).isFalse();
        assertThat(data.exponentialHistogramPoints().next()).isFalse();
        assertThat(data.summaryPoints().next()).isFalse();
    }

    @Test
    void aMetricWithoutDataHasNoPoints() throws MalformedException {
        MetricView metric = metric(Metric.newBuilder().setName("empty").build().toByteArray());

        assertThat(metric.type()).isEqualTo(MetricType.NONE);
        assertThat(metric.data().numberPoints().next()).isFalse();
    }
}
