package io.sluice.processor.tailsampling;

import static io.sluice.processor.tailsampling.Spans.error;
import static io.sluice.processor.tailsampling.Spans.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import io.sluice.api.Batch;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.RecordingConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is kept and leaves slowly, or not at all, waits outside the heap: on its way is no more than there is room for. */
class RoomOnTheWayTest {

    private static final int MOST = 100_000;
    private static final int SPAN_BYTES = 5_000;
    private static final String ERRORS =
            "policies: [{name: err, type: status_code, status_code: {status_codes: [ERROR]}}]";

    private final RecordingConsumer next = RecordingConsumer.holding();
    private final List<String> names = new ArrayList<>();
    private Rig rig = rig("");

    private Rig rig(String more) {
        return new Rig("{decision_wait: 1s, record_policy: true, " + more + ERRORS + "}", next, MOST);
    }

    private static Span.Builder large(long trace, String name) {
        return error(trace, name).setTraceState("pad=" + "x".repeat(SPAN_BYTES));
    }

    private static Span.Builder[] traces(int from, int to) {
        return LongStream.range(from, to).mapToObj(i -> large(i, "n" + i)).toArray(Span.Builder[]::new);
    }

    private static List<String> named(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "n" + i).toList();
    }

    /** Takes what is on its way and returns its bytes. */
    private long under(List<Batch> batches) {
        long bytes = 0;
        for (Batch batch = next.poll(); batch != null; batch = next.poll()) {
            batches.add(batch);
            bytes += batch.payload().length();
            Rig.parse(batch)
                    .getResourceSpansList()
                    .forEach(resource -> resource.getScopeSpansList()
                            .forEach(scope -> scope.getSpansList().forEach(span -> names.add(span.getName()))));
        }
        return bytes;
    }

    private void deliverAll() {
        List<Batch> batches = new ArrayList<>();
        while (under(batches) > 0) {
            batches.forEach(batch -> batch.complete(Outcome.accepted()));
            batches.clear();
            rig.advanceMillis(100);
        }
    }

    @Test
    void onItsWayIsNoMoreThanThereIsRoomFor() {
        rig.send(traces(0, 100));
        rig.advanceMillis(1_100);

        List<Batch> batches = new ArrayList<>();
        assertThat(under(batches)).isBetween(MOST / 2L, MOST + 1_000L);
        rig.advanceMillis(10_000);
        assertThat(next.size()).isZero();
        assertThat(rig.metric("spans_held") + rig.metric("spans_under_way")).isEqualTo(100);
        assertThat(rig.metric("sampling_traces_on_memory")).isZero();

        batches.forEach(batch -> batch.complete(Outcome.accepted()));
        rig.advanceMillis(100);
        deliverAll();

        assertThat(names).containsExactlyInAnyOrderElementsOf(named(0, 100));
        assertThat(rig.metric("spans_delivered")).isEqualTo(100);
        assertThat(rig.metric("spans_held")).isZero();
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @Test
    void aTraceThatIsLargerLeavesInParts() {
        for (int i = 0; i < 100; i += 10) {
            rig.send(IntStream.range(i, i + 10).mapToObj(n -> large(7, "n" + n)).toArray(Span.Builder[]::new));
        }
        rig.advanceMillis(1_100);

        List<Batch> batches = new ArrayList<>();
        assertThat(under(batches)).isBetween(MOST / 2L, MOST + 1_000L);
        batches.forEach(batch -> batch.complete(Outcome.accepted()));
        rig.advanceMillis(100);
        deliverAll();

        assertThat(names).containsExactlyInAnyOrderElementsOf(named(0, 100));
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @Test
    void aSpanThatIsLargerThanAllRoomLeavesAlone() {
        rig.send(error(1, "n0").setTraceState("pad=" + "x".repeat(2 * MOST)), large(2, "n1"));
        rig.advanceMillis(1_100);

        List<Batch> batches = new ArrayList<>();
        under(batches);
        assertThat(names).containsExactly("n0");
        batches.forEach(batch -> batch.complete(Outcome.accepted()));
        rig.advanceMillis(100);
        deliverAll();

        assertThat(names).containsExactly("n0", "n1");
    }

    @Test
    void spansThatComeWhileTheirTraceWaitsFollowIt() {
        rig.send(traces(0, 100));
        rig.advanceMillis(1_100);

        rig.send(span(99, "late"), span(0, "later"));
        assertThat(rig.metric("early_releases_from_cache_decision", "sampled", "true"))
                .isEqualTo(2);
        deliverAll();

        assertThat(names).hasSize(102).contains("late", "later");
        assertThat(rig.metric("new_trace_id_received")).isEqualTo(100);
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @Test
    void whatIsNotKeptMakesRoomMeanwhile() {
        rig.send(traces(0, 100));
        rig.advanceMillis(1_100);

        rig.send(span(1_000, "ordinary"));
        rig.advanceMillis(1_100);

        assertThat(rig.dropped(DropReason.NOT_SAMPLED)).isEqualTo(1);
    }

    @Test
    void whenMemoryIsFullSendersAreRefused() {
        rig = rig("max_bytes: 4000000, num_traces: 1000000, ");
        int taken = 0;
        Outcome refusal = Outcome.accepted();
        while (refusal.equals(Outcome.accepted()) && taken < 2_000) {
            RecordingAck ack = rig.offer(Spans.request(traces(taken, taken + 10)));
            refusal = ack.outcome();
            taken += refusal.equals(Outcome.accepted()) ? 10 : 0;
            rig.advanceMillis(200);
        }

        assertThat(refusal)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Refusal.MEMORY));
        assertThat(taken).isBetween(300, 1_000);
        deliverAll();
        assertThat(names).containsExactlyInAnyOrderElementsOf(named(0, taken));
        rig.send(traces(5_000, 5_001));
    }

    @Test
    void lateSpansDoNotFillTheWayWithoutBound() {
        rig.send(large(1, "n0"));
        rig.advanceMillis(1_100);
        int taken = 0;
        while (rig.offer(Spans.request(large(1, "late" + taken))).outcome().equals(Outcome.accepted())
                && taken < 1_000) {
            taken++;
        }

        assertThat(taken).isBetween(MOST / SPAN_BYTES, 3 * MOST / SPAN_BYTES);
        deliverAll();
        assertThat(names).hasSize(taken + 1);
    }

    @Test
    void atTheEndEverythingIsHandedOnThatThereGoesOnToBeRoomFor() {
        RecordingConsumer taking = RecordingConsumer.replying(Outcome.accepted());
        rig = new Rig("{decision_wait: 1s, " + ERRORS + "}", taking, MOST);
        rig.send(traces(0, 110));

        rig.stage.flush();

        assertThat(rig.names()).containsExactlyInAnyOrderElementsOf(named(0, 110));
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @Test
    void atTheEndIsDroppedWhatCanNotLeave() {
        rig.send(traces(0, 110));

        rig.stage.flush();
        List<Batch> batches = new ArrayList<>();

        assertThat(under(batches)).isLessThanOrEqualTo(MOST + 1_000L);
        assertThat(rig.dropped(DropReason.SHUTDOWN)).isEqualTo(110 - names.size());
        assertThat(rig.metrics.account().imbalance()).isZero();
        assertThat(rig.metric("spans_held")).isZero();
    }

    @Test
    void atTheEndIsGivenBackWhatCanNotLeave() {
        rig = rig("ack: on_decision, retry_for: 5s, ");
        RecordingAck first = rig.offer(Spans.request(traces(0, 10)));
        RecordingAck second = rig.offer(Spans.request(traces(10, 110)));
        rig.advanceMillis(1_100);

        rig.stage.flush();
        rig.context.runTasks();
        List<Batch> batches = new ArrayList<>();
        under(batches);
        batches.forEach(batch -> batch.complete(Outcome.accepted()));

        assertThat(first.outcome()).isEqualTo(Outcome.accepted());
        assertThat(second.outcome()).isInstanceOf(Outcome.Refused.class);
        assertThat(rig.metric("spans_given_back")).isEqualTo(110 - names.size());
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @Test
    void aDryRunWaitsAsWell() {
        rig = rig("dry_run: true, ");
        rig.send(traces(0, 50));
        rig.send(span(1_000, "ordinary").setTraceState("pad=" + "x".repeat(SPAN_BYTES)));
        rig.advanceMillis(1_100);

        List<Batch> batches = new ArrayList<>();
        assertThat(under(batches)).isLessThanOrEqualTo(MOST + 1_000L);
        batches.forEach(batch -> batch.complete(Outcome.accepted()));
        rig.advanceMillis(100);
        deliverAll();

        assertThat(names).hasSize(51).contains("ordinary");
        assertThat(rig.metric("dry_run_spans", "policy", "err", "decision", "sampled", "service", "shop"))
                .isPositive();
    }

    @Test
    void sendersThatWaitAreAnsweredWhenTheirSpansHaveLeft() {
        rig = rig("ack: on_decision, retry_for: 5s, ");
        RecordingAck first = rig.offer(Spans.request(traces(0, 10)));
        Span.Builder[] others = traces(10, 100);
        RecordingAck second = rig.offer(Spans.request(others));
        rig.advanceMillis(1_100);
        RecordingAck repeat = rig.offer(Spans.request(others));

        List<Batch> batches = new ArrayList<>();
        under(batches);
        batches.forEach(batch -> batch.complete(Outcome.accepted()));
        rig.advanceMillis(100);
        assertThat(first.outcome()).isEqualTo(Outcome.accepted());
        assertThat(second.outcome()).isNull();
        assertThat(repeat.outcome()).isNull();
        deliverAll();
        rig.context.runTasks();

        assertThat(second.outcome()).isEqualTo(Outcome.accepted());
        assertThat(repeat.outcome()).isEqualTo(Outcome.accepted());
        assertThat(names).containsExactlyInAnyOrderElementsOf(named(0, 100));
        assertThat(rig.metrics.account().imbalance()).isZero();
    }
}
