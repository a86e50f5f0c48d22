package io.sluice.api;

import io.sluice.api.config.Problems;
import io.sluice.pdata.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Makes exporters. */
public non-sealed interface ExporterFactory<C> extends Factory<C> {

    @Override
    default ComponentKind kind() {
        return ComponentKind.EXPORTER;
    }

    /** Where an exporter sends to, {@code host:port} each as its configuration says it. */
    default List<String> addresses(C config) {
        return List.of();
    }

    /**
     * Reports what gives up too soon, or sends too little at once, where a receiver of the same configuration answers late. Opens no files or
     * sockets.
     *
     * @param within how long the receiver may take
     * @param processor who answers late, as the configuration names it
     */
    default void checkPatience(C config, Duration within, String processor, Problems problems) {}

    /** Makes the exporter of an id for all {@code signals} whose pipelines name it. */
    Exporter create(ComponentContext context, C config, Set<Signal> signals);

    /** When a sender hears OK from this exporter, for {@code validate}. */
    AckPoint ackPoint(C config);
}
