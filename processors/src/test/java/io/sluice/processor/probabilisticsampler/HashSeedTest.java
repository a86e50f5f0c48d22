package io.sluice.processor.probabilisticsampler;

import static io.sluice.processor.probabilisticsampler.Sampled.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import io.sluice.processor.sampling.Randomness;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** What the Collector decides, and always has. */
class HashSeedTest {

    private static final List<Integer> PERCENTAGES = List.of(1, 5, 10, 15, 25, 50, 75, 90, 99, 100);

    private static Span span(String traceId) {
        return Span.newBuilder().setTraceId(id(traceId)).build();
    }

    private static List<Span> sampled(String yaml, Span span) {
        return Sampled.ofSpans(yaml).spans(span);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "hash-seed-50-percent.csv")
    void keepsHalfOfTheCollectorsExamples(long seed, String traceId, boolean kept) {
        assertThat(sampled("{hash_seed: " + seed + ", sampling_percentage: 50}", span(traceId)))
                .hasSize(kept ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 00000000000000000000000000000001, b8fee2c2, 74f42e348fe2c2, 75",
        "0, 0102030405060708090a0b0c0d0e0f10, df241a25, 976837c4f25a25, 50",
        "0, 4bf92f3577b34da6a3ce929d0e0e4736, 3420408d, fdc80d0b42008d, 1",
        "0, 80000000000000000000000000000000, e7c004d5, eca839fe7c04d5, 10",
        "0, ffffffffffffffffffffffffffffffff, 291a1545, aae80a44919545, 50",
        "22, 0102030405060708090a0b0c0d0e0f10, d863b443, 2ef03615863443, 90",
        "22, 4bf92f3577b34da6a3ce929d0e0e4736, 5610306b, 3e50158161306b, 90",
        "22, 80000000000000000000000000000000, a7ff0f43, c2f029f57fcf43, 25",
        "4711, 4bf92f3577b34da6a3ce929d0e0e4736, 91f48bb0, d13c24741f4bb0, 25"
    })
    void makesRandomnessOfAHash(long seed, String traceId, String hash, String randomness, int keptFrom) {
        byte[] bytes = HexFormat.of().parseHex(traceId);
        int made = new HashedRandomness(seed).hash(bytes, 0, bytes.length);

        assertThat(Integer.toHexString(made)).isEqualTo(hash);
        assertThat(Randomness.text(HashedRandomness.ofHash(made))).isEqualTo(randomness);
        for (int percentage : PERCENTAGES) {
            List<Span> left =
                    sampled("{hash_seed: " + seed + ", sampling_percentage: " + percentage + "}", span(traceId));
            assertThat(left).hasSize(percentage >= keptFrom ? 1 : 0);
            left.forEach(span -> assertThat(span.getTraceState()).startsWith("ot=rv:" + randomness + ";th:"));
        }
    }

    @Test
    void hashesNothingAndZeros() {
        HashedRandomness hash = new HashedRandomness(0);

        assertThat(hash.hash(new byte[0], 0, 0) & 0x3fff).isEqualTo(0x3515);
        assertThat(hash.hash(new byte[16], 0, 16) & 0x3fff).isEqualTo(0x2455);
        assertThat(Randomness.text(hash.of(new byte[16], 0, 16))).isEqualTo("6ea82e749fe455");
    }

    @ParameterizedTest
    @CsvSource({"100, 0", "99, 029", "75, 4", "50, 8", "33.33333333, aaac", "25, c", "10, e668", "1, fd74", "0.03, fff"
    })
    void writesTheThresholdOfItsBuckets(String percentage, String th) {
        Span span = span("0000000000000000000000000000c124");

        assertThat(sampled("{sampling_percentage: " + percentage + "}", span)
                        .getFirst()
                        .getTraceState())
                .isEqualTo("ot=rv:fffc3c791d8000;th:" + th);
    }

    @Test
    void dropsWhatBearsMarksOfOthersIfItFailsClosed() {
        Sampled sampler = Sampled.ofSpans("{sampling_percentage: 100}");
        Span random = span("0102030405060708090a0b0c0d0e0f10").toBuilder()
                .setTraceState("ot=rv:d29d6a7215ced0")
                .build();
        Span sampled = random.toBuilder().setTraceState("ot=th:0").build();

        assertThat(sampler.spans(random, sampled)).isEmpty();
        assertThat(sampler.drops())
                .containsOnly(Map.entry("sampling_randomness_in_use", 1), Map.entry("sampling_threshold_in_use", 1));
        assertThat(sampler.count("trace_id_hash", false)).isEqualTo(2);
        assertThat(Sampled.ofSpans("{sampling_percentage: 1, fail_closed: false}")
                        .spans(random, sampled))
                .containsExactly(random, sampled);
    }

    @Test
    void dropsEverythingBehindAnother() {
        Sampled sampler = Sampled.ofSpans("{sampling_percentage: 100}", "{sampling_percentage: 100, hash_seed: 2}");

        assertThat(sampler.spans(span("0102030405060708090a0b0c0d0e0f10"))).isEmpty();
        assertThat(sampler.drops()).containsOnly(Map.entry("sampling_randomness_in_use", 1));
    }
}
