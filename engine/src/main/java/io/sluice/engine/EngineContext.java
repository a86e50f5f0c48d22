package io.sluice.engine;

import io.sluice.api.BuildInfo;
import io.sluice.api.Clock;
import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.ComponentStatus;
import io.sluice.api.Custody;
import io.sluice.api.Extension;
import io.sluice.api.Timers;
import io.sluice.api.telemetry.Meter;
import io.sluice.pdata.BufferPool;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One component's view of the engine. */
class EngineContext implements ComponentContext {

    /** What all components share. */
    record Shared(
            BuildInfo buildInfo,
            Meter meter,
            Clock clock,
            Timers timers,
            BufferPool buffers,
            Custody custody,
            Map<ComponentId, Extension> extensions,
            StatusBoard statuses,
            SharedObjects objects) {}

    private final Shared shared;
    private final ComponentKind kind;
    private final ComponentId id;
    private final Logger logger;

    EngineContext(Shared shared, ComponentKind kind, ComponentId id) {
        this.shared = shared;
        this.kind = kind;
        this.id = id;
        this.logger = LoggerFactory.getLogger("sluice." + kind.label() + "." + id);
    }

    final Shared shared() {
        return shared;
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
        return shared.buildInfo();
    }

    @Override
    public Logger logger() {
        return logger;
    }

    @Override
    public Meter meter() {
        return shared.meter();
    }

    @Override
    public Clock clock() {
        return shared.clock();
    }

    @Override
    public Timers timers() {
        return shared.timers();
    }

    @Override
    public BufferPool buffers() {
        return shared.buffers();
    }

    @Override
    public Custody custody() {
        return shared.custody();
    }

    @Override
    public <T> @Nullable T extension(ComponentId extension, Class<T> type) {
        Extension found = shared.extensions().get(extension);
        return type.isInstance(found) ? type.cast(found) : null;
    }

    @Override
    public <T> T shared(Class<T> type, Supplier<T> first) {
        return shared.objects().get(kind, id, type, first);
    }

    @Override
    public void report(ComponentStatus status) {
        shared.statuses().report(kind.label() + " " + id, status);
    }

    @Override
    public String toString() {
        return kind.label() + " " + id;
    }
}
