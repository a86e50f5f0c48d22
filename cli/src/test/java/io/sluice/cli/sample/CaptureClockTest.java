package io.sluice.cli.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CaptureClockTest {

    private static final long BEGIN = 1_700_000_000_000_000_000L;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long DAY = TimeUnit.DAYS.toNanos(1);

    private final CaptureClock clock = new CaptureClock();

    @Test
    void goesOnWithTheCaptureAndNeverBack() {
        clock.arrive(BEGIN);
        clock.arrive(BEGIN + 3 * SECOND);
        clock.arrive(BEGIN + SECOND);
        clock.arrive(0);
        clock.arrive(BEGIN + 4 * SECOND);

        assertThat(clock.passed()).isEqualTo(4 * SECOND);
        assertThat(clock.epochMillis()).isEqualTo(1_700_000_004_000L);
    }

    @Test
    void doesWhatIsDueAtItsTimeInItsOrder() {
        List<String> done = new ArrayList<>();
        clock.arrive(BEGIN);
        long start = clock.nanoTime();
        clock.schedule(2 * SECOND, () -> done.add("late " + (clock.nanoTime() - start) / SECOND));
        clock.schedule(SECOND, () -> {
            done.add("early " + (clock.nanoTime() - start) / SECOND);
            clock.schedule(SECOND, () -> done.add("then " + (clock.nanoTime() - start) / SECOND));
        });
        Timer cancelled = clock.schedule(SECOND, () -> done.add("never"));
        cancelled.cancel();

        clock.arrive(BEGIN + 5 * SECOND);

        assertThat(done).containsExactly("early 1", "late 2", "then 2");
    }

    @Test
    void oneTimeFarAheadIsTakenForAWrongClock() {
        clock.arrive(BEGIN);
        clock.arrive(BEGIN + 1000 * DAY);
        clock.arrive(BEGIN + SECOND);
        clock.arrive(BEGIN + 1000 * DAY);
        clock.arrive(BEGIN + 2 * SECOND);

        assertThat(clock.passed()).isEqualTo(2 * SECOND);
    }

    @Test
    void aGapIsAnHourAtMost() {
        clock.arrive(BEGIN);
        clock.arrive(BEGIN + DAY);
        clock.arrive(BEGIN + DAY + SECOND);
        clock.arrive(BEGIN + DAY + 2 * SECOND);

        assertThat(clock.passed()).isEqualTo(3601 * SECOND);
    }
}
