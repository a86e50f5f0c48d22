package io.sluice.testkit;

import io.sluice.api.BuildInfo;
import io.sluice.api.Clock;
import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.ComponentStatus;
import io.sluice.api.Custody;
import io.sluice.api.Timers;
import io.sluice.pdata.BufferPool;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A component's context in real time, for tests with threads and sockets. Close it to end its timer thread. */
public final class LiveContext implements ComponentContext, AutoCloseable {

    private final ComponentKind kind;
    private final ComponentId id;
    private final TestMeter meter = new TestMeter();
    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("test-timer").factory());
    private final Map<Class<?>, Object> shared = new ConcurrentHashMap<>();
    private volatile ComponentStatus status = ComponentStatus.OK;

    public LiveContext(ComponentKind kind, ComponentId id) {
        this.kind = kind;
        this.id = id;
        timers.setRemoveOnCancelPolicy(true);
    }

    /** The latest status reported. */
    public ComponentStatus status() {
        return status;
    }

    /** How many delayed tasks wait. */
    public int pending() {
        return timers.getQueue().size();
    }

    @Override
    public void close() {
        timers.shutdownNow();
    }

    @Override
    public ComponentId id() {
        return id;
    }

    @Override
    public ComponentKind kind() {
        return kind;
    }

    @Override
    public BuildInfo buildInfo() {
        return new BuildInfo("sluice-test", "test", "0.0.0");
    }

    @Override
    public Logger logger() {
        return LoggerFactory.getLogger("test." + kind.label() + "." + id);
    }

    @Override
    public TestMeter meter() {
        return meter;
    }

    @Override
    public Clock clock() {
        return Clock.SYSTEM;
    }

    @Override
    public Timers timers() {
        return (delayNanos, task) -> {
            ScheduledFuture<?> future = timers.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        };
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
    public <T> @Nullable T extension(ComponentId extensionId, Class<T> type) {
        return null;
    }

    @Override
    public <T> T shared(Class<T> type, Supplier<T> first) {
        return type.cast(shared.computeIfAbsent(type, _ -> first.get()));
    }

    @Override
    public void report(ComponentStatus reported) {
        status = reported;
    }
}
