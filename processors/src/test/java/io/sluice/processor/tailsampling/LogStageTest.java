package io.sluice.processor.tailsampling;

import static io.sluice.processor.tailsampling.Logs.log;
import static io.sluice.processor.tailsampling.Spans.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.sluice.api.Batch;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.RecordingConsumer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code logs_follow_traces}: what becomes of log records. */
class LogStageTest {

    private static final String ERRORS =
            "policies: [{name: err, type: status_code, status_code: {status_codes: [ERROR]}}]";
    private static final String HALF =
            "policies: [{name: half, type: probabilistic, probabilistic: {sampling_percentage: 50}}]";

    /** A trace id whose end is a high randomness, which 50 % keep. */
    private static final long HIGH = 0x00ffffffffffff01L;

    private static LogRig rig(String more) {
        return new LogRig("decision_wait: 10s, " + more + ERRORS);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis((long) (1000 * seconds));
    }

    private static void settled(LogRig rig) {
        assertThat(rig.metrics.account().imbalance()).isZero();
        assertThat(rig.metrics.account().held()).isZero();
        assertThat(rig.traces.metric("logs_held_bytes")).isZero();
    }

    @Test
    void recordsFollowTheDecisionOnTheirTrace() {
        LogRig rig = rig("");
        rig.traces.send(Spans.error(1, "bad"), span(2, "good"));
        rig.send(log(1, "a"), log(2, "b"), log(1, "c"));
        assertThat(rig.records()).isEmpty();

        rig.advance(seconds(10.3));

        assertThat(rig.bodies()).containsExactly("a", "c");
        assertThat(rig.decided(LogFate.SAMPLED)).isEqualTo(2);
        assertThat(rig.decided(LogFate.NOT_SAMPLED)).isEqualTo(1);
        assertThat(rig.dropped(DropReason.NOT_SAMPLED)).isEqualTo(1);
        settled(rig);
    }

    @Test
    void recordsOfADecidedTraceDoNotWait() {
        LogRig rig = rig("");
        rig.traces.send(Spans.error(1, "bad"), span(2, "good"));
        rig.advance(seconds(10.2));

        RecordingAck ack = rig.offer(log(1, "a"), log(2, "b"));

        assertThat(rig.bodies()).containsExactly("a");
        assertThat(ack.drops()).isEqualTo(Map.of("not_sampled", 1));
        settled(rig);
    }

    @Test
    void recordsThatComeBeforeTheirTraceWaitForIt() {
        LogRig rig = rig("");
        rig.send(log(1, "a"), log(2, "b"));
        rig.advance(seconds(9));
        rig.traces.send(Spans.error(1, "bad"), span(2, "good"));
        rig.advance(seconds(8));
        assertThat(rig.records()).isEmpty();

        rig.advance(seconds(5));

        assertThat(rig.bodies()).containsExactly("a");
        settled(rig);
    }

    @Test
    void recordsOfATraceOfWhichNothingComesPass() {
        LogRig rig = rig("");
        rig.send(log(1, "a"));
        rig.advance(seconds(10.1));
        assertThat(rig.records()).isEmpty();

        rig.advance(seconds(0.2));

        assertThat(rig.bodies()).containsExactly("a");
        assertThat(rig.decided(LogFate.WITHOUT_VERDICT)).isEqualTo(1);
        settled(rig);
    }

    @Test
    void recordsDoNotWaitForEver() {
        // Given: a trace that another worker holds and does not decide
        LogRig rig = rig("");
        VerdictBoards boards = rig.traces.context.shared(VerdictBoards.class, VerdictBoards::new);
        boards.add(new VerdictBoard(100, 1 << 20)).put(boards.hash().of(0x0102030405060708L, 1), VerdictBoard.PENDING);
        rig.send(log(1, "a"));
        rig.advance(seconds(20));
        assertThat(rig.records()).isEmpty();

        rig.advance(seconds(3));

        assertThat(rig.bodies()).containsExactly("a");
        assertThat(rig.decided(LogFate.WITHOUT_VERDICT)).isEqualTo(1);
        settled(rig);
    }

