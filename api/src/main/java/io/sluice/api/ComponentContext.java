package io.sluice.api;

import io.sluice.api.telemetry.Meter;
import io.sluice.pdata.BufferPool;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What a component may ask of the engine. Threads: any. */
public interface ComponentContext {

    ComponentId id();

    ComponentKind kind();

    BuildInfo buildInfo();

    /** A logger that names the component. Never log telemetry content or secrets. */
    Logger logger();

    Meter meter();

    Clock clock();

    Timers timers();

    BufferPool buffers();

    Custody custody();

    /** The extension of that id if it is configured and a {@code T}, else null. To be asked for in {@link Component#start}. */
    <T> @Nullable T extension(ComponentId id, Class<T> type);

    /**
     * What all instances of this component share, one object of each type: a processor has an instance for each pipeline that names it. The
     * first that asks makes it; it lives as long as the process.
     *
     * @param first makes it; called at most once for a type
     */
    <T> T shared(Class<T> type, Supplier<T> first);

    /** Tells how the component is doing, for health and logs. The latest report counts. */
    void report(ComponentStatus status);
}
