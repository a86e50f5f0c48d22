package io.sluice.processor.memorylimiter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Batch;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.RequestContext;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.TestContext;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemoryLimiterTest {

    private static final long MIB = 1L << 20;

    private final TestContext context = new TestContext(ComponentKind.PROCESSOR, ComponentId.of("memory_limiter"));
    private final FakeHeap heap = new FakeHeap();
    private final MemoryLimiter limiter = new MemoryLimiter(context, limit(100, 20), Signal.TRACES, heap);

    private static MemoryLimiterConfig limit(int mib, int spike) {
        Duration second = Duration.ofSeconds(1);
        Duration max = Duration.ofSeconds(30);
        return new MemoryLimiterConfig(second, mib, spike, 0, 0, Duration.ofSeconds(10), Duration.ZERO, max, max);
    }

    private static Batch batch(int bytes, int items) {
        return new Batch(Signal.TRACES, Payload.of(new byte[bytes]), items, RequestContext.NONE, new RecordingAck());
    }

    @Test
    void letsPassBelowTheSoftLimit() {
        context.holdInCustody(80 * MIB, 10);

        assertThat(limiter.admit(batch(100, 7))).isNull();
        assertThat(context.meter().value("processor_memory_limiter_accepted_spans", "processor", "memory_limiter"))
                .isEqualTo(7);
    }

    @Test
    void refusesRetryablyAboveTheSoftLimitAndSaysWhenToComeAgain() {
        context.holdInCustody(80 * MIB + 1, 10);

        Outcome verdict = limiter.admit(batch(100, 7));

        assertThat(verdict).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Refusal.MEMORY);
            assertThat(refused.retryAfterNanos())
                    .isBetween(
                            Duration.ofMillis(500).toNanos(),
                            Duration.ofMillis(1500).toNanos());
        });
        assertThat(context.meter().value("processor_memory_limiter_refused_spans", "processor", "memory_limiter"))
                .isEqualTo(7);
    }

    @Test
    void letsPassARequestThatIsAloneWhateverItsSize() {
        context.holdInCustody(90 * MIB, 10);

        assertThat(limiter.admit(batch((int) (90 * MIB), 10))).isNull();
    }

    @Test
    void refusesWhileTheLiveHeapIsFullAndRecoversAfterACollection() {
        limiter.start();
        heap.live = 95 * MIB;
        context.clock().advance(Duration.ofSeconds(1));

        assertThat(limiter.admit(batch(1, 1))).isInstanceOf(Outcome.Refused.class);
        assertThat(heap.collections).isEqualTo(1);

        heap.live = 10 * MIB;
        context.clock().advance(Duration.ofSeconds(1));
        assertThat(limiter.admit(batch(1, 1))).isNull();
    }

    @Test
    void asksForCollectionsEverMoreRarelyWhileTheyFreeNothing() {
        limiter.start();
        heap.live = 101 * MIB;

        context.clock().advance(Duration.ofMinutes(2));

        // At 1, 3, 7, 15, 31 and then every 30 s: 61, 91; the first interval doubles before it is used.
        assertThat(heap.collections).isBetween(6, 8);
    }

    @Test
    void forgetsItsTimerWhenStopped() {
        limiter.start();
        limiter.stop(0);

        assertThat(context.clock().pending()).isZero();
    }

    @Test
    void aLimitAboveTheHeapIsCutDownToIt() {
        heap.max = 64 * MIB;

        assertThat(MemoryLimits.of(limit(100, 90), heap.max))
                .isEqualTo(new MemoryLimits(64 * MIB - 64 * MIB / 5, 64 * MIB));
    }

    @Test
    void percentagesAreOfTheHeap() {
        Duration s = Duration.ofSeconds(30);
        MemoryLimiterConfig config = new MemoryLimiterConfig(s, 0, 0, 80, 25, s, s, s, s);

        assertThat(MemoryLimits.of(config, 1000 * MIB)).isEqualTo(new MemoryLimits(550 * MIB, 800 * MIB));
    }

    private static final class FakeHeap implements Heap {
        private long max = 1000 * MIB;
        private long live;
        private int collections;

        @Override
        public long maxBytes() {
            return max;
        }

        @Override
        public long liveBytes() {
            return live;
        }

        @Override
        public void collect() {
            collections++;
        }
    }
}
