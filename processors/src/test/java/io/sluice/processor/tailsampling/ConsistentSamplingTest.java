package io.sluice.processor.tailsampling;

import static io.sluice.processor.tailsampling.Spans.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import io.sluice.processor.sampling.Randomness;
import io.sluice.processor.sampling.Threshold;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code mode: consistent}: what is kept is what reaches a threshold, and the threshold that is written says how much it stands for. */
class ConsistentSamplingTest {

    private static final String PART = "{name: part, type: probabilistic, probabilistic: {sampling_percentage: %s}}";
    private static final String ERRORS = "{name: err, type: status_code, status_code: {status_codes: [ERROR]}}";

    private static final int SEEDS = 200;
    private static final int TRACES = 5000;

    private static Rig rig(String policies) {
        return new Rig("{decision_wait: 1s, num_traces: 1000000, policies: [" + policies + "]}");
    }

    /** The trace states of what is kept of one span, or null if it isn't. */
    private static @Nullable String stateOf(String policies, Span.Builder... spans) {
        Rig rig = rig(policies);
        rig.send(spans);
        rig.advanceMillis(1100);
        return rig.spans().isEmpty() ? null : rig.spans().getLast().getTraceState();
    }

    @ParameterizedTest
    @CsvSource({"10, e666", "25, c", "50, 8", "1, fd70a", "100, 0", "33.33, aaad"})
    void keepsExactlyWhatReachesTheThresholdAndWritesIt(String percentage, String th) {
        Rig rig = rig(PART.formatted(percentage));
        SplittableRandom random = new SplittableRandom(5);
        Set<Long> wanted = new HashSet<>();
        long threshold = Threshold.of(Double.parseDouble(percentage) / 100, 4);
        for (int i = 0; i < 20_000; i++) {
            long low = random.nextLong();
            rig.send(span(low, "a"));
            if ((low & Randomness.MAX) >= threshold) {
                wanted.add(low);
            }
        }
        rig.advanceMillis(1100);

        Set<Long> kept = new HashSet<>();
        for (Span each : rig.spans()) {
            kept.add(each.getTraceId().asReadOnlyByteBuffer().getLong(8));
            assertThat(each.getTraceState()).isEqualTo("ot=th:" + th);
        }
        assertThat(kept).isEqualTo(wanted);
    }

    @Test
    void whatIsKeptForWhatItIsStandsForItselfOnly() {
        assertThat(stateOf(ERRORS + "," + PART.formatted(10), Spans.error(1, "a")))
                .isEqualTo("ot=th:0");
        assertThat(stateOf(PART.formatted(10) + "," + ERRORS, Spans.error(-1, "a")))
                .isEqualTo("ot=th:0");
        assertThat(stateOf(ERRORS + "," + PART.formatted(10), span(-1, "a"))).isEqualTo("ot=th:e666");
        assertThat(stateOf(ERRORS + "," + PART.formatted(10), span(1, "a"))).isNull();
    }

    @Test
    void nothingElseOfASpanIsTouched() {
        Span.Builder sent = Spans.error(1, "a")
                .setTraceState("vendor=x,ot=rv:ffffffffffffff;y:1")
                .addAttributes(Spans.text("k", "v"))
                .addEvents(Span.Event.newBuilder().setName("e"))
                .setFlags(1);
        Rig rig = rig(ERRORS);
        rig.send(sent);
        rig.advanceMillis(1100);

        assertThat(rig.spans().getFirst())
                .isEqualTo(sent.setTraceState("ot=rv:ffffffffffffff;th:0;y:1,vendor=x")
                        .build());
    }

    @Test
    void aStricterThresholdOfOthersStays() {
        assertThat(stateOf(ERRORS, Spans.error(-1, "a").setTraceState("ot=th:8")))
                .isEqualTo("ot=th:8");
        assertThat(stateOf(PART.formatted(25), span(-1, "a").setTraceState("ot=th:8")))
                .isEqualTo("ot=th:c");
        assertThat(stateOf(PART.formatted(25), span(-1, "a").setTraceState("ot=th:e")))
                .isEqualTo("ot=th:e");
    }

