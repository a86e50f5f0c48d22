package io.sluice.exporter.local;

import io.sluice.api.Clock;
import io.sluice.pdata.Signal;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Decides which batches are shown: in each second the first few of a signal, then every so-manieth. One thread. */
final class DebugSampler {

    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final class Second {
        private long startNanos;
        private long count;
    }

    private final Clock clock;
    private final int initial;
    private final int thereafter;
    private final Map<Signal, Second> seconds = new EnumMap<>(Signal.class);

    DebugSampler(Clock clock, int initial, int thereafter) {
        this.clock = clock;
        this.initial = initial;
        this.thereafter = thereafter;
    }

    /** Whether the next batch of that signal is shown. */
    boolean shows(Signal signal) {
        Second second = seconds.computeIfAbsent(signal, _ -> new Second());
        long now = clock.nanoTime();
        if (second.count == 0 || now - second.startNanos >= SECOND_NANOS) {
            second.startNanos = now;
            second.count = 0;
        }
        long past = ++second.count - initial;
        return past <= 0 || (thereafter != 0 && past % thereafter == 0);
    }
}
