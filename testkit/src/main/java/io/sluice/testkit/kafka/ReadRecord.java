package io.sluice.testkit.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record as it stands in Kafka, with the generated OTLP classes to say what is in it.
 *
 * @param record the record as the client library has it
 */
public record ReadRecord(ConsumerRecord<byte[], byte[]> record) {

    /** By topic, partition and offset. */
    public static final Comparator<ReadRecord> BY_POSITION = Comparator.comparing(ReadRecord::topic)
            .thenComparingInt(ReadRecord::partition)
            .thenComparingLong(ReadRecord::offset);

    /** A record that nobody wrote, without a key, at the beginning of partition 0. */
    public static ReadRecord of(String topic, byte[] value) {
        return new ReadRecord(new ConsumerRecord<>(topic, 0, 0, null, value));
    }

    public String topic() {
        return record.topic();
    }

    public int partition() {
        return record.partition();
    }

    public long offset() {
        return record.offset();
    }

    /** The key's bytes, or null. */
    public byte @Nullable [] key() {
        return record.key();
    }

    /** The key as UTF-8 text, or null. */
    public @Nullable String keyText() {
        byte[] key = record.key();
        return key == null ? null : new String(key, StandardCharsets.UTF_8);
    }

    public byte[] value() {
        return record.value();
    }

    /** The value of the last header of that name as UTF-8 text, or null. */
    public @Nullable String header(String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** The values of all headers. */
    public List<byte[]> headerValues() {
        List<byte[]> values = new ArrayList<>();
        record.headers().forEach(header -> values.add(header.value()));
        return values;
    }

    /** The value, decoded. */
    public TracesData traces() {
        try {
            return TracesData.parseFrom(value());
        } catch (InvalidProtocolBufferException e) {
            throw undecodable(e);
        }
    }

    /** The value, decoded. */
    public MetricsData metrics() {
        try {
            return MetricsData.parseFrom(value());
        } catch (InvalidProtocolBufferException e) {
            throw undecodable(e);
        }
    }

    /** The value, decoded. */
    public LogsData logs() {
        try {
            return LogsData.parseFrom(value());
        } catch (InvalidProtocolBufferException e) {
            throw undecodable(e);
        }
    }

    private IllegalStateException undecodable(InvalidProtocolBufferException e) {
        return new IllegalStateException("undecodable record " + topic() + "-" + partition() + "@" + offset(), e);
    }
}
