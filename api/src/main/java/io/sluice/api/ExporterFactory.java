package io.sluice.api;

import io.sluice.pdata.Signal;
import java.util.Set;

/** Makes exporters. */
public non-sealed interface ExporterFactory<C> extends Factory<C> {

    @Override
    default ComponentKind kind() {
        return ComponentKind.EXPORTER;
    }

    /** Makes the exporter of an id for all {@code signals} whose pipelines name it. */
    Exporter create(ComponentContext context, C config, Set<Signal> signals);

    /** When a sender hears OK from this exporter, for {@code validate}. */
    AckPoint ackPoint(C config);
}
