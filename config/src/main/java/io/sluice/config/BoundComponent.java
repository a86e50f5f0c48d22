package io.sluice.config;

import io.sluice.api.ComponentId;
import io.sluice.api.CustodyPoint;
import io.sluice.api.Factory;
import io.sluice.api.ProcessorFactory;
import io.sluice.pdata.Signal;
import org.jspecify.annotations.Nullable;

/**
 * A configured component: its id, the factory of its type, and its configuration record.
 *
 * @param <C> the factory's configuration record
 */
public record BoundComponent<C>(ComponentId id, Factory<C> factory, C config) {

    /** Where custody of data of that signal passes to it, if it is a processor that takes custody; else null. */
    public @Nullable CustodyPoint custody(Signal signal) {
        return factory instanceof ProcessorFactory<C> processor ? processor.custody(config, signal) : null;
    }
}
