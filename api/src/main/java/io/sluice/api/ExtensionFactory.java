package io.sluice.api;

import io.sluice.pdata.Signal;
import java.util.Map;

/** Makes extensions. */
public non-sealed interface ExtensionFactory<C> extends Factory<C> {

    @Override
    default ComponentKind kind() {
        return ComponentKind.EXTENSION;
    }

    @Override
    default Map<Signal, Stability> signals() {
        return Map.of();
    }

    Extension create(ComponentContext context, C config);
}
