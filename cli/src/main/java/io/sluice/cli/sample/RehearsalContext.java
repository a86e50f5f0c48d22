package io.sluice.cli.sample;

import io.sluice.api.BuildInfo;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.ComponentStatus;
import io.sluice.api.Custody;
import io.sluice.api.StageContext;
import io.sluice.api.Timer;
import io.sluice.api.telemetry.Meter;
import io.sluice.pdata.BufferPool;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a sampler may ask of the engine, where there is none: one worker, on the capture's clock. */
final class RehearsalContext implements StageContext {

    private final ComponentId id;
    private final BuildInfo build;
    private final CaptureClock clock;
    private final Meter meter;
    private final Map<Class<?>, Object> shared = new HashMap<>();
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    RehearsalContext(ComponentId id, BuildInfo build, CaptureClock clock, Meter meter) {
        this.id = id;
        this.build = build;
        this.clock = clock;
        this.meter = meter;
    }

    /** Runs what was given to {@link #execute}. */
    void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @Override
    public ComponentId id() {
        return id;
    }

    @Override
    public ComponentKind kind() {
        return ComponentKind.PROCESSOR;
    }

    @Override
    public BuildInfo buildInfo() {
        return build;
    }

    @Override
    public Logger logger() {
        return LoggerFactory.getLogger("sample-report." + id);
    }

    @Override
    public Meter meter() {
        return meter;
    }

    @Override
    public CaptureClock clock() {
        return clock;
    }

    @Override
    public CaptureClock timers() {
        return clock;
    }

    @Override
    public BufferPool buffers() {
        return BufferPool.UNPOOLED;
    }

    @Override
    public Custody custody() {
        return Custody.NONE;
    }

    @Override
    public <T> @Nullable T extension(ComponentId wanted, Class<T> type) {
        return null;
    }

    @Override
    public <T> T shared(Class<T> type, Supplier<T> first) {
        return type.cast(shared.computeIfAbsent(type, _ -> first.get()));
    }

    @Override
    public void report(ComponentStatus status) {
        // nobody asks
    }

    @Override
    public int worker() {
        return 0;
    }

    @Override
    public int workers() {
        return 1;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        return clock.schedule(delayNanos, task);
    }
}
