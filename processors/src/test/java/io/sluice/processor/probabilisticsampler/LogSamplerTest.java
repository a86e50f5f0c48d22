package io.sluice.processor.probabilisticsampler;

import static io.sluice.processor.probabilisticsampler.Sampled.attribute;
import static io.sluice.processor.probabilisticsampler.Sampled.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.sluice.processor.sampling.Fnv1a;
import io.sluice.processor.sampling.Randomness;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogSamplerTest {

    /** Its randomness is 80000000000000. */
    private static final String HALF = "fefefefefefefefefe80000000000000";

    private static LogRecord log(String traceId, KeyValue... attributes) {
        return LogRecord.newBuilder()
                .setTraceId(id(traceId))
                .addAllAttributes(List.of(attributes))
                .build();
    }

    private static List<KeyValue> left(String yaml, LogRecord log) {
        List<LogRecord> left = Sampled.ofLogs(yaml).logs(log);
        return left.isEmpty() ? null : left.getFirst().getAttributesList();
    }

    private static String randomness(long seed, byte[] bytes) {
        return Randomness.text(new HashedRandomness(seed).of(bytes, 0, bytes.length));
    }

    /** The Collector's hundred records: the ids repeat a byte, the first one is none. */
    private static List<LogRecord> hundred() {
        List<LogRecord> records = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            byte[] id = new byte[16];
            java.util.Arrays.fill(id, 8, 16, (byte) i);
            byte[] seed = {123, 0, 0, 0};
            int hash = Fnv1a.hash32(Fnv1a.hash32(Fnv1a.START_32, seed, 0, 4), id, 0, 16);
            LogRecord.Builder record = LogRecord.newBuilder()
                    .setTraceId(ByteString.copyFrom(id))
                    .setSeverityNumberValue(5)
                    .addAttributes(attribute("rando", Integer.toUnsignedLong(hash)));
            if (i % 2 == 0) {
                record.addAttributes(attribute("foo", AnyValue.newBuilder().setBytesValue(ByteString.copyFrom(id))));
                record.addAttributes(
                        attribute("bar", i == 0 ? "" : HexFormat.of().formatHex(id)));
            }
            if (i % 4 == 0) {
                record.addAttributes(attribute("priority", 100.0));
            }
            records.add(record.build());
        }
        return records;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{sampling_percentage: 100, fail_closed: false} | 100",
                "{sampling_percentage: 0} | 0",
                "{sampling_percentage: 50} | 45",
                "{sampling_percentage: 0, attribute_source: record, from_attribute: foo} | 0",
                "{sampling_percentage: 100, attribute_source: record, from_attribute: foo, fail_closed: false} | 100",
                "{sampling_percentage: 50, attribute_source: record, from_attribute: foo} | 23",
                "{sampling_percentage: 50, attribute_source: record, from_attribute: bar} | 29",
                "{sampling_percentage: 0, sampling_priority: priority, attribute_source: record, from_attribute:"
                        + " rando} | 25",
                "{sampling_percentage: 50, sampling_priority: priority, attribute_source: record, from_attribute:"
                        + " rando} | 64",
                "{sampling_percentage: 100, sampling_priority: priority, attribute_source: record, from_attribute:"
                        + " rando} | 100",
                "{sampling_percentage: 0, sampling_priority: priority} | 25",
                "{sampling_percentage: 50, sampling_priority: priority} | 57",
                "{sampling_percentage: 100, sampling_priority: priority} | 100"
            })
    void keepsAsManyAsTheCollector(String yaml, int kept) {
        assertThat(Sampled.ofLogs(yaml).logs(hundred())).hasSize(kept);
    }

    @Test
    void writesTheThresholdAsAnAttribute() {
        assertThat(left("{mode: proportional, sampling_percentage: 100}", log(HALF, attribute("ignored", "value"))))
                .containsExactly(attribute("ignored", "value"), attribute("sampling.threshold", "0"));
        assertThat(left(
                        "{mode: proportional, sampling_percentage: 50}",
                        log("fefefefefefefefefef0000000000000", attribute("sampling.threshold", "c"))))
                .containsExactly(attribute("sampling.threshold", "e"));
        assertThat(left(
                        "{mode: equalizing, sampling_percentage: 25}",
                        log(HALF, attribute("sampling.randomness", "e0000000000000"))))
                .containsExactly(
                        attribute("sampling.randomness", "e0000000000000"), attribute("sampling.threshold", "c"));
    }

    @Test
    void writesTheRandomnessOfAHash() {
        byte[] id = HexFormat.of().parseHex(HALF);
        assertThat(left("{sampling_percentage: 100, hash_seed: 22}", log(HALF, attribute("K", "V"))))
                .containsExactly(
                        attribute("K", "V"),
                        attribute("sampling.randomness", randomness(22, id)),
                        attribute("sampling.threshold", "0"));
        String yaml = "{sampling_percentage: 100, hash_seed: 49, attribute_source: record, from_attribute: veryrandom}";
        assertThat(left(yaml, log("", attribute("veryrandom", "1234"))))
                .containsExactly(
                        attribute("veryrandom", "1234"),
                        attribute("sampling.randomness", randomness(49, "1234".getBytes(StandardCharsets.UTF_8))),
                        attribute("sampling.threshold", "0"));
    }

    @Test
    void hashesTheTextOfWhateverTheAttributeIs() {
        String yaml = "{sampling_percentage: 100, from_attribute: k}";
        assertThat(left(yaml, log("", attribute("k", 17))).get(1))
                .isEqualTo(attribute("sampling.randomness", randomness(0, new byte[] {'1', '7'})));
        assertThat(left(yaml, log("", attribute("k", 1.5))).get(1))
                .isEqualTo(attribute("sampling.randomness", randomness(0, new byte[] {'1', '.', '5'})));
        Sampled sampler = Sampled.ofLogs(yaml);
        sampler.logs(log("", attribute("k", 17)), log(HALF, attribute("k", 17)), log("", attribute("k", "")));
        assertThat(sampler.count("k", true)).isEqualTo(1);
        assertThat(sampler.count("trace_id_hash", true)).isEqualTo(1);
        assertThat(sampler.count("missing_randomness", false)).isEqualTo(1);
        assertThat(sampler.drops()).containsOnly(Map.entry("sampling_missing_randomness", 1));
    }

    @Test
    void takesTheRecordsOwnPercentage() {
        KeyValue priority = attribute("veryrandom", 10.125);
        KeyValue randomness = attribute("sampling.randomness", "e6147c00000000");
        assertThat(left(
                        "{sampling_percentage: 0, sampling_priority: veryrandom, sampling_precision: 6}",
                        log(HALF, randomness, priority)))
                .containsExactly(randomness, priority, attribute("sampling.threshold", "e6147b"));
        assertThat(left(
                        "{mode: equalizing, sampling_percentage: 0.1, sampling_priority: p}",
                        log(HALF, attribute("p", 50))))
                .contains(attribute("sampling.threshold", "8"));
        assertThat(left(
                        "{mode: equalizing, sampling_percentage: 99, sampling_priority: p}",
                        log(HALF, attribute("p", 49))))
                .isNull();
    }

    /** Which is not what the Collector's documentation says, but what it does. */
    @Test
    void takesNoPercentageOfZeroOrAboveHundredOrText() {
        for (KeyValue priority :
                List.of(attribute("p", 0), attribute("p", 101), attribute("p", -1), attribute("p", "100"))) {
            assertThat(left("{mode: equalizing, sampling_percentage: 50, sampling_priority: p}", log(HALF, priority)))
                    .containsExactly(priority, attribute("sampling.threshold", "8"));
            assertThat(left("{mode: equalizing, sampling_percentage: 49, sampling_priority: p}", log(HALF, priority)))
                    .isNull();
        }
    }

    @Test
    void neverLowersAThreshold() {
        KeyValue threshold = attribute("sampling.threshold", "c");
        KeyValue priority = attribute("prio", 37);
        assertThat(left(
                        "{mode: equalizing, sampling_percentage: 50, sampling_priority: prio}",
                        log("fefefefefefefefefefefefefefefefe", threshold, priority)))
                .containsExactly(threshold, priority);
    }

    @ParameterizedTest
    @CsvSource({
        "equalizing, sampling.threshold, c, sampling_inconsistent",
        "equalizing, sampling.threshold, x, sampling_unreadable",
        "proportional, sampling.randomness, 123, sampling_unreadable",
        "hash_seed, sampling.randomness, f2341234123412, sampling_randomness_in_use",
        "hash_seed, sampling.threshold, 0, sampling_threshold_in_use",
        "hash_seed, sampling.threshold, fffffffffffffff, sampling_unreadable"
    })
    void failsAsItIsTold(String mode, String key, String text, String reason) {
        String yaml = "{sampling_percentage: 100, mode: " + mode;
        LogRecord log = log("fefefefefefefefefeb0000000000000", attribute(key, text));

        Sampled closed = Sampled.ofLogs(yaml + "}");
        assertThat(closed.logs(log)).isEmpty();
        assertThat(closed.drops()).containsOnly(Map.entry(reason, 1));
        assertThat(left(yaml + ", fail_closed: false}", log))
                .containsExactly(attribute(key, reason.equals("sampling_inconsistent") ? "0" : text));
    }

    @Test
    void takesAttributesOfOtherTypesForNone() {
        assertThat(left("{mode: equalizing, sampling_percentage: 50}", log(HALF, attribute("sampling.threshold", 15))))
                .containsExactly(attribute("sampling.threshold", "8"));
        assertThat(left("{mode: equalizing, sampling_percentage: 50}", log(HALF, attribute("sampling.randomness", ""))))
                .containsExactly(attribute("sampling.randomness", ""), attribute("sampling.threshold", "8"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, record, true, false",
        "50, record, true, false",
        "100, record, true, false",
        "0, record, false, false",
        "50, record, false, true",
        "100, record, false, true",
        "0, traceID, true, false",
        "50, traceID, true, false",
        "100, traceID, true, false",
        "0, traceID, false, false",
        "50, traceID, false, true",
        "100, traceID, false, true"
    })
    void decidesByFailClosedWithoutAnythingToHash(int percentage, String source, boolean failClosed, boolean kept) {
        for (String mode : List.of("hash_seed", "equalizing", "proportional")) {
            String yaml = "{mode: " + mode + ", sampling_percentage: " + percentage + ", fail_closed: " + failClosed
                    + ", attribute_source: " + source + ", from_attribute: unused}";
            List<KeyValue> left = left(yaml, log("00000000000000000000000000000000", attribute("unused", "")));
            if (kept) {
                assertThat(left).containsExactly(attribute("unused", ""), attribute("sampling.threshold", "0"));
            } else {
                assertThat(left).isNull();
            }
        }
    }
}