    @Test
    void recordsWaitNoLongerThanForTheRoot() {
        LogRig rig = rig("decision_wait_after_root_received: 2s, ");
        rig.traces.send(Spans.error(1, "root").setParentSpanId(ByteString.EMPTY));
        rig.send(log(1, "a"));

        rig.advance(seconds(2.4));

        assertThat(rig.bodies()).containsExactly("a");
        settled(rig);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01", "000102030405060708090a0b0c0d0e", "00000000000000000000000000000000"})
    void recordsWithoutATraceIdPassAtOnce(String id) {
        LogRig rig = rig("");

        rig.send(log("a").setTraceId(ByteString.fromHex(id)));

        assertThat(rig.next.size()).isEqualTo(1);
        assertThat(rig.decided(LogFate.WITHOUT_TRACE_ID)).isEqualTo(1);
        settled(rig);
    }

    @ParameterizedTest
    @CsvSource({
        "error, 16, 0",
        "error, 17, 1",
        "error, 24, 1",
        "warn, 13, 1",
        "none, 24, 0",
        "trace, 0, 0",
        "trace, 1, 1"
    })
    void recordsOfHighSeverityPassAtOnce(String least, int severity, int passed) {
        LogRig rig = rig("logs: {keep_severity: " + least + "}, ");

        rig.send(log(1, "a").setSeverityNumberValue(severity));

        assertThat(rig.records()).hasSize(passed);
        assertThat(rig.decided(LogFate.SEVERITY)).isEqualTo(passed);
    }

    @Test
    void errorsPassByDefaultAlsoOfADroppedTrace() {
        LogRig rig = rig("");
        rig.traces.send(span(1, "good"));
        rig.advance(seconds(10.2));

        rig.send(Logs.error(1, "a"), log(1, "b"));

        assertThat(rig.bodies()).containsExactly("a");
    }

    @Test
    void auditRecordsAndWhatElseAnAttributeKeepsPassAtOnce() {
        LogRig rig = rig("logs: {keep: [{key: kind, values: [order, bill]}]}, ");
        rig.traces.send(span(1, "good"));
        rig.advance(seconds(10.2));

        rig.send(LogsData.newBuilder()
                .addResourceLogs(Logs.resource(
                        "a",
                        Logs.scope(
                                "lib",
                                log(1, "audit").addAttributes(Spans.text("log.type", "audit")),
                                log(1, "bill").addAttributes(Spans.text("kind", "bill")),
                                log(1, "x").addAttributes(Spans.text("log.type", "access")),
                                log(1, "x").addAttributes(Spans.text("kind", "billing")),
                                log(1, "x"))))
                .addResourceLogs(Logs.resource("b", Logs.scope("lib", log(1, "resource")))
                        .setResource(Resource.newBuilder().addAttributes(Spans.text("log.type", "audit"))))
                .addResourceLogs(Logs.resource("c", Logs.scope("lib", log(1, "x"))))
                .build());

        assertThat(rig.bodies()).containsExactly("audit", "bill", "resource");
        assertThat(rig.decided(LogFate.ATTRIBUTE)).isEqualTo(3);
        settled(rig);
    }

    @Test
    void aRequestOfManyRecordsOfManyTracesIsDecidedRecordByRecord() {
        LogRig rig = rig("");
        int traces = 5_000; // of the 100,000 that the board is for, so that no set of it runs over by chance
        LogRecord.Builder[] records = new LogRecord.Builder[traces];
        Span.Builder[] spans = new Span.Builder[traces];
        for (int i = 0; i < traces; i++) {
            records[i] = log(i + 1, Integer.toString(i));
            spans[i] = i % 2 == 0 ? Spans.error(i + 1, "bad") : span(i + 1, "good");
        }
        rig.traces.send(spans);
        rig.send(records);
        rig.advance(seconds(10.3));

        assertThat(rig.bodies()).hasSize(traces / 2).allMatch(body -> Integer.parseInt(body) % 2 == 0);
        settled(rig);
    }

    @Test
    void whatIsKeptByPartSaysByWhichThreshold() {
        LogRig rig = new LogRig("decision_wait: 10s, " + HALF);
        rig.traces.send(span(HIGH, "x"), span(1, "y"));
        rig.send(
                log(HIGH, "a"),
                log(1, "b"),
                log(HIGH, "lower").addAttributes(Spans.text("sampling.threshold", "4")),
                log(HIGH, "higher").addAttributes(Spans.text("sampling.threshold", "c")),
                log(HIGH, "odd").addAttributes(Spans.text("sampling.threshold", "x")),
                Logs.error(HIGH, "error"));

        rig.advance(seconds(10.3));

        assertThat(rig.records())
                .extracting(record ->
                        record.getBody().getStringValue() + " " + Logs.attribute(record, "sampling.threshold"))
                .containsExactlyInAnyOrder("a 8", "lower 8", "higher c", "odd x", "error null");
        assertThat(rig.records()).allMatch(record -> "main".equals(Logs.attribute(record, "thread.name")));
    }

    @Test
    void noRecordSaysMoreThanItsOwnRandomness() {
        // Given: a trace that is kept by the rv of its span, though its id is low
        LogRig rig = new LogRig("decision_wait: 10s, " + HALF);
        rig.traces.send(span(1, "x").setTraceState("ot=rv:ffffffffffffff"));
        rig.send(
                log(1, "a"),
                log(1, "b").addAttributes(Spans.text("sampling.threshold", "0")),
                log(1, "c").addAttributes(Spans.text("sampling.randomness", "ffffffffffffff")));

        rig.advance(seconds(10.3));

        assertThat(rig.records())
                .extracting(record ->
                        record.getBody().getStringValue() + " " + Logs.attribute(record, "sampling.threshold"))
                .containsExactlyInAnyOrder("a null", "b null", "c 8");
    }

    @Test
    void whatIsKeptForSureSaysNothing() {
        LogRig rig = rig("");
        rig.traces.send(Spans.error(1, "bad"));
        rig.send(log(1, "a").addAttributes(Spans.text("sampling.threshold", "8")), log(1, "b"));

        rig.advance(seconds(10.3));

        assertThat(rig.records())
                .extracting(record -> Logs.attribute(record, "sampling.threshold"))
                .containsExactlyInAnyOrder("8", null);
    }

    @Test
    void compatibleDecisionsWriteNoThreshold() {
        LogRig rig = new LogRig("mode: compat, decision_wait: 10s, record_policy: true, "
                + "policies: [{name: part, type: probabilistic, probabilistic: {sampling_percentage: 99.9}}]");
        rig.traces.send(span(1, "x"));
        rig.send(log(1, "a"));

        rig.advance(seconds(10.3));

        LogRecord record = rig.records().get(0);
        assertThat(Logs.attribute(record, "sampling.threshold")).isNull();
        assertThat(Logs.attribute(record, "tailsampling.policy")).isEqualTo("part");
    }

    @Test
    void aDryRunPassesEverythingAndSaysWhatWouldHaveBecomeOfIt() {
        LogRig rig = new LogRig("dry_run: true, decision_wait: 10s, " + HALF);
        rig.traces.send(span(HIGH, "x"), span(1, "y"));
        rig.send(
                log(HIGH, "kept").addAttributes(Spans.text("tailsampling.verdict", "mine")),
                log(1, "dropped"),
                log(2, "unknown"),
                log("free"));

        rig.advance(seconds(10.3));

        assertThat(rig.records())
                .extracting(record -> record.getBody().getStringValue() + " "
                        + Logs.attribute(record, "tailsampling.verdict") + " "
                        + Logs.attribute(record, "tailsampling.policy") + " "
                        + Logs.attribute(record, "tailsampling.adjusted_count") + " "
                        + Logs.attribute(record, "sampling.threshold"))
                .containsExactlyInAnyOrder(
                        "kept sampled half 2.0 null",
                        "dropped not_sampled null null null",
                        "unknown null null null null",
                        "free null null null null");
        assertThat(rig.decided(LogFate.NOT_SAMPLED)).isEqualTo(1);
        settled(rig);
    }

    @Test
    void whatGoesAndWhatWaitsKeepsItsResourceAndScope() {
        LogRig rig = rig("");
        rig.traces.send(Spans.error(1, "bad"), span(2, "good"));
        LogsData request = LogsData.newBuilder()
                .addResourceLogs(Logs.resource(
                        "a", Logs.scope("a1", log("now"), log(1, "later")), Logs.scope("a2", log(2, "x"))))
                .addResourceLogs(Logs.resource("b", Logs.scope("b1", log(1, "later"))))
                .addResourceLogs(Logs.resource("c", Logs.scope("c1", log(2, "x"))))
                .build();
        rig.send(request);
        rig.advance(seconds(10.3));

        assertThat(rig.requests())
                .containsExactly(
                        LogsData.newBuilder()
                                .addResourceLogs(Logs.resource("a", Logs.scope("a1", log("now"))))
                                .build(),
                        LogsData.newBuilder()
                                .addResourceLogs(Logs.resource("a", Logs.scope("a1", log(1, "later"))))
                                .addResourceLogs(Logs.resource("b", Logs.scope("b1", log(1, "later"))))
                                .build());
    }

    @Test
    void atTheBoundTheOldestIsDecidedOnWhatIsKnown() {
        // Given: a megabyte for what waits, a decided trace among others
        LogRig rig = rig("logs: {max_bytes: 1048576}, ");
        rig.traces.send(span(3, "good"));
        rig.send(log(1, "first"), log(3, "later known"));
        rig.advance(seconds(10.1));
        String much = "x".repeat(200_000);
        for (int i = 0; i < 8; i++) {
            rig.send(log(2, much));
        }

        assertThat(rig.bodies()).first().isEqualTo("first");
        assertThat(rig.bodies()).doesNotContain("later known");
        assertThat(rig.traces.metric("logs_held_bytes")).isBetween(1.0, 1048576.0);
        assertThat(rig.traces.metric("logs_decided_early")).isGreaterThan(2);
        rig.advance(seconds(10.3));
        assertThat(rig.records()).hasSize(9);
        settled(rig);
    }

    @Test
    void aRequestLargerThanTheBoundIsDecidedAtOnce() {
        LogRig rig = rig("logs: {max_bytes: 1048576}, ");

        rig.send(log(1, "x".repeat(2_000_000)));

        assertThat(rig.records()).hasSize(1);
        assertThat(rig.traces.metric("logs_decided_early")).isEqualTo(1);
        settled(rig);
    }

    @Test
    void whatIsRefusedDownstreamIsSentAgainAndStopsIntakeAtTheBound() {
        LogRig rig = new LogRig(
                "decision_wait: 10s, logs: {max_bytes: 1048576}, " + ERRORS,
                RecordingConsumer.replying(Outcome.refused(Refusal.BACKEND, "down")));
        rig.send(log("x".repeat(600_000)));

        RecordingAck ack = rig.offer(log("x".repeat(600_000)));

        assertThat(ack.outcome())
                .isEqualTo(Outcome.refused(
                        Refusal.MEMORY,
                        1_000_000_000,
                        "log records that are kept and can't leave take as much as logs::max_bytes allows"));
        for (int i = 0; i < 90; i++) {
            rig.advance(seconds(1));
        }
        assertThat(rig.traces.metric("logs_retries")).isGreaterThan(3);
        assertThat(rig.dropped(DropReason.REFUSED)).isEqualTo(1);
        settled(rig);
    }

    @Test
    void aStopDecidesWhatWaits() {
        LogRig rig = rig("");
        rig.traces.send(Spans.error(1, "bad"), span(2, "good"));
        rig.send(log(1, "a"), log(2, "b"), log(3, "c"));

        rig.traces.stage.flush();
        rig.stage.flush();

        assertThat(rig.bodies()).containsExactly("a", "c");
        settled(rig);
    }

    @Test
    void aStopThatDropsTracesDropsTheirLogs() {
        LogRig rig = rig("drop_pending_traces_on_shutdown: true, ");
        rig.traces.send(Spans.error(1, "bad"));
        rig.send(log(1, "a"), log("free"));

        rig.traces.stage.flush();
        rig.stage.flush();

        assertThat(rig.bodies()).containsExactly("free");
        assertThat(rig.dropped(DropReason.SHUTDOWN)).isEqualTo(1);
        settled(rig);
    }

    @Test
    void aSenderThatWaitsIsAnsweredWhenAllIsDecidedAndDelivered() {
        RecordingConsumer next = RecordingConsumer.holding();
        LogRig rig = new LogRig("ack: on_decision, decision_wait: 10s, retry_for: 5s, " + ERRORS, next);
        rig.traces.offer(Spans.request(Spans.error(1, "bad"), span(2, "good")));
        RecordingAck ack = rig.offer(log("free"), log(1, "a"), log(2, "b"));
        assertThat(ack.isFreed()).isTrue();
        Batch free = next.take();
        free.complete(Outcome.accepted());
        rig.advance(seconds(10.3));
        assertThat(ack.outcome()).isNull();
        assertThat(rig.traces.metric("logs_requests_open")).isEqualTo(1);

        next.take().complete(Outcome.accepted());
        rig.traces.context.runTasks();

        assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
        assertThat(ack.drops()).isEqualTo(Map.of("not_sampled", 1));
        assertThat(rig.traces.metric("logs_requests_open")).isZero();
        settled(rig);
    }

    @Test
    void aSenderThatWaitsHearsWhatWasRejected() {
        RecordingConsumer next = RecordingConsumer.holding();
        LogRig rig = new LogRig("ack: on_decision, decision_wait: 10s, " + ERRORS, next);
        RecordingAck ack = rig.offer(log("free"), log(1, "a"));
        next.take().complete(Outcome.rejected(Rejection.BACKEND, "no"));
        rig.advance(seconds(10.3));
        next.take().complete(Outcome.accepted());
        rig.traces.context.runTasks();

        assertThat(ack.outcome()).isEqualTo(new Outcome.PartiallyAccepted(1, null, "no"));
        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(1);
        settled(rig);
    }

    @Test
    void whatASenderWaitsForIsGivenBackAtTheStop() {
        LogRig rig = rig("ack: on_decision, ");
        RecordingAck ack = rig.offer(log("free"), log(1, "a"));

        rig.traces.stage.flush();
        rig.stage.flush();
        rig.traces.context.runTasks();

        assertThat(ack.outcome())
                .isEqualTo(Outcome.refused(
                        Refusal.SHUTDOWN, "the process stops before the traces of its logs were decided"));
        assertThat(rig.traces.metric("logs_given_back")).isEqualTo(1);
        settled(rig);
    }

    @Test
    void aSenderWithoutPatienceIsRefused() {
        LogRig rig = rig("ack: on_decision, ");
        long now = rig.traces.context.clock().nanoTime();

        RecordingAck ack =
                rig.offer(Logs.request(log(1, "a")).toByteArray(), 1, RecordingAck.withDeadline(now + 20_900_000_000L));

        assertThat(ack.outcome())
                .isEqualTo(Outcome.refused(
                        Refusal.DEADLINE,
                        5_000_000_000L,
                        "the sender waits for 20900 ms more, but with ack: on_decision tail sampling answers after up"
                                + " to twice decision_wait, so 21000 ms are the least; raise the sender's timeout to"
                                + " 82 s"));
    }

    @Test
    void aSenderThatHasGoneIsRefused() {
        LogRig rig = rig("");
        RecordingAck ack = new RecordingAck();
        ack.withdraw();

        rig.offer(Logs.request(log(1, "a")).toByteArray(), 1, ack);

        assertThat(ack.outcome()).isInstanceOf(Outcome.Refused.class);
        settled(rig);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void bytesThatAreNoLogsAreRejected(int seed) {
        // Given: what a receiver would never let through
        LogRig rig = rig("");
        byte[] request = Logs.request(log(1, "a"), log("b")).toByteArray();
        byte[] cut = Arrays.copyOf(request, new Random(seed).nextInt(1, request.length));

        RecordingAck ack = rig.offer(cut, 2, new RecordingAck());

        assertThat(ack.outcome()).isInstanceOf(Outcome.Rejected.class);
        settled(rig);
    }

    @Test
    void everyRecordIsDeliveredOrCountedWhateverHappens() {
        Random random = new Random(5);
        LogRig rig = rig("num_traces: 50, logs: {max_bytes: 1048576}, ");
        int sent = 0;
        for (int i = 0; i < 300; i++) {
            LogRecord.Builder[] records = new LogRecord.Builder[random.nextInt(20)];
            for (int k = 0; k < records.length; k++) {
                records[k] = log(1 + random.nextInt(60), "x".repeat(random.nextInt(2000)))
                        .setSeverityNumber(SeverityNumber.forNumber(random.nextInt(25)));
                if (random.nextInt(10) == 0) {
                    records[k].setTraceId(ByteString.copyFrom(new byte[random.nextBoolean() ? 16 : 0]));
                }
            }
            sent += records.length;
            rig.send(records);
            rig.traces.send(
                    random.nextInt(4) == 0
                            ? Spans.error(1 + random.nextInt(60), "e")
                            : span(1 + random.nextInt(60), "s"));
            rig.advance(Duration.ofMillis(random.nextInt(300)));
            assertThat(rig.metrics.account().imbalance()).isZero();
        }
        rig.advance(seconds(30));

        assertThat(rig.records().size() + rig.dropped(DropReason.NOT_SAMPLED)).isEqualTo(sent);
        settled(rig);
    }

    /** The kept logs are those of kept traces. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsKeptBelongsToKeptTraces(long seed) {
        Random random = new Random(seed);
        LogRig rig = new LogRig("decision_wait: 2s, " + HALF);
        int traces = 400;
        long[] ids = random.longs(traces).map(id -> id | 1).toArray();
        int[] sent = new int[traces];
        for (int i = 0; i < 4 * traces; i++) {
            int log = random.nextInt(traces);
            sent[log]++;
            rig.send(log(ids[log], "x"));
            rig.traces.send(span(ids[random.nextInt(traces)], "s"));
            rig.advance(Duration.ofMillis(random.nextInt(10)));
        }
        rig.advance(seconds(10));

        Set<ByteString> keptTraces =
                rig.traces.spans().stream().map(Span::getTraceId).collect(Collectors.toSet());
        int expected = 0;
        for (int i = 0; i < traces; i++) {
            expected += keptTraces.contains(Spans.traceId(ids[i])) ? sent[i] : 0;
        }
        // Then: of kept traces all, of others only what came too long before its trace
        Map<Boolean, List<LogRecord>> marked = rig.records().stream()
                .collect(Collectors.partitioningBy(record -> "8".equals(Logs.attribute(record, "sampling.threshold"))));
        assertThat(marked.get(true)).extracting(LogRecord::getTraceId).isSubsetOf(keptTraces);
        assertThat(marked.get(true)).hasSizeGreaterThan(traces);
        assertThat(marked.get(false)).hasSize((int) rig.decided(LogFate.WITHOUT_VERDICT));
        assertThat(rig.records().stream().filter(record -> keptTraces.contains(record.getTraceId())))
                .hasSize(expected);
        settled(rig);
    }
}
