package io.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import io.sluice.demo.platform.Applications;
import io.sluice.demo.platform.MadeTraces.Kind;
import io.sluice.testkit.kafka.ReadRecord;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 1,000 ordinary traces and 10 of each other kind, of two spans each; what lies in Kafka differs from test to test. */
class SampledTest {

    private static final int ORDINARY = 1000;
    private static final int OTHERS = 10;
    private static final String TENTH = "ot=th:e666";
    private static final String ALL = "ot=th:0";

    private final Applications applications = new Applications();
    private final List<Span> landed = new ArrayList<>();
    private int made;

    private static String traceId(int number) {
        return "%032x".formatted(number + 1);
    }

    private static List<String> spanIds(int number) {
        return List.of("%016x".formatted(2 * number + 1), "%016x".formatted(2 * number + 2));
    }

    private int make(Kind kind) {
        applications.made(traceId(made), kind, spanIds(made));
        return made++;
    }

    private void land(int number, String traceState) {
        spanIds(number).forEach(span -> landed.add(span(number, span, traceState)));
    }

    private static Span span(int number, String spanId, String traceState) {
        return Span.newBuilder()
                .setTraceId(bytes(traceId(number)))
                .setSpanId(bytes(spanId))
                .setTraceState(traceState)
                .build();
    }

    private static ByteString bytes(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }

    /** All remarkable traces land, and so many ordinary ones. */
    private void makeAndLand(int keptOfOrdinary) {
        for (int i = 0; i < ORDINARY; i++) {
            int number = make(Kind.ORDINARY);
            if (i < keptOfOrdinary) {
                land(number, TENTH);
            }
        }
        for (Kind kind : List.of(Kind.FAILED, Kind.IMPORTANT, Kind.SLOW)) {
            for (int i = 0; i < OTHERS; i++) {
                land(make(kind), ALL);
            }
        }
    }

    private Sampled sampled() {
        return Sampled.of(landed, applications.ledgers(), Leaks.of(List.of()));
    }

    private static String printed(Sampled sampled) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        sampled.print(new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    private void doesNotAddUp(String why) {
        Sampled sampled = sampled();

        assertThat(sampled.addsUp()).isFalse();
        assertThat(printed(sampled)).contains("do NOT add up", why);
    }

    @Test
    void addsUpWhenAllThatIsRemarkableLandedAndATenthOfTheRest() {
        makeAndLand(100);

        Sampled sampled = sampled();

        assertThat(sampled.addsUp()).as(printed(sampled)).isTrue();
        assertThat(printed(sampled))
                .contains("The samples add up.")
                .containsPattern("an error in a late child +10 +10 +10 +all +10\n")
                .containsPattern("ordinary +1000 +100 +100 +100 \\+- 28 +1000\n");
    }

    @ParameterizedTest
    @CsvSource({"71, false", "72, true", "128, true", "129, false"})
    void allowsThreeStandardDeviations(int kept, boolean addsUp) {
        makeAndLand(kept);

        assertThat(sampled().addsUp()).isEqualTo(addsUp);
    }

    @Test
    void missesARemarkableTrace() {
        makeAndLand(100);
        int number = make(Kind.FAILED);
        assertThat(landed).noneMatch(span -> span.getTraceId().equals(bytes(traceId(number))));

        doesNotAddUp("1 traces are FAILED and missing");
    }

    @Test
    void missesASpanOfATraceThatLanded() {
        makeAndLand(100);
        landed.removeLast();

        doesNotAddUp("1 traces are SLOW and not whole");
    }

    @Test
    void findsTracesThatNobodyMade() {
        makeAndLand(100);
        land(made, ALL);

        doesNotAddUp("nobody made trace " + traceId(made));
    }

    @Test
    void findsThresholdsThatSayTooLittle() {
        makeAndLand(100);
        landed.replaceAll(span -> span.toBuilder().setTraceState(ALL).build());

        doesNotAddUp("the thresholds say 130 traces, 1030 were made");
    }

    @Test
    void findsSpansWithoutAThreshold() {
        makeAndLand(100);
        landed.replaceAll(span -> span.getTraceState().equals(ALL)
                ? span.toBuilder().clearTraceState().build()
                : span);

        doesNotAddUp("the thresholds say");
    }

    @Test
    void findsSpansOfATraceThatSayDifferentThings() {
        makeAndLand(100);
        landed.set(0, landed.get(0).toBuilder().setTraceState(ALL).build());

        doesNotAddUp("spans of one trace say different things");
    }

    @Test
    void wantsTracesOfEachKind() {
        for (int i = 0; i < ORDINARY; i++) {
            int number = make(Kind.ORDINARY);
            if (i % 10 == 0) {
                land(number, TENTH);
            }
        }

        doesNotAddUp("no trace was SLOW");
    }

    @Test
    void knowsNothingIfNotEverySpanWasAcknowledged() {
        makeAndLand(100);
        applications.madeOnly(traceId(made), Kind.ORDINARY, spanIds(made));

        doesNotAddUp("not every span was acknowledged");
    }

    @Test
    void findsPersonalData() {
        makeAndLand(100);
        byte[] value = "name: taro.yamada@example.com".getBytes(StandardCharsets.UTF_8);
        Leaks leaks = Leaks.of(List.of(ReadRecord.of("sampled.traces", value)));

        Sampled sampled = Sampled.of(landed, applications.ledgers(), leaks);

        assertThat(sampled.addsUp()).isFalse();
        assertThat(printed(sampled)).contains("personal data lies in Kafka: 1 in 1 records");
    }

    @ParameterizedTest
    @CsvSource({"ot=th:0, 1", "ot=th:8, 2", "'vendor=a,ot=rv:00000000000001;th:c', 4", "ot=th:e666, 9.99939"})
    void readsHowManyTracesOneStandsFor(String traceState, double weight) {
        assertThat(Sampled.weight(traceState)).isCloseTo(weight, within(1e-4));
    }

    @Test
    void readsNoNumberWithoutAThreshold() {
        assertThat(Sampled.weight("")).isNaN();
        assertThat(Sampled.weight("vendor=th")).isNaN();
    }
}
