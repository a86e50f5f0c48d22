package io.sluice.config;

import io.sluice.api.ComponentId;
import java.util.Map;

/**
 * A whole configuration, bound and checked.
 *
 * @param receivers all configured receivers, used or not, in the order written; likewise the others
 */
public record CollectorConfig(
        Map<ComponentId, BoundComponent<?>> receivers,
        Map<ComponentId, BoundComponent<?>> processors,
        Map<ComponentId, BoundComponent<?>> exporters,
        Map<ComponentId, BoundComponent<?>> extensions,
        ServiceConfig service) {}
