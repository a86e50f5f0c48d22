package io.sluice.processor.tailsampling;

import static io.sluice.processor.tailsampling.Spans.error;
import static io.sluice.processor.tailsampling.Spans.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import io.sluice.api.Batch;
import io.sluice.api.ItemSet;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.api.RequestContext;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.RecordingConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ack: on_decision}: a sender hears OK when its traces are decided and what is kept of them is delivered. */
class CustodyTest {

    private static final Outcome REFUSED = Outcome.refused(Refusal.BACKEND, "down");
    private static final String ERRORS =
            "policies: [{name: err, type: status_code, status_code: {status_codes: [ERROR]}}]";

    private final RecordingConsumer next = RecordingConsumer.holding();
    private final Rig rig = rig("");

    private Rig rig(String more) {
        return rig(more, Long.MAX_VALUE);
    }

    private Rig rig(String more, long mostUnderWay) {
        return new Rig(
                "{ack: on_decision, decision_wait: 10s, retry_for: 5s, " + more + ERRORS + "}", next, mostUnderWay);
    }

    private RecordingAck offer(Span.Builder... spans) {
        return rig.offer(Spans.request(spans));
    }

    private void settled() {
        rig.context.runTasks();
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    private void deliver() {
        next.take().complete(Outcome.accepted());
        settled();
    }

    @Test
    void aDroppedTraceIsAnsweredWhenItIsDecided() {
        RecordingAck ack = offer(span(1, "a"), span(1, "b"));
        rig.advanceMillis(9_900);
        assertThat(ack.outcome()).isNull();

        rig.advanceMillis(300);

        assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
        assertThat(ack.drops()).isEqualTo(Map.of("not_sampled", 2));
        settled();
    }

    @Test
    void aKeptTraceIsAnsweredWhenItIsDelivered() {
        RecordingAck ack = offer(error(1, "a"));
        rig.advanceMillis(10_200);
        assertThat(next.size()).isEqualTo(1);
        assertThat(ack.outcome()).isNull();
        assertThat(rig.metric("requests_open")).isEqualTo(1);

        deliver();

        assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
        assertThat(ack.drops()).isEmpty();
        assertThat(rig.metric("requests_open")).isZero();
    }

    @Test
    void theBytesOfARequestAreFreedAtOnce() {
        List<byte[]> recycled = new ArrayList<>();
        byte[] bytes = Spans.request(span(1, "a")).toByteArray();
        RecordingAck ack = new RecordingAck();

        rig.stage.process(new Batch(
                Signal.TRACES, Payload.pooled(bytes, bytes.length, recycled::add), 1, RequestContext.NONE, ack));

        assertThat(recycled).hasSize(1);
        assertThat(ack.isFreed()).isTrue();
        assertThat(ack.outcome()).isNull();
    }

    @Test
    void theLastOfSeveralTracesAnswers() {
        RecordingAck first = offer(span(1, "a"), error(2, "b"));
        rig.advanceMillis(5_000);
        RecordingAck second = offer(span(2, "c"), span(3, "d"));
        rig.advanceMillis(5_200);
        assertThat(next.size()).isEqualTo(1);
        assertThat(first.outcome()).isNull();

        deliver();
        assertThat(first.outcome()).isEqualTo(Outcome.accepted());
        assertThat(second.outcome()).isNull();
        rig.advanceMillis(5_000);

        assertThat(second.outcome()).isEqualTo(Outcome.accepted());
        assertThat(second.drops()).isEqualTo(Map.of("not_sampled", 1));
        settled();
    }

    @Test
    void aRequestWithNothingToHoldIsAnsweredAtOnce() {
        Span.Builder first = span(1, "a");
        offer(first);
        rig.advanceMillis(10_200);

        RecordingAck again = offer(first);

        assertThat(again.outcome()).isEqualTo(Outcome.accepted());
        assertThat(again.drops()).isEqualTo(Map.of("duplicate", 1));
    }

    @Test
    void anErrorThatComesAfterItsTraceWasDroppedIsDecidedAgain() {
        offer(span(1, "a"));
        rig.advanceMillis(10_200);

        RecordingAck late = offer(error(1, "late"), span(1, "with it"));
        assertThat(late.outcome()).isNull();
        rig.advanceMillis(10_200);
        deliver();

        assertThat(late.outcome()).isEqualTo(Outcome.accepted());
        assertThat(late.drops()).isEmpty();
        assertThat(rig.metric("spans_delivered")).isEqualTo(2);
    }

    @Test
    void aLateSpanOfAKeptTraceIsAnsweredWhenItIsDelivered() {
        offer(error(1, "a"));
        rig.advanceMillis(10_200);
        deliver();

        RecordingAck late = offer(span(1, "late"));
        assertThat(late.outcome()).isNull();
        deliver();

        assertThat(late.outcome()).isEqualTo(Outcome.accepted());
    }

    @Test
    void aKeptTraceThatIsRefusedIsSentAgainMeanwhile() {
        RecordingAck ack = offer(error(1, "a"));
        rig.advanceMillis(10_200);
        next.take().complete(REFUSED);
        rig.context.runTasks();
        rig.advanceMillis(1_100);
        assertThat(ack.outcome()).isNull();

        deliver();

        assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
    }

    @Test
    void whatNobodyTakesGoesBackToItsSenderAndIsTakenAgain() {
        RecordingAck ack = offer(error(1, "a"), span(2, "b"));
        rig.advanceMillis(10_100);
        for (int i = 0; i < 100; i++) {
            Batch batch = next.poll();
            if (batch != null) {
                batch.complete(REFUSED);
            }
            rig.advanceMillis(100);
        }

        assertThat(ack.outcome()).isEqualTo(REFUSED);
        assertThat(rig.metric("spans_given_back")).isEqualTo(1);
        assertThat(rig.dropped(DropReason.REFUSED)).isZero();
        settled();
        RecordingAck again = offer(error(1, "a"), span(2, "b"));
        assertThat(Rig.parse(next.take()).getResourceSpansCount()).isEqualTo(1);
        assertThat(again.outcome()).isNull();
    }

    @Test
    void anAttemptMayTakeNoLongerThanTheSenderWaits() {
        offer(error(1, "a"));
        rig.advanceMillis(10_000);

        long left = next.take().ack().deadlineNanos() - rig.context.clock().nanoTime();

        assertThat(Duration.ofNanos(left)).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void aRequestWhoseKeptSpansAreAllRejectedIsRejected() {
        RecordingAck ack = offer(error(1, "a"), span(2, "b"));
        rig.advanceMillis(10_200);

        next.take().complete(Outcome.rejected(Rejection.TOO_LARGE, "too large"));
        settled();

        assertThat(ack.outcome()).isEqualTo(Outcome.rejected(Rejection.TOO_LARGE, "too large"));
        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(1);
    }

    @Test
    void aRejectionOfSomeSpansIsToldToWhoSentThem() {
        RecordingAck first = offer(error(1, "a"), error(1, "b"));
        RecordingAck second = offer(error(2, "c"), error(2, "d"));
        rig.advanceMillis(10_200);

        next.take().complete(new Outcome.PartiallyAccepted(1, ItemSet.of(3), "too large"));
        settled();

        assertThat(first.outcome()).isEqualTo(Outcome.accepted());
        assertThat(second.outcome()).isEqualTo(new Outcome.PartiallyAccepted(1, null, "too large"));
    }

    @Test
    void aRejectionOfNobodyKnowsWhomIsAWarningToAllAndCounted() {
        RecordingAck first = offer(error(1, "a"));
        RecordingAck second = offer(error(2, "c"));
        rig.advanceMillis(10_200);

        next.take().complete(new Outcome.PartiallyAccepted(1, null, "too large"));
        settled();

        assertThat(first.outcome()).isEqualTo(new Outcome.PartiallyAccepted(0, null, "too large"));
        assertThat(second.outcome()).isEqualTo(new Outcome.PartiallyAccepted(0, null, "too large"));
        assertThat(first.drops()).isEqualTo(Map.of("rejected_unattributed", 1));
        assertThat(second.drops()).isEmpty();
    }

    @Test
    void aTraceThatIsDecidedEarlyAnswersEarly() {
        Rig small = rig("num_traces: 1, ");
        RecordingAck first = small.offer(Spans.request(span(1, "a")));

        RecordingAck second = small.offer(Spans.request(span(2, "b"), span(3, "c")));

        assertThat(first.outcome()).isEqualTo(Outcome.accepted());
        assertThat(second.outcome()).isNull();
        small.advanceMillis(10_200);
        assertThat(second.outcome()).isEqualTo(Outcome.accepted());
        assertThat(small.metrics.account().imbalance()).isZero();
    }

    @Test
    void aTraceThatGrowsTooLargeAnswers() {
        Rig small = rig("maximum_trace_size_bytes: 100, ");

        RecordingAck ack = small.offer(Spans.request(span(1, "x".repeat(200))));

        assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
        assertThat(ack.drops()).isEqualTo(Map.of("too_large", 1));
    }

    @Test
    void repeatedSpansWaitForTheTraceThatHoldsThem() {
        Span.Builder first = error(1, "a");
        offer(first);
        rig.advanceMillis(5_000);

        RecordingAck again = offer(first);

        assertThat(again.drops()).isEqualTo(Map.of("duplicate", 1));
        assertThat(again.outcome()).isNull();
        rig.advanceMillis(5_200);
        assertThat(again.outcome()).isNull();
        deliver();
        assertThat(again.outcome()).isEqualTo(Outcome.accepted());
        assertThat(next.size()).isZero();
    }

    @Test
    void repeatedSpansOfATraceThatIsDroppedAreAnsweredWithIt() {
        Span.Builder first = span(1, "a");
        offer(first);
        RecordingAck again = offer(first);
        assertThat(again.outcome()).isNull();

        rig.advanceMillis(10_200);

        assertThat(again.outcome()).isEqualTo(Outcome.accepted());
        settled();
    }

    @Test
    void repeatedSpansOfAKeptTraceWaitWhileItIsUnderWay() {
        Span.Builder first = error(1, "a");
        offer(first);
        rig.advanceMillis(10_200);

        RecordingAck again = offer(first);

        assertThat(again.outcome()).isNull();
        deliver();
        assertThat(again.outcome()).isEqualTo(Outcome.accepted());
        assertThat(offer(first).outcome()).isEqualTo(Outcome.accepted());
        assertThat(next.size()).isZero();
    }

    @Test
    void repeatedSpansOfADryRunWaitForWhatPassesThoughItWouldBeDropped() {
        Rig dry = rig("dry_run: true, ");
        Span.Builder first = span(1, "a");
        dry.offer(Spans.request(first));
        RecordingAck held = dry.offer(Spans.request(first));
        dry.advanceMillis(10_200);

        RecordingAck underWay = dry.offer(Spans.request(first));

        assertThat(underWay.drops()).isEqualTo(Map.of("duplicate", 1));
        assertThat(held.outcome()).isNull();
        assertThat(underWay.outcome()).isNull();
        next.take().complete(Outcome.accepted());
        dry.context.runTasks();
        assertThat(held.outcome()).isEqualTo(Outcome.accepted());
        assertThat(underWay.outcome()).isEqualTo(Outcome.accepted());
        assertThat(next.size()).isZero();
        assertThat(dry.metrics.account().imbalance()).isZero();
    }

    @Test
    void repeatedSpansAreRefusedWithTheFirstOnesAndThenTaken() {
        Span.Builder first = error(1, "a");
        offer(first);
        rig.advanceMillis(10_000);
        RecordingAck again = offer(first);
        assertThat(again.drops()).isEqualTo(Map.of("duplicate", 1));
        for (int i = 0; i < 100; i++) {
            Batch batch = next.poll();
            if (batch != null) {
                batch.complete(REFUSED);
            }
            rig.advanceMillis(100);
        }
        assertThat(again.outcome()).isEqualTo(REFUSED);

        RecordingAck third = offer(first);
        deliver();

        assertThat(third.outcome()).isEqualTo(Outcome.accepted());
    }

    @Test
    void whoWaitsForWhatIsUnderWayDoesNotWaitForWhatLeavesLater() {
        Span.Builder first = error(1, "a");
        offer(first);
        rig.advanceMillis(5_000);
        offer(error(2, "b"));
        rig.advanceMillis(5_200);
        RecordingAck again = offer(first);
        rig.advanceMillis(5_000);
        Batch one = next.take();
        Batch other = next.take();

        one.complete(Outcome.accepted());
        settled();

        assertThat(again.outcome()).isEqualTo(Outcome.accepted());
        other.complete(Outcome.accepted());
        settled();
    }

    @Test
    void aStopGivesBackWhatIsUndecided() {
        RecordingAck ack = offer(error(1, "a"), span(2, "b"));

        rig.stage.flush();

        assertThat(ack.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Refusal.SHUTDOWN));
        assertThat(next.size()).isZero();
        assertThat(rig.metric("spans_given_back")).isEqualTo(2);
        settled();
    }

    @Test
    void aStopLetsWhatIsUnderWayBeDelivered() {
        RecordingAck ack = offer(error(1, "a"));
        rig.advanceMillis(10_200);
        rig.stage.flush();
        assertThat(ack.outcome()).isNull();

        next.take().complete(Outcome.accepted());

        assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @Test
    void whatIsRefusedAfterTheStopGoesBack() {
        RecordingAck ack = offer(error(1, "a"));
        rig.advanceMillis(10_200);
        rig.stage.flush();

        next.take().complete(REFUSED);

        assertThat(ack.outcome()).isEqualTo(REFUSED);
        assertThat(rig.metric("spans_given_back")).isEqualTo(1);
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @Test
    void aSenderThatHasGoneLosesNothing() {
        RecordingAck ack = offer(error(1, "a"));
        ack.withdraw();

        rig.advanceMillis(10_200);
        deliver();

        assertThat(rig.metric("spans_delivered")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {5_000, 10_999})
    void aSenderWithoutPatienceIsRefused(long millis) {
        RecordingAck ack = RecordingAck.withDeadline(rig.context.clock().nanoTime() + millis * 1_000_000);
        byte[] bytes = Spans.request(error(1, "a")).toByteArray();

        rig.stage.process(new Batch(Signal.TRACES, Payload.of(bytes), 1, RequestContext.NONE, ack));

        assertThat(ack.outcome()).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Refusal.DEADLINE);
            assertThat(refused.retryAfterNanos()).isPositive();
            assertThat(refused.message())
                    .isEqualTo("the sender waits for " + millis + " ms more, but with ack: on_decision tail sampling"
                            + " answers after decision_wait, so 11000 ms are the least; raise the sender's timeout to"
                            + " 17 s");
        });
        assertThat(rig.metric("spans_held")).isZero();
    }

    @Test
    void aSenderWithPatienceIsTaken() {
        RecordingAck ack = RecordingAck.withDeadline(rig.context.clock().nanoTime() + 11_000_000_000L);
        byte[] bytes = Spans.request(error(1, "a")).toByteArray();

        rig.stage.process(new Batch(Signal.TRACES, Payload.of(bytes), 1, RequestContext.NONE, ack));

        assertThat(ack.outcome()).isNull();
        assertThat(rig.metric("spans_held")).isEqualTo(1);
    }

    @Test
    void openRequestsCountAgainstMaxBytes() {
        double before = rig.metric("memory_held");

        for (int i = 0; i < 100; i++) {
            offer(span(1, "a" + i));
        }

        assertThat(rig.metric("memory_held") - before).isGreaterThan(100 * 1024);
    }

    @ParameterizedTest
    @CsvSource({"1, 1000000000", "2, 1000000000", "3, 1000000000", "4, 400", "5, 400", "6, 400", "7, 1", "8, 1"})
    void everyRequestIsAnsweredOnceWhateverHappens(int seed, long mostUnderWay) {
        Random random = new Random(seed);
        Rig any = rig("num_traces: 50, max_bytes: 4000000, ", mostUnderWay);
        List<RecordingAck> acks = new ArrayList<>();
        List<Span.Builder[]> sent = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            Span.Builder[] spans;
            if (!sent.isEmpty() && random.nextInt(4) == 0) {
                spans = sent.get(Math.max(0, sent.size() - 1 - random.nextInt(60)));
            } else {
                spans = new Span.Builder[1 + random.nextInt(5)];
                for (int k = 0; k < spans.length; k++) {
                    int trace = i / 10 + random.nextInt(30);
                    spans[k] = random.nextInt(6) == 0 ? error(trace + 1, "e" + i + k) : span(trace + 1, "s" + i + k);
                }
                sent.add(spans);
            }
            acks.add(any.offer(Spans.request(spans)));
            any.advanceMillis(random.nextInt(300));
            while (next.size() > 0 && random.nextInt(3) == 0) {
                next.take()
                        .complete(
                                switch (random.nextInt(10)) {
                                    case 0, 1 -> REFUSED;
                                    case 2 -> Outcome.rejected(Rejection.BACKEND, "never");
                                    case 3 -> new Outcome.PartiallyAccepted(1, null, "one");
                                    default -> Outcome.accepted();
                                });
            }
        }
        any.stage.flush();
        while (next.size() > 0) {
            next.take().complete(Outcome.accepted());
        }
        any.context.runTasks();

        assertThat(acks).allSatisfy(ack -> assertThat(ack.outcome()).isNotNull());
        assertThat(any.metric("requests_open")).isZero();
        assertThat(any.metric("spans_held") + any.metric("spans_under_way")).isZero();
        assertThat(any.metrics.account().imbalance()).isZero();
    }
}
