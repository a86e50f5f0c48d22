package io.sluice.processor.tailsampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A million traces that are held take little more memory than the bytes they came in: the heap after a collection and direct memory, as the
 * JVM counts them, and not only as this processor does.
 */
class HeldMemoryTest {

    private static final int TRACES = 1_000_000;
    private static final int TRACES_OF_REQUEST = 500;
    private static final int STEADY_READINGS = 3;
    private static final long MOST_BEFORE = 32 << 20;
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();
    private static final BufferPoolMXBean DIRECT = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .findFirst()
            .orElseThrow();

    @ParameterizedTest
    @CsvSource({"1, 420", "4, 260"})
    void holdsAMillionTracesInLittleMoreThanTheirBytes(int spansOfTrace, int nameBytes) {
        String name = "x".repeat(nameBytes);
        offer(rig(), new Random(2), name); // loads what it takes
        awaitWhatOthersHeld();
        long before = used();
        Rig rig = rig();
        long wire = 0;
        for (int span = 0; span < spansOfTrace; span++) {
            Random ids = new Random(1);
            for (int request = 0; request < TRACES / TRACES_OF_REQUEST; request++) {
                wire += offer(rig, ids, name);
            }
        }

        long held = used() - before;
        System.out.printf(
                Locale.ROOT,
                "%d traces, spans of each in %d requests: %d B received, %d B held, 1.15 of it and %.1f B a trace%n",
                TRACES,
                spansOfTrace,
                wire,
                held,
                (held - 1.15 * wire) / TRACES);
        assertThat(rig.metric("sampling_traces_on_memory")).isEqualTo(TRACES);
        assertThat((double) held).isLessThanOrEqualTo(1.15 * wire + 96.0 * TRACES);
        assertThat(rig.metric("memory_held")).isCloseTo(held, withinPercentage(2));
    }

    private static Rig rig() {
        return new Rig("{decision_wait: 60s, num_traces: 1000000, max_bytes: 1700000000,"
                + " policies: [{name: err, type: status_code, status_code: {status_codes: [ERROR]}}]}");
    }

    /** Sends one span each of the next traces; returns the bytes of the request. */
    private static long offer(Rig rig, Random ids, String name) {
        ScopeSpans.Builder scope = Spans.scope("lib");
        for (int trace = 0; trace < TRACES_OF_REQUEST; trace++) {
            scope.addSpans(Spans.span(ids.nextLong(), name));
        }
        TracesData data = TracesData.newBuilder()
                .addResourceSpans(Spans.resource("shop", scope))
                .build();
        rig.offer(data);
        return data.getSerializedSize();
    }

    /** Until direct memory of tests before is free, which takes cleaners some time after a collection. */
    private static void awaitWhatOthersHeld() {
        long begun = System.nanoTime();
        do {
            MEMORY.gc();
            assertThat(System.nanoTime() - begun)
                    .as("time until memory of earlier tests is free")
                    .isLessThan(TimeUnit.SECONDS.toNanos(30));
        } while (DIRECT.getMemoryUsed() > MOST_BEFORE);
    }

    /** Bytes of live objects and of direct memory, once it falls no more: cleaners free what is unreachable after a collection. */
    private static long used() {
        long least = Long.MAX_VALUE;
        for (int steady = 0; steady < STEADY_READINGS; steady++) {
            MEMORY.gc();
            long now = MEMORY.getHeapMemoryUsage().getUsed() + DIRECT.getMemoryUsed();
            if (now < least - least / 1000) {
                steady = -1;
            }
            least = Math.min(least, now);
        }
        return least;
    }
}
