package io.sluice.config;

import io.sluice.api.ComponentId;
import io.sluice.api.CustodyPoint;
import io.sluice.api.Factory;
import io.sluice.api.ProcessorFactory;
import org.jspecify.annotations.Nullable;

/**
 * A configured component: its id, the factory of its type, and its configuration record.
 *
 * @param <C> the factory's configuration record
 */
public record BoundComponent<C>(ComponentId id, Factory<C> factory, C config) {

    /** Where custody passes to it, if it is a processor that takes custody; else null. */
    public @Nullable CustodyPoint custody() {
        return factory instanceof ProcessorFactory<C> processor ? processor.custody(config) : null;
    }
}
