package io.sluice.api;

import io.sluice.api.config.Problems;
import io.sluice.pdata.Signal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes receivers. */
public non-sealed interface ReceiverFactory<C> extends Factory<C> {

    /** Where a receiver hands what it took. */
    interface Outputs {

        /** The consumer of a signal, or null if no pipeline wants it from this receiver. */
        @Nullable
        Consumer consumer(Signal signal);
    }

    @Override
    default ComponentKind kind() {
        return ComponentKind.RECEIVER;
    }

    /**
     * Reports what answers senders too soon in a pipeline whose processor answers late. Opens no files or sockets.
     *
     * @param within how long senders have to be let wait
     * @param processor who answers late, as the configuration names it
     */
    default void checkPatience(C config, Duration within, String processor, Problems problems) {}

    /** Where a receiver listens, {@code host:port} each as its configuration says it; nothing if nobody could send there from this file. */
    default List<String> addresses(C config) {
        return List.of();
    }

    Receiver create(ComponentContext context, C config, Outputs outputs);
}
