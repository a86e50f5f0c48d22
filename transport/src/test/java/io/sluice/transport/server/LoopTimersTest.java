package io.sluice.transport.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs on a real executor, since the wheel wakes itself through it; waits for events only. */
class LoopTimersTest {

    private final EventExecutor loop = new DefaultEventExecutor();
    private final LoopTimers timers = new LoopTimers(loop);
    private final BlockingQueue<Probe> fired = new LinkedBlockingQueue<>();

    private final class Probe extends LoopTimer {
        private final long deadline;
        private long late;
        private Cause cause = Cause.TIME;

        Probe(long afterNanos) {
            deadline = System.nanoTime() + afterNanos;
        }

        @Override
        protected void expired(Cause why) {
            late = System.nanoTime() - deadline;
            cause = why;
            fired.add(this);
        }
    }

    @AfterEach
    void end() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private void onLoop(Runnable task) {
        loop.submit(task).syncUninterruptibly();
    }

    private Probe take() throws InterruptedException {
        Probe probe = fired.poll(30, TimeUnit.SECONDS);
        assertThat(probe).isNotNull();
        return probe;
    }

    private Probe set(long afterMillis) {
        Probe probe = new Probe(TimeUnit.MILLISECONDS.toNanos(afterMillis));
        onLoop(() -> timers.set(probe, probe.deadline));
        return probe;
    }

    @Test
    void neverFiresEarlyAndFiresTheEarlierFirst() throws Exception {
        Probe later = set(120);
        Probe sooner = set(30);

        assertThat(take()).isSameAs(sooner);
        assertThat(take()).isSameAs(later);
        assertThat(sooner.late).isNotNegative();
        assertThat(later.late).isNotNegative();
    }

    @Test
    void whatIsPastFiresSoon() throws Exception {
        assertThat(take(set(-5000))).isNotNull();
    }

    private Probe take(Probe expected) throws InterruptedException {
        Probe got = take();
        assertThat(got).isSameAs(expected);
        return got;
    }

    @Test
    void cancelledOnesDoNotFire() throws Exception {
        Probe cancelled = set(20);
        onLoop(() -> timers.cancel(cancelled));
        Probe other = set(60);

        take(other);

        assertThat(fired).isEmpty();
        onLoop(() -> assertThat(timers.size()).isZero());
    }

    @Test
    void movedOnesFireAtTheirNewTime() throws Exception {
        Probe moved = set(20);
        onLoop(() -> timers.set(moved, moved.deadline + TimeUnit.MILLISECONDS.toNanos(100)));

        take(moved);

        assertThat(moved.late).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
    }

    @Test
    void stopFiresAllAtOnce() throws Exception {
        set(60_000);
        set(3_600_000);
        onLoop(timers::stop);

        assertThat(take().cause).isEqualTo(LoopTimer.Cause.STOP);
        assertThat(take().cause).isEqualTo(LoopTimer.Cause.STOP);
    }

    @Test
    void manySetMovedAndCancelledInAnyOrderFireOnceEach() throws Exception {
        Random random = new Random(1);
        List<Probe> all = new ArrayList<>();
        onLoop(() -> {
            for (int i = 0; i < 5000; i++) {
                Probe probe = new Probe(TimeUnit.MICROSECONDS.toNanos(random.nextInt(200_000)));
                timers.set(probe, probe.deadline);
                all.add(probe);
            }
            for (int i = 0; i < 5000; i += 3) {
                timers.cancel(all.get(i));
            }
            for (int i = 1; i < 5000; i += 3) {
                timers.set(all.get(i), all.get(i).deadline);
            }
        });
        int left = 5000 - 1667;
        for (int i = 0; i < left; i++) {
            assertThat(take().late).isNotNegative();
        }
        onLoop(() -> assertThat(timers.size()).isZero());
        assertThat(fired).isEmpty();
    }
}
