package io.sluice.config;

import io.sluice.api.ComponentId;
import io.sluice.api.Factory;

/**
 * A configured component: its id, the factory of its type, and its configuration record.
 *
 * @param <C> the factory's configuration record
 */
public record BoundComponent<C>(ComponentId id, Factory<C> factory, C config) {}
