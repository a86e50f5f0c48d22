package io.sluice.api;

import io.sluice.pdata.Signal;
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

    Receiver create(ComponentContext context, C config, Outputs outputs);
}
