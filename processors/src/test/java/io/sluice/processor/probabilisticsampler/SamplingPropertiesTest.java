package io.sluice.processor.probabilisticsampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.sluice.processor.sampling.Randomness;
import io.sluice.processor.sampling.Threshold;
import io.sluice.processor.sampling.TraceState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has to be true whatever the spans. */
class SamplingPropertiesTest {

    private static final int SEEDS = 200;
    private static final int SPANS = 1000;

    private final TraceState state = new TraceState();

    private static List<Span> spans(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] id = new byte[16];
            random.nextBytes(id);
            Span.Builder span = Span.newBuilder().setTraceId(ByteString.copyFrom(id));
            if (i % 10 == 0) {
                span.setStatus(Status.newBuilder().setCodeValue(2));
            }
            spans.add(span.build());
        }
        return spans;
    }

    private static Set<ByteString> ids(List<Span> spans) {
        return spans.stream().map(Span::getTraceId).collect(Collectors.toSet());
    }

    private static String config(String mode, double percentage) {
        return "{mode: " + mode + ", sampling_percentage: " + percentage + "}";
    }

    private long threshold(Span span) {
        byte[] text = span.getTraceState().getBytes(StandardCharsets.UTF_8);
        assertThat(state.read(text, 0, text.length)).isTrue();
        return state.threshold();
    }

    private double total(List<Span> kept) {
        return kept.stream()
                .mapToDouble(span -> Threshold.adjustedCount(threshold(span)))
                .sum();
    }

    /** Samplers one after the other come to the highest of their thresholds. */
    @Test
    void keepsWhatReachesTheHighestThreshold() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 50; round++) {
            List<String> chain = new ArrayList<>();
            double lowest = 100;
            for (int i = 0; i < 3; i++) {
                double percentage = 100 * Math.pow(random.nextDouble(), 2) + 0.001;
                chain.add(config("equalizing", percentage));
                lowest = Math.min(lowest, percentage);
            }
            long highest = Threshold.of((float) lowest / 100.0, 4);
            List<Span> spans = spans(round, SPANS);

            List<Span> kept = Sampled.ofSpans(chain.toArray(String[]::new)).spans(spans);

            Set<ByteString> expected = spans.stream()
                    .map(Span::getTraceId)
                    .filter(id -> Threshold.keeps(highest, Randomness.ofTraceId(id.toByteArray(), 0)))
                    .collect(Collectors.toSet());
            assertThat(ids(kept)).isEqualTo(expected);
            assertThat(kept).allMatch(span -> threshold(span) == highest);
        }
    }

    @Test
    void keepsAShareOfAShare() {
        List<Span> spans = spans(7, 20_000);
        long expected = Threshold.of(Threshold.probability(Threshold.of(0.4, 4)) * 0.25, 4);

        List<Span> kept = Sampled.ofSpans(config("equalizing", 40), config("proportional", 25))
                .spans(spans);

        assertThat(kept).allMatch(span -> threshold(span) == expected);
        assertThat(ids(kept))
                .isEqualTo(ids(spans.stream()
                        .filter(span -> Threshold.keeps(
                                expected, Randomness.ofTraceId(span.getTraceId().toByteArray(), 0)))
                        .toList()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hash_seed", "equalizing", "proportional"})
    void keepsOfLessWhatIsKeptOfMore(String mode) {
        List<Span> spans = spans(11, 20_000);
        Set<ByteString> before = new HashSet<>();
        for (double percentage : new double[] {0.1, 1, 5, 10, 33.3, 50, 99, 100}) {
            Set<ByteString> kept = ids(Sampled.ofSpans(config(mode, percentage)).spans(spans));

            assertThat(kept).containsAll(before);
            assertThat((double) kept.size() / spans.size()).isCloseTo(percentage / 100, within(0.01));
            before = kept;
        }
        assertThat(before).hasSize(spans.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"hash_seed", "equalizing", "proportional"})
    void keepsTheSameHoweverTheSpansAreDivided(String mode) {
        List<Span> spans = spans(13, 4096);
        Set<ByteString> whole = ids(Sampled.ofSpans(config(mode, 10)).spans(spans));
        for (int shards : new int[] {2, 7, 64}) {
            Set<ByteString> kept = new HashSet<>();
            for (int shard = 0; shard < shards; shard++) {
                List<Span> part = new ArrayList<>();
                for (int i = shard; i < spans.size(); i += shards) {
                    part.add(spans.get(i));
                }
                kept.addAll(ids(Sampled.ofSpans(config(mode, 10)).spans(part)));
            }
            assertThat(kept).isEqualTo(whole);
        }
    }

    /** Each span that is kept stands for so many; together they come to how many there were. */
    @ParameterizedTest
    @ValueSource(strings = {"hash_seed", "equalizing", "proportional"})
    void countsAsManyAsThereWere(String mode) {
        double share = 0.1;
        Sampled sampler = Sampled.ofSpans(config(mode, 100 * share));
        double sigma = Math.sqrt(SPANS * (1 - share) / share);
        double sum = 0;
        int outside = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            double total = total(sampler.spans(spans(1000 + seed, SPANS)));
            sum += total;
            outside += Math.abs(total - SPANS) > 3 * sigma ? 1 : 0;
        }

        assertThat(outside).isLessThanOrEqualTo(SEEDS / 100);
        assertThat(sum / SEEDS / SPANS).isCloseTo(1, within(3 * sigma / SPANS / Math.sqrt(SEEDS)));
    }

    @Test
    void countsWithoutBias() {
        Sampled sampler = Sampled.ofSpans(config("equalizing", 25), config("proportional", 50));
        double sum = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            sum += total(sampler.spans(spans(5000 + seed, 2 * SPANS)));
        }

        assertThat(sum / SEEDS / (2 * SPANS)).isCloseTo(1, within(0.005));
    }

    @Test
    void countsWhatARuleKeepsExactly() {
        Sampled sampler = Sampled.ofSpans("{mode: equalizing, sampling_percentage: 1, keep: [{status: error}]}");
        for (int seed = 0; seed < 20; seed++) {
            List<Span> spans = spans(seed, SPANS);

            List<Span> errors = sampler.spans(spans).stream()
                    .filter(span -> span.getStatus().getCodeValue() == 2)
                    .toList();

            assertThat(errors).hasSize(SPANS / 10).allMatch(span -> threshold(span) == Threshold.ALWAYS);
            assertThat(total(errors)).isEqualTo(SPANS / 10);
        }
    }
}
