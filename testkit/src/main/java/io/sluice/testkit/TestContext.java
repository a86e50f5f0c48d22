package io.sluice.testkit;

import io.sluice.api.BuildInfo;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.ComponentStatus;
import io.sluice.api.Custody;
import io.sluice.api.StageContext;
import io.sluice.api.Timer;
import io.sluice.api.Timers;
import io.sluice.pdata.BufferPool;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A component's context for tests, over a {@link ManualClock}. As a {@link StageContext} it is the one worker, or each of {@link #withWorkers several}; {@link #runTasks} runs what
 * was given to {@link #execute}.
 */
public final class TestContext implements StageContext {

    private final ComponentId id;
    private final ComponentKind kind;
    private final ManualClock clock = new ManualClock();
    private final TestMeter meter = new TestMeter();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Map<ComponentId, Object> extensions = new HashMap<>();
    private BufferPool buffers = BufferPool.UNPOOLED;
    private int workers = 1;
    private final Map<Class<?>, Object> shared = new ConcurrentHashMap<>();
    private volatile ComponentStatus status = ComponentStatus.OK;
    private volatile long custodyBytes;
    private volatile long custodyItems;

    public TestContext(ComponentKind kind, ComponentId id) {
        this.kind = kind;
        this.id = id;
    }

    /** Makes an extension known. */
    public void addExtension(ComponentId extensionId, Object extension) {
        extensions.put(extensionId, extension);
    }

    /** Sets where arrays are from, for measurements; before the context is given to anybody. */
    public TestContext withBuffers(BufferPool pool) {
        buffers = pool;
        return this;
    }

    /** Sets of how many workers it is one; before the context is given to anybody. */
    public TestContext withWorkers(int count) {
        workers = count;
        return this;
    }

    /** Sets what {@link #custody} tells. */
    public void holdInCustody(long bytes, long items) {
        custodyBytes = bytes;
        custodyItems = items;
    }

    /** Runs the tasks given to {@link #execute}, and those they give. */
    public void runTasks() {
        while (true) {
            Runnable task;
            synchronized (tasks) {
                task = tasks.poll();
            }
            if (task == null) {
                return;
            }
            task.run();
        }
    }

    @Override
    public ManualClock clock() {
        return clock;
    }

    @Override
    public TestMeter meter() {
        return meter;
    }

    /** The latest status reported. */
    public ComponentStatus status() {
        return status;
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
    public Timers timers() {
        return clock;
    }

    @Override
    public BufferPool buffers() {
        return buffers;
    }

    @Override
    public Custody custody() {
        return new Custody() {
            @Override
            public long bytes() {
                return custodyBytes;
            }

            @Override
            public long items() {
                return custodyItems;
            }
        };
    }

    @Override
    public <T> @Nullable T extension(ComponentId extensionId, Class<T> type) {
        Object extension = extensions.get(extensionId);
        return type.isInstance(extension) ? type.cast(extension) : null;
    }

    @Override
    public <T> T shared(Class<T> type, Supplier<T> first) {
        return type.cast(shared.computeIfAbsent(type, _ -> first.get()));
    }

    @Override
    public void report(ComponentStatus reported) {
        status = reported;
    }

    @Override
    public int worker() {
        return 0;
    }

    @Override
    public int workers() {
        return workers;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (tasks) {
            tasks.add(task);
        }
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        return clock.schedule(delayNanos, task);
    }
}
