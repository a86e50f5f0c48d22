package io.sluice.exporter.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.sluice.api.Outcome;
import io.sluice.api.RequestContext;
import io.sluice.api.config.Headers;
import io.sluice.api.config.Secret;
import io.sluice.pdata.Signal;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.kafka.KafkaBroker;
import io.sluice.testkit.kafka.ReadRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class KafkaKeysIT {

    private static final int PARTITIONS = 5;

    private final KafkaBroker broker = KafkaBroker.shared();
    private final String topic = broker.newTopic(PARTITIONS);
    private final Configs configs = Configs.saslPlaintext(broker.endpoints(), SaslMechanism.SCRAM_SHA_512)
            .topic(topic);

    private List<ReadRecord> write(Signal signal, byte[] bytes, int items) throws Exception {
        try (Running running = new Running(configs.make())) {
            assertThat(running.send(signal, bytes, items).await()).isEqualTo(Outcome.accepted());
        }
        return broker.reader().readAll(topic);
    }

    private static int fnv(byte[] key) {
        int hash = 0x811C9DC5;
        for (byte b : key) {
            hash = (hash ^ Byte.toUnsignedInt(b)) * 16_777_619;
        }
        int partition = hash % PARTITIONS;
        return partition < 0 ? -partition : partition;
    }

    @Test
    void splitsTracesByIdOntoTheCollectorsPartitions() throws Exception {
        configs.partitionTracesById = true;
        TracesData all = Requests.traces(40);

        List<ReadRecord> records = write(Signal.TRACES, all.toByteArray(), 240);

        Set<String> keys = new HashSet<>();
        int spans = 0;
        for (ReadRecord record : records) {
            byte[] key = record.key();
            assertThat(key).isNotNull();
            assertThat(record.partition()).isEqualTo(fnv(key));
            assertThat(keys.add(record.keyText())).isTrue();
            for (var resource : record.traces().getResourceSpansList()) {
                for (var scope : resource.getScopeSpansList()) {
                    for (Span span : scope.getSpansList()) {
                        assertThat(Requests.hex(span.getTraceId())).isEqualTo(record.keyText());
                        spans++;
                    }
                }
            }
        }
        assertThat(keys).hasSize(40).contains("");
        assertThat(spans).isEqualTo(240);
    }

    @Test
    void keysLogsByServiceNameOntoTheJavaClientsPartitionsIfAsked() throws Exception {
        configs.logs = new SignalTopic(null, null, "", List.of("resource.service.name"));
        configs.partitioner =
                new PartitionerConfig(new PartitionerConfig.StickyKey(PartitionerConfig.Hasher.MURMUR2), null);

        List<ReadRecord> records = write(Signal.LOGS, Requests.logs(4).toByteArray(), 12);

        assertThat(records).extracting(ReadRecord::keyText).containsExactlyInAnyOrder(Requests.SERVICES);
        for (ReadRecord record : records) {
            byte[] key = record.key();
            assertThat(key).isNotNull();
            assertThat(record.partition()).isEqualTo((Utils.murmur2(key) & 0x7fffffff) % PARTITIONS);
        }
    }

    @Test
    void keysLogsByTraceIdAndGivesThoseWithoutNone() throws Exception {
        configs.partitionLogsByTraceId = true;

        assertThat(write(Signal.LOGS, Requests.logs(3).toByteArray(), 9))
                .extracting(ReadRecord::keyText)
                .containsExactlyInAnyOrder(null, Requests.hex(Requests.traceId(1)), Requests.hex(Requests.traceId(2)));
    }

    @Test
    void keysMetricsByResource() throws Exception {
        configs.partitionMetricsByResourceAttributes = true;

        assertThat(write(Signal.METRICS, Requests.metrics().toByteArray(), 18))
                .hasSize(3)
                .allSatisfy(record -> assertThat(record.key()).hasSize(16));
    }

    @Test
    void goesRoundThePartitionsIfAsked() throws Exception {
        configs.partitioner = new PartitionerConfig(null, new PartitionerConfig.RoundRobin());
        try (Running running = new Running(configs.make())) {
            for (int i = 0; i < PARTITIONS; i++) {
                running.send(Signal.TRACES, Requests.traces(1).toByteArray(), 6).await();
            }
        }

        assertThat(broker.reader().readAll(topic))
                .extracting(ReadRecord::partition)
                .containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void copiesMetadataAndFixedHeadersAndTakesTheKeyFromMetadata() throws Exception {
        configs.includeMetadataKeys = List.of("X-Tenant");
        configs.recordHeaders = new Headers(Map.of("env", Secret.of("prod")));
        configs.signalHeader = true;
        configs.traces = new SignalTopic(null, null, "X-Tenant", List.of());
        RequestContext from = new RequestContext("otlp", "grpc", "", null, Map.of("x-tenant", List.of("t1", "t2")), 0);

        try (Running running = new Running(configs.make())) {
            assertThat(running.send(Signal.TRACES, Requests.traces(1).toByteArray(), 6, from, new RecordingAck())
                            .await())
                    .isEqualTo(Outcome.accepted());
        }

        ReadRecord record = broker.reader().readAll(topic).getFirst();
        assertThat(record.keyText()).isEqualTo("t1");
        assertThat(record.header("env")).isEqualTo("prod");
        assertThat(record.header("otelcol.signal")).isEqualTo("traces");
        assertThat(record.record().headers().headers("X-Tenant"))
                .extracting(header -> new String(header.value(), UTF_8))
                .containsExactly("t1", "t2");
    }

    @Test
    void writesJsonIfAsked() throws Exception {
        configs.encoding = Encoding.OTLP_JSON;

        assertThat(new String(
                        write(Signal.TRACES, Requests.traces(1).toByteArray(), 6)
                                .getFirst()
                                .value(),
                        UTF_8))
                .startsWith("{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\"");
    }
}
