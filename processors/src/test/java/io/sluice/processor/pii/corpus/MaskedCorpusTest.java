package io.sluice.processor.pii.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.sluice.processor.pii.detect.Confidence;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the processor leaves of the corpus, as it is configured if nothing is said, but with every detector on. */
class MaskedCorpusTest {

    private static final String CONFIG =
            "{timeout: 60s, detectors: {corporate_number: {enabled: true}, device_id: {enabled: true}}}";
    private static final int BATCH = 1000;
    private static final int RECORDS = 100_000;
    private static final int ALTERED_RECORDS = 1;

    /** Names by which telemetry is put together, with values that would be masked elsewhere. */
    private static final List<KeyValue> PROTECTED = List.of(
            attribute("service.name", "taro@example.com"),
            attribute("service.instance.id", "4111-1111-1111-1111"),
            attribute("host.name", "203.0.113.7"),
            attribute("cloud.account.id", "マイナンバー123456789018"),
            attribute("k8s.pod.ip", "192.0.2.1"),
            attribute("k8s.node.name", "090-1234-5678"));

    private final LogMasking masking = new LogMasking(CONFIG);

    @ParameterizedTest
    @EnumSource
    void leavesNothingOfALabel(Seed seed) {
        List<Example> positives = Positives.of(seed);
        List<Example> leaked = new ArrayList<>();
        for (int from = 0; from < positives.size(); from += BATCH) {
            List<Example> batch = positives.subList(from, Math.min(positives.size(), from + BATCH));
            List<LogRecord> masked =
                    mask(batch.stream().map(MaskedCorpusTest::record).toList());
            for (int i = 0; i < batch.size(); i++) {
                if (isVisible(batch.get(i), masked.get(i))) {
                    leaked.add(batch.get(i));
                }
            }
        }

        System.out.println(
                seed.pool() + " seed: " + leaked.size() + " of " + positives.size() + " labels left by the processor");
        assertThat(leaked.stream().filter(example -> example.kind().grade() == Confidence.STRONG))
                .as(() -> Report.show(leaked))
                .isEmpty();
        assertThat(leaked.size()).as(() -> Report.show(leaked)).isLessThanOrEqualTo(positives.size() / 100);
    }

    @ParameterizedTest
    @EnumSource(names = "HELD_OUT")
    void leavesRecordsWithoutPersonalDataAsTheyAre(Seed seed) {
        List<LogRecord> records = new ArrayList<>();
        CleanRecords.forEach(seed, RECORDS, clean -> records.add(record(clean)));
        List<String> altered = new ArrayList<>();

        for (int from = 0; from < records.size(); from += BATCH) {
            List<LogRecord> batch = records.subList(from, from + BATCH);
            List<LogRecord> masked = mask(batch);
            for (int i = 0; i < batch.size(); i++) {
                if (!batch.get(i).equals(masked.get(i))) {
                    altered.add(masked.get(i).getBody().getStringValue());
                }
            }
        }

        System.out.println(
                seed.pool() + " seed: " + altered.size() + " of " + RECORDS + " records altered by the processor");
        assertThat(altered.size()).as(altered::toString).isLessThanOrEqualTo(ALTERED_RECORDS);
    }

    /** Masks records, and checks that what is protected stays. */
    private List<LogRecord> mask(List<LogRecord> records) {
        Resource resource = Resource.newBuilder().addAllAttributes(PROTECTED).build();
        LogsData data = LogsData.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .setResource(resource)
                        .addScopeLogs(ScopeLogs.newBuilder().addAllLogRecords(records)))
                .build();
        ResourceLogs masked = masking.mask(data).getResourceLogs(0);
        assertThat(masked.getResource()).isEqualTo(resource);
        List<LogRecord> all = masked.getScopeLogs(0).getLogRecordsList();
        assertThat(all).hasSameSizeAs(records);
        for (LogRecord record : all) {
            assertThat(record.getAttributesList().subList(0, PROTECTED.size())).isEqualTo(PROTECTED);
        }
        return all;
    }

    private static LogRecord record(Example example) {
        LogRecord.Builder record = LogRecord.newBuilder().addAllAttributes(PROTECTED);
        String text = new String(example.text(), UTF_8);
        return example.key().length == 0
                ? record.setBody(AnyValue.newBuilder().setStringValue(text)).build()
                : record.addAttributes(attribute(new String(example.key(), UTF_8), text))
                        .build();
    }

    private static LogRecord record(CleanRecord clean) {
        LogRecord.Builder record = LogRecord.newBuilder().addAllAttributes(PROTECTED);
        for (Negative text : clean.texts()) {
            String value = new String(text.text(), UTF_8);
            if (text.key().length == 0) {
                record.setBody(AnyValue.newBuilder().setStringValue(value));
            } else {
                record.addAttributes(attribute(new String(text.key(), UTF_8), value));
            }
        }
        return record.build();
    }

    /** True if the label's text is still there, but not because it stood beside the label as well. */
    private static boolean isVisible(Example example, LogRecord masked) {
        String label = new String(example.text(), example.start(), example.end() - example.start(), UTF_8);
        String beside = new String(example.text(), 0, example.start(), UTF_8) + "\n"
                + new String(example.text(), example.end(), example.text().length - example.end(), UTF_8);
        AnyValue value = example.key().length == 0
                ? masked.getBody()
                : masked.getAttributes(PROTECTED.size()).getValue();
        return value.getStringValue().contains(label) && !beside.contains(label);
    }

    private static KeyValue attribute(String key, String text) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(text))
                .build();
    }
}