    @Test
    void aThresholdThatCanNotBeTrueIsTakenAway() {
        assertThat(stateOf(ERRORS, Spans.error(1, "a").setTraceState("ot=th:8")))
                .isEmpty();
        assertThat(stateOf(ERRORS, Spans.error(1, "a").setTraceState("ot=th:8,v=1")))
                .isEqualTo("v=1");
    }

    /** Its own randomness would not have reached it: whoever samples next would take it for a contradiction. */
    @Test
    void aSpanWithoutTheRandomnessOfItsTraceBearsNoThresholdThatItCanNotReach() {
        String high = "ot=rv:ffffffffffffff";

        assertThat(stateOf(PART.formatted(50), span(1, "b").setTraceState(high), span(1, "a")))
                .isEmpty();
        assertThat(stateOf(
                        PART.formatted(50),
                        span(1, "b").setTraceState(high),
                        span(1, "a").setTraceState("ot=th:0;x:y,v=1")))
                .isEqualTo("ot=x:y,v=1");
        assertThat(stateOf(PART.formatted(50), span(1, "a"), span(1, "b").setTraceState(high)))
                .isEqualTo("ot=rv:ffffffffffffff;th:8");
        assertThat(stateOf(ERRORS, span(1, "b").setTraceState(high), Spans.error(1, "a")))
                .isEqualTo("ot=th:0");
    }

    @Test
    void aTracestateThatCanNotBeReadIsLeftAsItIs() {
        assertThat(stateOf(ERRORS, Spans.error(1, "a").setTraceState("ot=th:XYZ;;")))
                .isEqualTo("ot=th:XYZ;;");
    }

    @Test
    void explicitRandomnessDecides() {
        String high = "ot=rv:ffffffffffffff";
        String low = "ot=rv:40000000000000";

        assertThat(stateOf(PART.formatted(50), span(1, "a").setTraceState(high)))
                .isEqualTo("ot=rv:ffffffffffffff;th:8");
        assertThat(stateOf(PART.formatted(50), span(-1, "a").setTraceState(low)))
                .isNull();
        assertThat(stateOf(PART.formatted(0), span(-1, "a").setTraceState(high)))
                .isNull();
        assertThat(stateOf(PART.formatted(100), span(1, "a").setTraceState("ot=rv:00000000000000")))
                .isNotNull();
        assertThat(stateOf(PART.formatted(50), span(1, "a"), span(1, "b").setTraceState(high)))
                .isNotNull();
        assertThat(stateOf(PART.formatted(50), span(-1, "a").setTraceState("ot=rv:123")))
                .isEqualTo("ot=rv:123");
    }

    @Test
    void ofSeveralClaimsOfRandomnessTheLeastCounts() {
        Span.Builder high = span(-1, "a").setTraceState("ot=rv:ffffffffffffff");
        Span.Builder low = span(-1, "b").setTraceState("ot=rv:40000000000000");

        assertThat(stateOf(PART.formatted(50), high, low)).isNull();
        assertThat(stateOf(PART.formatted(50), low, high)).isNull();
        assertThat(stateOf(PART.formatted(80), high, low)).isNotNull();
    }

    @Test
    void dropsRaiseTheThreshold() {
        String drop = "{name: d, type: drop, drop: {drop_sub_policy: [" + ERRORS + "," + PART.formatted(75) + "]}}";
        String all = "{name: all, type: always_sample}";

        assertThat(stateOf(drop + "," + all, span(1, "plain"))).isEqualTo("ot=th:0");
        assertThat(stateOf(all + "," + drop, Spans.error(1, "error"))).isNull();
        assertThat(stateOf(all + "," + drop, Spans.error(-1, "error"))).isEqualTo("ot=th:c");
    }

    @Test
    void theOppositeOfAPartIsTheRest() {
        String not =
                "{name: n, type: not, not: {not_sub_policy: {type: probabilistic, probabilistic: {sampling_percentage:"
                        + " 25}}}}";

        assertThat(stateOf(not, span(-1, "a"))).isEqualTo("ot=th:4");
        assertThat(stateOf(not, span(1, "a"))).isNull();
    }

