package io.sluice.api;

import io.sluice.pdata.Signal;
import java.util.List;
import java.util.Map;

/**
 * Makes components of one type. Factories are listed by hand in the catalog of each product.
 *
 * @param <C> the record that the component's YAML is bound to; see {@link io.sluice.api.config}
 */
public sealed interface Factory<C> permits ReceiverFactory, ProcessorFactory, ExporterFactory, ExtensionFactory {

    ComponentKind kind();

    /** The Collector's type name, the newer one where it was renamed. */
    String type();

    /** Older spellings of {@link #type} that work as well. */
    default List<String> aliases() {
        return List.of();
    }

    Class<C> configType();

    /** Stability per signal that the type handles; for an extension, one entry for each signal is ignored and may be empty. */
    Map<Signal, Stability> signals();

    /** Stability of a type that handles no signals: an extension. */
    default Stability stability() {
        return Stability.BETA;
    }
}
