package io.sluice.exporter.kafka;

import io.sluice.api.ComponentContext;
import io.sluice.api.telemetry.Counter;
import io.sluice.api.telemetry.Histogram;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** The exporter's own instruments, with the Collector's names; what every exporter counts is counted by the helper. Threads: any. */
final class KafkaMetrics {

    private static final double[] SECONDS = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

    private final ComponentContext context;

    KafkaMetrics(ComponentContext context) {
        this.context = context;
    }

    /** The instruments of a topic. */
    Topic topic(String topic) {
        return new Topic(context, topic);
    }

    /** Shows how much of the client's memory is taken. */
    void measureBuffer(ProducerSlot slot) {
        context.meter()
                .gauge(
                        "kafka_exporter_buffer_bytes",
                        "Bytes of records that the Kafka client holds.",
                        usedBytes(slot),
                        "exporter",
                        context.id().toString());
    }

    private static DoubleSupplier usedBytes(ProducerSlot slot) {
        return () -> {
            Producer<byte[], byte[]> producer = slot.peek();
            return value(producer, "buffer-total-bytes") - value(producer, "buffer-available-bytes");
        };
    }

    private static double value(Producer<byte[], byte[]> producer, String name) {
        for (Map.Entry<MetricName, ? extends Metric> metric : producer.metrics().entrySet()) {
            if (metric.getKey().name().equals(name)
                    && metric.getValue().metricValue() instanceof Double value
                    && !value.isNaN()) {
                return value;
            }
        }
        return 0;
    }

    /** What is counted per topic. */
    static final class Topic {

        private final ComponentContext context;
        private final Counter records;
        private final Counter bytes;
        private final Counter failedRecords;
        private final Counter failedBytes;
        private final Histogram latency;

        private Topic(ComponentContext context, String topic) {
            this.context = context;
            this.records = counter("kafka_exporter_records", "Records by what became of them.", topic, "success");
            this.failedRecords = counter("kafka_exporter_records", "Records by what became of them.", topic, "failure");
            this.bytes =
                    counter("kafka_exporter_bytes", "Bytes of keys and values, before compression.", topic, "success");
            this.failedBytes =
                    counter("kafka_exporter_bytes", "Bytes of keys and values, before compression.", topic, "failure");
            context.meter().unit("kafka_exporter_write_latency", "seconds");
            this.latency = context.meter()
                    .histogram(
                            "kafka_exporter_write_latency",
                            "Seconds from handing a record to the client to the brokers' answer.",
                            SECONDS,
                            "exporter",
                            context.id().toString(),
                            "topic",
                            topic);
        }

        private Counter counter(String name, String help, String topic, String outcome) {
            return context.meter()
                    .counter(name, help, "exporter", context.id().toString(), "topic", topic, "outcome", outcome);
        }

        void delivered(int size, long startNanos) {
            records.add(1);
            bytes.add(size);
            latency.record((context.clock().nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1));
        }

        void failed(int size) {
            failedRecords.add(1);
            failedBytes.add(size);
        }
    }
}