    /** Kept are errors, a half of a route, a tenth of the rest: what that is, is computed here from the ids alone. */
    @Test
    void keepsWhatAnIndependentComputationKeepsAndCountsAddUp() {
        String policies = ERRORS + "," + PART.formatted(10)
                + ",{name: half, type: and, and: {and_sub_policy: [{type: string_attribute, string_attribute: {key:"
                + " route, values: [pay]}}, {type: probabilistic, probabilistic: {sampling_percentage: 50}}]}}";
        double sum = 0;
        double squares = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Rig rig = rig(policies);
            SplittableRandom random = new SplittableRandom(seed);
            Map<Long, String> expected = new HashMap<>();
            for (int request = 0; request < 10; request++) {
                Span.Builder[] spans = new Span.Builder[TRACES / 10];
                for (int i = 0; i < spans.length; i++) {
                    long low = random.nextLong();
                    spans[i] = i % 20 == 0 ? Spans.error(low, "a") : span(low, "a");
                    spans[i] = i % 5 == 0 ? spans[i].addAttributes(Spans.text("route", "pay")) : spans[i];
                    String digits = "%014x".formatted(low & 0xff_ffff_ffff_ffffL);
                    String th = i % 20 == 0 ? "0" : i % 5 == 0 ? "8" : "e666";
                    if (digits.compareTo(th) >= 0) {
                        expected.put(low, "ot=th:" + th);
                    }
                }
                rig.send(spans);
            }
            rig.advanceMillis(1100);
            Map<Long, String> kept = new HashMap<>();
            double ofSeed = 0;
            for (Span each : rig.spans()) {
                kept.put(each.getTraceId().asReadOnlyByteBuffer().getLong(8), each.getTraceState());
                String th = each.getTraceState().substring("ot=th:".length());
                ofSeed += Threshold.adjustedCount(
                        Threshold.parse(th.getBytes(StandardCharsets.US_ASCII), 0, th.length()));
            }
            assertThat(kept).isEqualTo(expected);
            sum += ofSeed;
            squares += (ofSeed - TRACES) * (ofSeed - TRACES);
        }
        double sent = (double) SEEDS * TRACES;
        double sigma = Math.sqrt(squares);

