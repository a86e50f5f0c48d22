package io.sluice.exporter.helper;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.ComponentStatus.Level;
import io.sluice.api.OnceAck;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.exporter.helper.QueueConfig.Sizer;
import io.sluice.pdata.Signal;
import io.sluice.testkit.RecordingAck;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class QueuedExporterTest {

    private static QueueConfig queue(long size, Sizer sizer) {
        return new QueueConfig(1, 0, size, sizer, 0, false, true);
    }

    private static Outcome.Refused refused(RecordingAck ack) {
        assertThat(ack.outcome()).isInstanceOf(Outcome.Refused.class);
        return (Outcome.Refused) ack.outcome();
    }

    @Nested
    class WaitingForTheResult {

        @Test
        void answersWithTheOutcomeOfTheDelivery() {
            Rig rig = Rig.waiting();

            RecordingAck ack = rig.consume();

            assertThat(ack.answer()).isNull();
            rig.end(Outcome.accepted());
            assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
            assertThat(rig.metric("exporter_sent_spans")).isEqualTo(5);
            assertThat(rig.metric("exporter_send_failed_spans")).isZero();
        }

        @Test
        void releasesThePayloadWithTheOutcome() {
            Rig rig = Rig.waiting();
            rig.consume();
            Delivery delivery = rig.sender.open.get(0);

            rig.end(Outcome.accepted());

            assertThat(delivery.batch().isCompleted()).isTrue();
        }

        @Test
        void handsBackARejection() {
            Rig rig = Rig.waiting();
            RecordingAck ack = rig.consume();

            rig.end(Outcome.rejected(Rejection.MALFORMED, "bad bytes"));

            assertThat(ack.outcome()).isEqualTo(Outcome.rejected(Rejection.MALFORMED, "bad bytes"));
            assertThat(ack.drops()).isEmpty();
            assertThat(rig.metric("exporter_send_failed_spans")).isEqualTo(5);
        }

        @Test
        void handsOnPartialSuccess() {
            Rig rig = Rig.waiting();
            RecordingAck ack = rig.consume();

            rig.end(new Outcome.PartiallyAccepted(2, null, "two too old"));

            assertThat(ack.outcome()).isEqualTo(new Outcome.PartiallyAccepted(2, null, "two too old"));
            assertThat(rig.metric("exporter_sent_spans")).isEqualTo(3);
            assertThat(rig.metric("exporter_send_failed_spans")).isEqualTo(2);
        }

        @Test
        void handsBackWhatCannotBeRetriedWithinTheSendersPatience() {
            Rig rig = Rig.waiting();
            RecordingAck ack = rig.consumeWithin(Duration.ofSeconds(3));

            rig.end(Rig.UNAVAILABLE);

            assertThat(ack.outcome()).isEqualTo(Rig.UNAVAILABLE);
            assertThat(rig.context.clock().pending()).isZero();
        }

        @Test
        void retriesWithinTheSendersPatience() {
            Rig rig = Rig.waiting();
            RecordingAck ack = rig.consumeWithin(Duration.ofSeconds(10));

            rig.end(Rig.UNAVAILABLE);
            assertThat(ack.answer()).isNull();
            rig.advance(Duration.ofMillis(4_990));
            assertThat(rig.sender.attempts).isEqualTo(1);
            rig.advance(Duration.ofMillis(20));
            assertThat(rig.sender.attempts).isEqualTo(2);
            rig.end(Outcome.accepted());

            assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
            assertThat(rig.metric("exporter_sent_spans")).isEqualTo(5);
            assertThat(rig.metric("exporter_send_failed_spans")).isZero();
        }

        @Test
        void keepsTheHintOfTheBackendInWhatItHandsBack() {
            Rig rig = Rig.waiting();
            RecordingAck ack = rig.consumeWithin(Duration.ofSeconds(3));

            rig.end(Outcome.refused(Refusal.BACKEND, 7_000_000_000L, "busy"));

            assertThat(refused(ack).retryAfterNanos()).isEqualTo(7_000_000_000L);
        }

        @Test
        void startsNoAttemptThatCannotEndInTime() {
            Rig rig = new Rig(queue(10, Sizer.REQUESTS));
            rig.consume();
            RecordingAck late = rig.consumeWithin(Duration.ofSeconds(1));
            rig.advance(Duration.ofMillis(900));

            rig.end(Outcome.accepted());

            assertThat(refused(late).reason()).isEqualTo(Refusal.DEADLINE);
            assertThat(rig.sender.attempts).isEqualTo(1);
        }

        @Test
        void startsNoAttemptForSomebodyWhoHasGone() {
            Rig rig = new Rig(queue(10, Sizer.REQUESTS));
            rig.consume();
            RecordingAck gone = rig.consume();

            gone.withdraw();
            rig.end(Outcome.accepted());

            assertThat(refused(gone).reason()).isEqualTo(Refusal.DEADLINE);
            assertThat(rig.sender.attempts).isEqualTo(1);
        }

        @Test
        void withdrawsWhatWaitsInTheQueueWithoutWaitingForASlot() {
            Rig rig = new Rig(queue(10, Sizer.REQUESTS));
            rig.consume();
            RecordingAck gone = rig.consume();

            gone.withdraw();
            rig.advance(Duration.ofMillis(500));

            assertThat(refused(gone).reason()).isEqualTo(Refusal.DEADLINE);
            assertThat(rig.gauge("exporter_queue_size")).isEqualTo(1);
        }

        @Test
        void withdrawsWhatWaitsForARetry() {
            Rig rig = Rig.waiting();
            RecordingAck gone = rig.consume();
            rig.end(Rig.UNAVAILABLE);

            gone.withdraw();
            rig.advance(Duration.ofMillis(500));

            assertThat(refused(gone).reason()).isEqualTo(Refusal.DEADLINE);
            assertThat(rig.context.clock().pending()).isLessThanOrEqualTo(1);
            rig.advance(Duration.ofSeconds(10));
            assertThat(rig.sender.attempts).isEqualTo(1);
            assertThat(rig.context.clock().pending()).isZero();
        }

        @Test
        void refusesAfterAnAttemptForSomebodyWhoHasGone() {
            Rig rig = Rig.waiting();
            RecordingAck gone = rig.consume();

            gone.withdraw();
            rig.end(Rig.UNAVAILABLE);

            assertThat(refused(gone).reason()).isEqualTo(Refusal.DEADLINE);
        }

        @Test
        void tellsOfADeliveryThatSucceededTooLate() {
            Rig rig = Rig.waiting();
            RecordingAck gone = rig.consume();

            gone.withdraw();
            rig.end(Outcome.accepted());

            assertThat(gone.outcome()).isEqualTo(Outcome.accepted());
            assertThat(rig.metric("exporter_sent_spans")).isEqualTo(5);
        }
    }

    @Nested
    class TakingCustody {

        @Test
        void answersOnceTheDataIsInTheQueue() {
            Rig rig = Rig.custody();

            RecordingAck ack = rig.consume();

            assertThat(ack.answer()).isEqualTo(Outcome.accepted());
            assertThat(ack.outcome()).isNull();
            rig.end(Outcome.accepted());
            assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
            assertThat(ack.drops()).isEmpty();
        }

        @Test
        void retriesPastTheSendersDeadline() {
            Rig rig = Rig.custody();
            rig.consumeWithin(Duration.ofSeconds(1));

            rig.end(Rig.UNAVAILABLE);
            rig.advance(Duration.ofSeconds(6));

            assertThat(rig.sender.attempts).isEqualTo(2);
        }

        @Test
        void tellsOfARejectionAfterTheAnswer() {
            Rig rig = Rig.custody();
            RecordingAck ack = rig.consume();

            rig.end(Outcome.rejected(Rejection.BACKEND, "no"));

            assertThat(ack.answer()).isEqualTo(Outcome.accepted());
            assertThat(ack.outcome()).isEqualTo(Outcome.rejected(Rejection.BACKEND, "no"));
            assertThat(rig.metric("exporter_send_failed_spans")).isEqualTo(5);
        }

        @Test
        void tellsOfGivingUpAfterTheAnswer() {
            Rig rig = new Rig(
                    new QueueConfig(10, 0, 1000, Sizer.REQUESTS, 0, false, false), Rig.NO_RETRY, Duration.ofSeconds(5));
            RecordingAck ack = rig.consume();

            rig.end(Rig.UNAVAILABLE);

            assertThat(ack.answer()).isEqualTo(Outcome.accepted());
            assertThat(ack.outcome()).isEqualTo(Rig.UNAVAILABLE);
        }

        @Test
        void tellsOfAPartialSuccessAfterTheAnswer() {
            Rig rig = Rig.custody();
            RecordingAck ack = rig.consume();

            rig.end(new Outcome.PartiallyAccepted(2, null, "two too old"));

            assertThat(ack.answer()).isEqualTo(Outcome.accepted());
            assertThat(ack.outcome()).isEqualTo(new Outcome.PartiallyAccepted(2, null, "two too old"));
        }

        @Test
        void countsAllAsSentWithAMereWarning() {
            Rig rig = Rig.custody();
            RecordingAck ack = rig.consume();

            rig.end(new Outcome.PartiallyAccepted(0, null, "deprecated field"));

            assertThat(ack.drops()).isEmpty();
            assertThat(rig.metric("exporter_sent_spans")).isEqualTo(5);
        }

        @Test
        void refusesWhatFindsNoRoomWithoutTakingIt() {
            Rig rig = new Rig(new QueueConfig(1, 0, 1, Sizer.REQUESTS, 0, false, false));
            rig.consume();

            RecordingAck ack = rig.consume();

            assertThat(refused(ack).reason()).isEqualTo(Refusal.QUEUE_FULL);
            assertThat(ack.answer()).isInstanceOf(Outcome.Refused.class);
        }
    }

    @Nested
    class Retrying {

        @Test
        void waitsLongerEachTimeUpToTheLongestInterval() {
            Rig rig = Rig.custody();
            rig.consume();
            long[] expectedMillis = {5_000, 7_500, 11_250, 16_875, 25_312, 30_000, 30_000};

            for (int i = 0; i < expectedMillis.length; i++) {
                rig.end(Rig.UNAVAILABLE);
                rig.advance(Duration.ofMillis(expectedMillis[i] - 20));
                assertThat(rig.sender.attempts)
                        .as("attempts before wait %s is over", i)
                        .isEqualTo(i + 1);
                rig.advance(Duration.ofMillis(40));
                assertThat(rig.sender.attempts).isEqualTo(i + 2);
            }
        }

        @Test
        void comesAtOnceWhenThereIsAnotherWay() {
            Rig rig = Rig.custody();
            rig.consume();

            rig.sender.open.removeFirst().elsewhere(Rig.UNAVAILABLE);
            rig.turn();
            assertThat(rig.sender.attempts).isEqualTo(2);

            // And only that once.
            rig.end(Rig.UNAVAILABLE);
            assertThat(rig.sender.attempts).isEqualTo(2);
        }

        @Test
        void spreadsTheWait() {
            Rig rig = Rig.custody();
            rig.random(0);
            rig.consume();

            rig.end(Rig.UNAVAILABLE);
            rig.advance(Duration.ofMillis(2_490));
            assertThat(rig.sender.attempts).isEqualTo(1);
            rig.advance(Duration.ofMillis(20));
            assertThat(rig.sender.attempts).isEqualTo(2);
        }

        @Test
        void takesTheHintOfTheBackendAsLowerBound() {
            Rig rig = Rig.custody();
            rig.consume();

            rig.end(Outcome.refused(Refusal.BACKEND, Duration.ofSeconds(20).toNanos(), "busy"));
            rig.advance(Duration.ofMillis(19_990));
            assertThat(rig.sender.attempts).isEqualTo(1);
            rig.advance(Duration.ofMillis(20));
            assertThat(rig.sender.attempts).isEqualTo(2);
        }

        @Test
        void givesUpBeforeAWaitThatEndsTooLate() {
            RetryConfig short1 = new RetryConfig(
                    true, Duration.ofSeconds(5), 0.5, 1.5, Duration.ofSeconds(30), Duration.ofSeconds(40));
            Rig rig = new Rig(QueueConfig.DEFAULTS, short1, Duration.ofSeconds(5));
            RecordingAck ack = rig.consume();

            for (int i = 0; i < 3; i++) {
                rig.end(Rig.UNAVAILABLE);
                rig.advance(Duration.ofSeconds(12));
            }
            rig.end(Rig.UNAVAILABLE);

            assertThat(ack.outcome()).isEqualTo(Rig.UNAVAILABLE);
        }

        @Test
        void goesOnForeverIfAskedTo() {
            RetryConfig forever =
                    new RetryConfig(true, Duration.ofSeconds(5), 0, 1, Duration.ofSeconds(30), Duration.ZERO);
            Rig rig = new Rig(QueueConfig.DEFAULTS, forever, Duration.ofSeconds(5));
            RecordingAck ack = rig.consume();

            for (int i = 0; i < 200; i++) {
                rig.end(Rig.UNAVAILABLE);
                rig.advance(Duration.ofMillis(5_010));
            }

            assertThat(rig.sender.attempts).isEqualTo(201);
            assertThat(ack.outcome()).isNull();
        }

        @Test
        void keepsWhatTheSenderAttached() {
            Rig rig = Rig.custody();
            rig.consume();
            Delivery first = rig.sender.open.get(0);
            assertThat(first.attempt()).isEqualTo(1);
            first.attach("two parts done");

            rig.end(Rig.UNAVAILABLE);
            rig.advance(Duration.ofSeconds(6));

            Delivery second = rig.sender.open.get(0);
            assertThat(second.attempt()).isEqualTo(2);
            assertThat(second.attachment()).isEqualTo("two parts done");
        }

        @Test
        void doesNotSpinWithoutAnInterval() {
            RetryConfig none =
                    new RetryConfig(true, Duration.ZERO, 0, 1.5, Duration.ofSeconds(30), Duration.ofMinutes(5));
            Rig rig = new Rig(QueueConfig.DEFAULTS, none, Duration.ofSeconds(5));
            rig.sender.reply(delivery -> delivery.done(Rig.UNAVAILABLE));

            rig.consume();

            assertThat(rig.sender.attempts).isEqualTo(1);
            rig.context.clock().advance(Duration.ofMillis(1));
            rig.turn();
            assertThat(rig.sender.attempts).isEqualTo(2);
        }

        @Test
        void holdsNoSlotWhileItWaits() {
            Rig rig = new Rig(queue(10, Sizer.REQUESTS));
            rig.consume();
            rig.end(Rig.UNAVAILABLE);

            rig.consume();

            assertThat(rig.sender.attempts).isEqualTo(2);
            assertThat(rig.gauge("exporter_queue_size")).isEqualTo(2);
        }
    }

    @Nested
    class Attempts {

        @Test
        void endWithTheTimeout() {
            Rig rig = Rig.waiting();
            rig.consume();

            long now = rig.context.clock().nanoTime();
            assertThat(rig.sender.open.get(0).deadlineNanos())
                    .isEqualTo(now + Duration.ofSeconds(5).toNanos());
        }

        @Test
        void endBeforeTheSendersDeadline() {
            Rig rig = Rig.waiting();
            rig.consumeWithin(Duration.ofSeconds(2));

            long now = rig.context.clock().nanoTime();
            assertThat(rig.sender.open.get(0).deadlineNanos())
                    .isEqualTo(now + Duration.ofSeconds(2).toNanos() - SenderLoop.ANSWER_MARGIN_NANOS);
        }

        @Test
        void haveNoDeadlineWhereNobodySetsOne() {
            Rig rig = new Rig(QueueConfig.DEFAULTS, Rig.RETRY, Duration.ZERO);
            rig.consume();

            assertThat(rig.sender.open.get(0).deadlineNanos()).isEqualTo(Long.MAX_VALUE);
        }

        @Test
        void boundsBytesUnderWayInsteadOfDeliveriesIfToldSo() {
            Rig rig = new Rig(new QueueConfig(1, 250, 100, Sizer.REQUESTS, 0, false, true));
            for (int i = 0; i < 5; i++) {
                rig.consume();
            }

            assertThat(rig.gauge("exporter_in_flight_requests")).isEqualTo(3);
            assertThat(rig.gauge("exporter_in_flight_bytes")).isEqualTo(300);
            rig.end(Outcome.accepted());
            assertThat(rig.gauge("exporter_in_flight_requests")).isEqualTo(3);
            assertThat(rig.sender.attempts).isEqualTo(4);
        }

        @Test
        void areAsManyAtOnceAsThereAreConsumersPerSignal() {
            Rig rig = new Rig(new QueueConfig(2, 0, 100, Sizer.REQUESTS, 0, false, true));

            for (int i = 0; i < 5; i++) {
                rig.consume();
                rig.consume(Signal.LOGS, 1, 10);
            }

            assertThat(rig.sender.attempts).isEqualTo(4);
            assertThat(rig.gauge("exporter_in_flight_requests")).isEqualTo(2);
            rig.end(Outcome.accepted());
            assertThat(rig.sender.attempts).isEqualTo(5);
        }

        @Test
        void endOnce() {
            Rig rig = Rig.waiting();
            RecordingAck ack = rig.consume();
            Delivery delivery = rig.sender.open.get(0);

            delivery.done(Outcome.accepted());
            delivery.done(Outcome.accepted());
            delivery.done(Rig.UNAVAILABLE);
            rig.turn();

            assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
            assertThat(rig.metric("exporter_sent_spans")).isEqualTo(5);
            assertThat(rig.gauge("exporter_in_flight_requests")).isZero();
        }

        @Test
        void thatThrowAreRefusedRetryably() {
            Rig rig = Rig.waiting();
            rig.sender.reply(_ -> {
                throw new IllegalStateException("bug");
            });

            RecordingAck ack = rig.consumeWithin(Duration.ofSeconds(1));

            assertThat(refused(ack).reason()).isEqualTo(Refusal.COMPONENT_FAILURE);
            assertThat(rig.metric("exporter_send_failed_spans")).isEqualTo(5);
            assertThat(rig.metric("exporter_unexpected_failures")).isEqualTo(1);
        }

        @Test
        void thatThrowAfterTheyEndedChangeNothing() {
            Rig rig = Rig.waiting();
            rig.sender.reply(delivery -> {
                delivery.done(Outcome.accepted());
                throw new IllegalStateException("bug");
            });

            RecordingAck ack = rig.consume();

            assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
        }
    }

    @Nested
    class Bounds {

        @Test
        void countRequests() {
            Rig rig = new Rig(queue(2, Sizer.REQUESTS));
            rig.consume();
            rig.consume();

            RecordingAck ack = rig.consume();

            assertThat(refused(ack).reason()).isEqualTo(Refusal.QUEUE_FULL);
            assertThat(rig.metric("exporter_enqueue_failed_spans")).isEqualTo(5);
            assertThat(rig.gauge("exporter_queue_size")).isEqualTo(2);
            assertThat(rig.gauge("exporter_queue_capacity")).isEqualTo(2);
        }

        @Test
        void countItems() {
            Rig rig = new Rig(queue(12, Sizer.ITEMS));
            rig.consume();
            rig.consume();

            assertThat(refused(rig.consume()).reason()).isEqualTo(Refusal.QUEUE_FULL);
            assertThat(rig.consume(Signal.TRACES, 2, 10).outcome()).isNull();
            assertThat(rig.gauge("exporter_queue_size")).isEqualTo(12);
        }

        @Test
        void countBytes() {
            Rig rig = new Rig(queue(250, Sizer.BYTES));
            rig.consume();
            rig.consume();

            assertThat(refused(rig.consume()).reason()).isEqualTo(Refusal.QUEUE_FULL);
            assertThat(rig.gauge("exporter_queue_size")).isEqualTo(200);
        }

        @Test
        void holdInBytesWhateverTheSizer() {
            Rig rig = new Rig(new QueueConfig(1, 0, 1000, Sizer.REQUESTS, 250, false, true));
            rig.consume();
            rig.consume();

            assertThat(refused(rig.consume()).reason()).isEqualTo(Refusal.QUEUE_FULL);
            assertThat(rig.gauge("exporter_queue_size")).isEqualTo(2);
            assertThat(rig.gauge("exporter_queue_bytes")).isEqualTo(200);
        }

        @Test
        void areFreedWhenAnAttemptEnds() {
            Rig rig = new Rig(queue(1, Sizer.REQUESTS));
            rig.consume();
            rig.end(Outcome.accepted());

            assertThat(rig.consume().outcome()).isNull();
        }

        @Test
        void areFreedBeforeTheAnswerIsGiven() {
            double[] sizeAtAnswer = {-1};
            Rig one = new Rig(queue(1, Sizer.REQUESTS));
            one.consume(Signal.TRACES, 5, 100, new OnceAck() {
                @Override
                protected void onAnswer(Outcome outcome) {}

                @Override
                protected void onComplete(Outcome outcome, boolean answered) {
                    sizeAtAnswer[0] = one.gauge("exporter_queue_size");
                }

                @Override
                public boolean isWithdrawn() {
                    return false;
                }

                @Override
                public long deadlineNanos() {
                    return NO_DEADLINE;
                }

                @Override
                public void dropped(int items, String reason) {}
            });

            one.end(Outcome.accepted());

            assertThat(sizeAtAnswer[0]).isZero();
        }

        @Test
        void rejectWhatCouldNeverFit() {
            Rig rig = new Rig(queue(3, Sizer.ITEMS));

            RecordingAck ack = rig.consume();

            assertThat(ack.outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Rejected.class,
                            rejected -> assertThat(rejected.reason()).isEqualTo(Rejection.TOO_LARGE));
            assertThat(rig.metric("exporter_enqueue_failed_spans")).isEqualTo(5);
        }

        @Test
        void areKeptPerSignal() {
            Rig rig = new Rig(queue(1, Sizer.REQUESTS));
            rig.consume();

            assertThat(rig.consume(Signal.LOGS, 1, 10).outcome()).isNull();
            assertThat(refused(rig.consume()).reason()).isEqualTo(Refusal.QUEUE_FULL);
        }

        @Test
        void doNotMindWhatIsEmpty() {
            Rig rig = new Rig(queue(1, Sizer.REQUESTS));
            rig.consume();

            RecordingAck ack = rig.consume(Signal.TRACES, 0, 10);

            assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
            assertThat(rig.sender.attempts).isEqualTo(1);
        }
    }

    @Nested
    class BlockingOnOverflow {

        private final QueueConfig config = new QueueConfig(1, 0, 1, Sizer.REQUESTS, 250, true, false);

        @Test
        void letsWaitInFrontOfTheQueue() {
            Rig rig = new Rig(config);
            rig.consume();

            RecordingAck second = rig.consume();
            RecordingAck third = rig.consume();

            assertThat(second.answer()).isNull();
            rig.end(Outcome.accepted());
            assertThat(second.answer()).isEqualTo(Outcome.accepted());
            assertThat(third.answer()).isNull();
            rig.end(Outcome.accepted());
            assertThat(third.answer()).isEqualTo(Outcome.accepted());
            rig.end(Outcome.accepted());
            assertThat(rig.gauge("exporter_queue_bytes")).isZero();
            assertThat(rig.metric("exporter_sent_spans")).isEqualTo(15);
        }

        @Test
        void isBoundedInBytes() {
            Rig rig = new Rig(config);
            rig.consume();
            rig.consume();
            rig.consume();

            assertThat(refused(rig.consume()).reason()).isEqualTo(Refusal.QUEUE_FULL);
        }

        @Test
        void refusesWhoeverStopsWaiting() {
            Rig rig = new Rig(config);
            rig.consume();
            RecordingAck gone = rig.consume();

            gone.withdraw();
            rig.advance(Duration.ofMillis(500));

            assertThat(refused(gone).reason()).isEqualTo(Refusal.DEADLINE);
            assertThat(gone.drops()).isEmpty();
            assertThat(rig.gauge("exporter_queue_bytes")).isEqualTo(100);
        }

        @Test
        void letsNobodyOvertake() {
            Rig rig = new Rig(new QueueConfig(1, 0, 10, Sizer.ITEMS, 1000, true, false));
            rig.consume(Signal.TRACES, 6, 10);
            RecordingAck large = rig.consume(Signal.TRACES, 6, 10);

            RecordingAck small = rig.consume(Signal.TRACES, 1, 10);

            assertThat(small.answer()).isNull();
            rig.end(Outcome.accepted());
            assertThat(large.answer()).isEqualTo(Outcome.accepted());
            assertThat(small.answer()).isEqualTo(Outcome.accepted());
        }
    }

    @Nested
    class WithoutAQueue {

        @Test
        void attemptsEverythingAtOnceAndAnswersWithTheOutcome() {
            Rig rig = new Rig(null, Rig.RETRY, Duration.ofSeconds(5));

            RecordingAck first = rig.consume();
            for (int i = 0; i < 2000; i++) {
                rig.consume();
            }

            assertThat(rig.sender.attempts).isEqualTo(2001);
            assertThat(first.answer()).isNull();
            rig.end(Outcome.accepted());
            assertThat(first.outcome()).isEqualTo(Outcome.accepted());
            assertThat(rig.metric("exporter_sent_spans")).isEqualTo(5);
        }

        @Test
        void retriesAllTheSame() {
            Rig rig = new Rig(null, Rig.RETRY, Duration.ofSeconds(5));
            rig.consume();

            rig.end(Rig.UNAVAILABLE);
            rig.advance(Duration.ofSeconds(6));

            assertThat(rig.sender.attempts).isEqualTo(2);
        }

        @Test
        void isBoundedInBytesAllTheSame() {
            Rig rig = new Rig(null, Rig.RETRY, Duration.ofSeconds(5));
            rig.consume(Signal.TRACES, 1, (int) QueueConfig.DEFAULT_QUEUE_BYTES - 50);

            Outcome.Refused full = refused(rig.consume());

            assertThat(full.reason()).isEqualTo(Refusal.QUEUE_FULL);
            assertThat(full.message())
                    .isEqualTo(
                            "exporter test/x has as many bytes under way as it may without a queue; set sending_queue"
                                    + " and its queue_bytes");
            rig.end(Outcome.accepted());
            assertThat(rig.consume().outcome()).isNull();
        }

        @Test
        void measuresNoQueue() {
            Rig rig = new Rig(null, Rig.RETRY, Duration.ofSeconds(5));

            assertThat(rig.context.meter().series()).noneMatch(name -> name.startsWith("exporter_queue"));
        }
    }

    @Nested
    class AgainstASilentBackend {

        private final Rig rig = new Rig(new QueueConfig(4, 0, 100, Sizer.REQUESTS, 0, false, true));

        private void consumeAndTimeOut(int batches) {
            for (int i = 0; i < batches; i++) {
                rig.consume();
            }
            rig.advance(Duration.ofSeconds(5));
            for (int i = 0; i < 4; i++) {
                rig.end(Rig.TIMEOUT);
            }
        }

        @Test
        void probesWithOneAttemptAtATime() {
            consumeAndTimeOut(12);

            assertThat(rig.sender.attempts).isEqualTo(5);
            rig.advance(Duration.ofSeconds(3));
            assertThat(rig.sender.attempts).isEqualTo(5);
            rig.end(Rig.TIMEOUT);
            assertThat(rig.sender.attempts).isEqualTo(6);
        }

        @Test
        void returnsToFullConcurrencyOnSuccess() {
            consumeAndTimeOut(12);

            rig.end(Outcome.accepted());

            assertThat(rig.sender.open).hasSize(4);
        }

        @Test
        void returnsToFullConcurrencyOnARejectionToo() {
            consumeAndTimeOut(12);

            rig.end(Outcome.rejected(Rejection.MALFORMED, "no"));

            assertThat(rig.sender.open).hasSize(4);
        }

        @Test
        void probesAtMostOnceASecond() {
            rig.consume();
            rig.advance(Duration.ofSeconds(5));
            rig.end(Rig.TIMEOUT);
            for (int i = 0; i < 8; i++) {
                rig.consumeWithin(Duration.ofSeconds(30));
            }
            int before = rig.sender.attempts;

            for (int i = 0; i < 200; i++) {
                if (!rig.sender.open.isEmpty()) {
                    rig.end(Rig.TIMEOUT);
                }
                rig.advance(Duration.ofMillis(10));
            }

            assertThat(rig.sender.attempts - before).isBetween(1, 3);
        }

        @Test
        void keepsTheBacklogWithdrawable() {
            RecordingAck[] waiting = new RecordingAck[8];
            for (int i = 0; i < 4; i++) {
                rig.consume();
            }
            for (int i = 0; i < waiting.length; i++) {
                waiting[i] = rig.consume();
            }
            rig.advance(Duration.ofSeconds(5));
            for (int i = 0; i < 4; i++) {
                rig.end(Rig.TIMEOUT);
            }
            int attempts = rig.sender.attempts;

            for (RecordingAck ack : waiting) {
                ack.withdraw();
            }
            rig.advance(Duration.ofMillis(300));

            for (int i = 1; i < waiting.length; i++) {
                assertThat(refused(waiting[i]).reason()).isEqualTo(Refusal.DEADLINE);
            }
            assertThat(rig.sender.attempts).isEqualTo(attempts);
        }

        @Test
        void doesNotTakeOneSlowAnswerForSilence() {
            rig.consume();
            rig.advance(Duration.ofSeconds(4));
            rig.consume();
            rig.sender.open.remove(1).done(Outcome.accepted());
            rig.advance(Duration.ofSeconds(1));
            rig.end(Rig.TIMEOUT);

            for (int i = 0; i < 4; i++) {
                rig.consume();
            }

            assertThat(rig.sender.open).hasSize(4);
        }

        @Test
        void doesNotTakeShortAttemptsForSilence() {
            rig.consumeWithin(Duration.ofMillis(300));
            rig.advance(Duration.ofMillis(200));
            rig.end(Rig.TIMEOUT);

            for (int i = 0; i < 4; i++) {
                rig.consume();
            }

            assertThat(rig.sender.open).hasSize(4);
        }

        @Test
        void takesManyShortAttemptsForSilence() {
            for (int i = 0; i < 8; i++) {
                rig.consumeWithin(Duration.ofMillis(300));
                rig.advance(Duration.ofMillis(200));
                if (!rig.sender.open.isEmpty()) {
                    rig.end(Rig.TIMEOUT);
                }
            }
            rig.advance(Duration.ofSeconds(1));

            for (int i = 0; i < 4; i++) {
                rig.consume();
            }

            assertThat(rig.sender.open).hasSize(1);
        }

        @Test
        void refusalsAreNoSilence() {
            for (int i = 0; i < 4; i++) {
                rig.consume();
            }
            rig.advance(Duration.ofSeconds(4));
            for (int i = 0; i < 4; i++) {
                rig.end(Rig.UNAVAILABLE);
            }

            for (int i = 0; i < 4; i++) {
                rig.consume();
            }

            assertThat(rig.sender.open).hasSize(4);
        }
    }

    @Nested
    class Reporting {

        @Test
        void tellsThatTheBackendFailsAndThatItIsBack() {
            Rig rig = Rig.waiting();
            rig.consume();
            rig.end(Rig.UNAVAILABLE);
            assertThat(rig.context.status().level()).isEqualTo(Level.RECOVERABLE_ERROR);
            assertThat(rig.context.status().message()).isEqualTo("backend is down");

            rig.advance(Duration.ofSeconds(6));
            rig.end(Outcome.accepted());
            assertThat(rig.context.status().level()).isEqualTo(Level.OK);
        }

        @Test
        void tellsThatTheBackendDoesNotWantUs() {
            Rig rig = Rig.waiting();
            rig.consume();

            rig.end(Outcome.rejected(Rejection.BACKEND, "wrong token"));

            assertThat(rig.context.status().level()).isEqualTo(Level.PERMANENT_ERROR);
        }

        @Test
        void countsEverythingOnce() {
            Rig rig = new Rig(queue(4, Sizer.REQUESTS));
            for (int i = 0; i < 6; i++) {
                rig.consume();
            }
            rig.end(Outcome.accepted());
            rig.end(Outcome.rejected(Rejection.MALFORMED, "no"));
            rig.end(new Outcome.PartiallyAccepted(1, null, ""));
            rig.end(Outcome.accepted());

            assertThat(rig.metric("exporter_sent_spans")
                            + rig.metric("exporter_send_failed_spans")
                            + rig.metric("exporter_enqueue_failed_spans"))
                    .isEqualTo(30);
        }
    }

    @Nested
    class Stopping {

        private void begin(Rig rig, Duration within) {
            rig.exporter.beginStop(rig.context.clock().nanoTime() + within.toNanos());
        }

        @Test
        void takesNothingMore() {
            Rig rig = Rig.waiting();
            begin(rig, Duration.ofSeconds(5));

            RecordingAck ack = rig.consume();

            assertThat(refused(ack).reason()).isEqualTo(Refusal.SHUTDOWN);
        }

        @Test
        void finishesWhatIsQueuedAndUnderWay() {
            Rig rig = new Rig(queue(10, Sizer.REQUESTS));
            RecordingAck first = rig.consume();
            RecordingAck second = rig.consume();
            begin(rig, Duration.ofSeconds(5));

            rig.end(Outcome.accepted());
            rig.end(Outcome.accepted());

            assertThat(first.outcome()).isEqualTo(Outcome.accepted());
            assertThat(second.outcome()).isEqualTo(Outcome.accepted());
            assertThat(rig.exporter.loop().isDrained()).isTrue();
        }

        @Test
        void handsBackWhatItCannotFinish() {
            Rig rig = new Rig(queue(10, Sizer.REQUESTS));
            RecordingAck underWay = rig.consume();
            RecordingAck queued = rig.consume();
            begin(rig, Duration.ofSeconds(5));
            rig.context.clock().advance(Duration.ofSeconds(5));

            rig.exporter.loop().flush();
            assertThat(refused(queued).reason()).isEqualTo(Refusal.SHUTDOWN);
            assertThat(underWay.outcome()).isNull();

            rig.sender.end(Rig.UNAVAILABLE);
            assertThat(underWay.outcome()).isEqualTo(Rig.UNAVAILABLE);
            assertThat(rig.exporter.loop().held()).isZero();
        }

        @Test
        void tellsOfWhatItLosesInCustody() {
            Rig rig = new Rig(new QueueConfig(1, 0, 10, Sizer.REQUESTS, 0, false, false));
            rig.consume();
            RecordingAck queued = rig.consume();
            begin(rig, Duration.ofSeconds(5));
            rig.context.clock().advance(Duration.ofSeconds(5));

            rig.exporter.loop().flush();

            assertThat(queued.answer()).isEqualTo(Outcome.accepted());
            assertThat(refused(queued).reason()).isEqualTo(Refusal.SHUTDOWN);
        }

        @Test
        void startsNoWaitThatEndsTooLate() {
            Rig rig = Rig.waiting();
            RecordingAck ack = rig.consume();
            begin(rig, Duration.ofSeconds(4));

            rig.end(Rig.UNAVAILABLE);

            assertThat(ack.outcome()).isEqualTo(Rig.UNAVAILABLE);
        }

        @Test
        void handsBackWhatWaitsForARetry() {
            Rig rig = Rig.waiting();
            RecordingAck ack = rig.consume();
            rig.end(Rig.UNAVAILABLE);
            begin(rig, Duration.ofSeconds(1));
            rig.context.clock().advance(Duration.ofSeconds(1));

            rig.exporter.loop().flush();

            assertThat(refused(ack).reason()).isEqualTo(Refusal.SHUTDOWN);
        }

        @Test
        void refusesWhatComesAfterTheEnd() {
            Rig rig = Rig.waiting();
            rig.exporter.loop().flush();

            RecordingAck ack = rig.consume();

            assertThat(refused(ack).reason()).isEqualTo(Refusal.SHUTDOWN);
        }
    }

    @Nested
    class MergedBatches {

        @Test
        void leaveWithoutThoseWhoHaveGone() {
            Rig rig = new Rig(queue(10, Sizer.REQUESTS));
            rig.consume();
            RecordingAck gone = new RecordingAck();
            RecordingAck stays = new RecordingAck();
            rig.consumeMerged(gone, stays);
            gone.withdraw();

            rig.end(Outcome.accepted());
            assertThat(refused(gone).reason()).isEqualTo(Refusal.DEADLINE);
            assertThat(rig.sender.open.get(0).batch().items()).isEqualTo(5);
            rig.end(Outcome.accepted());

            assertThat(stays.outcome()).isEqualTo(Outcome.accepted());
            assertThat(rig.metric("exporter_sent_spans")).isEqualTo(10);
            assertThat(rig.metric("exporter_send_failed_spans")).isEqualTo(5);
            assertThat(rig.gauge("exporter_queue_bytes")).isZero();
        }

        @Test
        void areRetriedWithoutThoseWhoHaveGone() {
            Rig rig = Rig.waiting();
            RecordingAck gone = new RecordingAck();
            RecordingAck stays = new RecordingAck();
            rig.consumeMerged(gone, stays);

            rig.end(Rig.UNAVAILABLE);
            gone.withdraw();
            rig.advance(Duration.ofSeconds(6));

            assertThat(refused(gone).reason()).isEqualTo(Refusal.DEADLINE);
            assertThat(rig.sender.open.get(0).batch().items()).isEqualTo(5);
            rig.end(Outcome.accepted());
            assertThat(stays.outcome()).isEqualTo(Outcome.accepted());
            assertThat(rig.gauge("exporter_queue_bytes")).isZero();
        }

        @Test
        void stayAsTheyAreWhereTheSenderRemembersParts() {
            Rig rig = Rig.waiting();
            RecordingAck gone = new RecordingAck();
            RecordingAck stays = new RecordingAck();
            rig.consumeMerged(gone, stays);

            rig.sender.open.get(0).attach("the first part was delivered");
            rig.end(Rig.UNAVAILABLE);
            gone.withdraw();
            rig.advance(Duration.ofSeconds(6));

            assertThat(rig.sender.open.get(0).batch().items()).isEqualTo(10);
        }
    }

    @Test
    void refusesASignalItWasNotMadeFor() {
        Rig rig = new Rig(QueueConfig.DEFAULTS, Set.of(Signal.LOGS));

        RecordingAck ack = rig.consume();

        assertThat(ack.outcome()).isEqualTo(Outcome.rejected(Rejection.UNSUPPORTED, "exporter test/x takes no traces"));
    }
}
