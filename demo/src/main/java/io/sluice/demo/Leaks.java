package io.sluice.demo;

import io.sluice.testkit.kafka.KafkaReader;
import io.sluice.testkit.kafka.ReadRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the demo's people can be known by, looked for in the bytes that lie in Kafka: in keys, values and headers, whatever they mean. */
final class Leaks {

    private static final Pattern KNOWN = Pattern.compile("taro\\.yamada@"
            + "|hanako\\.suzuki@"
            + "|203\\.0\\.113\\.[0-9]"
            + "|090-1234-[0-9]"
            + "|4111 1111"
            + "|" + bytes("山田太郎")
            + "|100-0001");

    private int records;
    private int found;
    private @Nullable String japaneseLog;

    private Leaks() {}

    static Leaks read(KafkaReader reader, List<String> topics) {
        Leaks leaks = new Leaks();
        reader.forEach(topics, leaks::look);
        return leaks;
    }

    /** Likewise of records that are there. */
    static Leaks of(List<ReadRecord> records) {
        Leaks leaks = new Leaks();
        records.forEach(leaks::look);
        return leaks;
    }

    /** The UTF-8 form, one character a byte. */
    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private void look(ReadRecord record) {
        records++;
        count(record.value());
        byte[] key = record.key();
        if (key != null) {
            count(key);
        }
        record.headerValues().forEach(this::count);
        if (japaneseLog == null && record.topic().endsWith("logs")) {
            japaneseLog = japaneseLogOf(record);
        }
    }

    private void count(byte[] bytes) {
        Matcher matcher = KNOWN.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            found++;
        }
    }

    private static @Nullable String japaneseLogOf(ReadRecord record) {
        return record.logs().getResourceLogsList().stream()
                .flatMap(resource -> resource.getScopeLogsList().stream())
                .flatMap(scope -> scope.getLogRecordsList().stream())
                .map(log -> log.getBody().getStringValue())
                .filter(body -> body.startsWith("画像"))
                .findFirst()
                .orElse(null);
    }

    /** How often somebody could be known. */
    int found() {
        return found;
    }

    /** A log line in Japanese; null if there is none. */
    @Nullable
    String japaneseLog() {
        return japaneseLog;
    }

    @Override
    public String toString() {
        return found + " in " + records + " records";
    }
}