        assertThat(sum).isBetween(sent - 3 * sigma, sent + 3 * sigma);
        assertThat(sum / sent).isBetween(0.995, 1.005);
    }

    @Test
    void whatIsKeptAtALowerPercentageIsKeptAtAHigher() {
        Set<Long> before = Set.of();
        for (String percentage : List.of("1", "5", "10", "33.3", "50", "90", "99.9")) {
            Rig rig = rig(PART.formatted(percentage));
            SplittableRandom random = new SplittableRandom(11);
            for (int i = 0; i < 2000; i++) {
                rig.send(span(random.nextLong(), "a"));
            }
            rig.advanceMillis(1100);
            Set<Long> kept = new HashSet<>();
            rig.spans()
                    .forEach(each ->
                            kept.add(each.getTraceId().asReadOnlyByteBuffer().getLong(8)));
            assertThat(kept).containsAll(before);
            before = kept;
        }
    }

    @Test
    void theOrderOfSpansAndRequestsChangesNothing() {
        String policies = ERRORS + ",{name: slow, type: latency, latency: {threshold_ms: 50, upper_threshold_ms: 100}},"
                + "{name: n, type: span_count, span_count: {min_spans: 4, max_spans: 5}}," + PART.formatted(10)
                + ",{name:"
                + " d, type:"
                + " drop,"
                + " drop:"
                + " {drop_sub_policy:"
                + " [{type:"
                + " string_attribute,"
                + " string_attribute:"
                + " {key:"
                + " k, values:"
                + " [v]}}]}}";
        Random random = new Random(3);
        List<Span.Builder> spans = new ArrayList<>();
        for (int trace = 1; trace <= 300; trace++) {
            long id = random.nextLong();
            int count = 1 + random.nextInt(6);
            for (int i = 0; i < count; i++) {
                Span.Builder each = span(id, trace + "-" + i, random.nextInt(80), 80 + random.nextInt(40));
                spans.add(
                        random.nextInt(30) == 0
                                ? each.setStatus(Spans.error(1, "x").getStatus())
                                : random.nextInt(30) == 0 ? each.addAttributes(Spans.text("k", "v")) : each);
            }
        }
        Map<String, String> expected = outcome(policies, spans, 1_000_000, random);
        assertThat(expected.size()).isBetween(100, spans.size() - 100);

        for (int round = 0; round < 5; round++) {
            Collections.shuffle(spans, random);
            assertThat(outcome(policies, spans, 40, random)).isEqualTo(expected);
        }
    }

    /** Names of kept spans with their tracestates. */
    private static Map<String, String> outcome(String policies, List<Span.Builder> spans, int most, Random random) {
        Rig rig = rig(policies);
        int from = 0;
        while (from < spans.size()) {
            int to = Math.min(spans.size(), from + 1 + random.nextInt(most));
            rig.send(spans.subList(from, to).toArray(Span.Builder[]::new));
            from = to;
        }
        rig.advanceMillis(1100);
        Map<String, String> kept = new HashMap<>();
        rig.spans().forEach(each -> kept.put(each.getName(), each.getTraceState()));
        return kept;
    }

    @Test
    void aLimiterKeepsTheHighestAndSaysHowManyTheyStandFor() {
        String limit = "{name: l, type: rate_limiting, rate_limiting: {spans_per_second: 10, burst_capacity: 10}}";
        Rig rig = rig(limit);
        for (int i = 1; i <= 100; i++) {
            rig.send(span((long) i << 40, "a"));
        }
        rig.advanceMillis(1100);

        long next = 90L << 40;
        assertThat(rig.spans()).hasSize(10);
        for (Span each : rig.spans()) {
            assertThat(each.getTraceId().asReadOnlyByteBuffer().getLong(8)).isGreaterThan(next);
            assertThat(each.getTraceState()).isEqualTo("ot=th:" + Threshold.text(next + 1));
        }
    }

    @Test
    void aLimiterThatIsNotReachedLimitsNothing() {
        String limit = "{name: l, type: bytes_limiting, bytes_limiting: {bytes_per_second: 100000}}";
        Rig rig = rig(limit);
        rig.send(span(1, "a"), span(2, "b"));
        rig.advanceMillis(1100);

        assertThat(rig.spans()).hasSize(2).allMatch(each -> each.getTraceState().equals("ot=th:0"));
    }

    @Test
    void aLimiterWithinAndSharesAmongThoseThatTheOthersKeep() {
        String limit = "{name: l, type: and, and: {and_sub_policy: [" + ERRORS
                + ", {type: rate_limiting, rate_limiting: {spans_per_second: 2, burst_capacity: 2}}]}}";
        Rig rig = rig(limit);
        rig.send(span(-1, "a"), span(-2, "b"), Spans.error(5, "c"), Spans.error(6, "d"), Spans.error(7, "e"));
        rig.advanceMillis(1100);

        assertThat(rig.names()).containsExactly("d", "e");
    }

    @ParameterizedTest
    @ValueSource(strings = {"consistent", "compat"})
    void spansThatWereSampledBeforeAreCounted(String mode) {
        Rig rig = new Rig("{mode: " + mode + ", policies: [" + ERRORS + "]}");
        rig.send(span(-1, "a").setTraceState("ot=th:8"), span(-2, "b").setTraceState("ot=th:0"), span(3, "c"));

        assertThat(rig.metric("spans_sampled_before")).isEqualTo(1);
    }

    @Test
    void lateSpansCarryTheThresholdOfTheirTrace() {
        Rig rig = rig(PART.formatted(50));
        rig.send(span(-1, "a"));
        rig.advanceMillis(1100);
        rig.send(span(-1, "late"));

        assertThat(rig.spans()).hasSize(2).allMatch(each -> each.getTraceState().equals("ot=th:8"));
    }
}
