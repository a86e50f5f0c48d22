package io.sluice.testkit;

import io.sluice.api.ComponentContext;
import io.sluice.api.Receiver;
import io.sluice.api.ReceiverFactory;
import io.sluice.api.Stability;
import io.sluice.pdata.Signal;
import java.util.Map;

/** Receivers for configurations whose pipelines need one. */
public final class Receivers {

    /** Has no keys. */
    public record Nothing() {}

    private Receivers() {}

    /** Makes receivers of type {@code any}, for all signals, that receive nothing. */
    public static ReceiverFactory<Nothing> any() {
        return new ReceiverFactory<>() {
            @Override
            public String type() {
                return "any";
            }

            @Override
            public Class<Nothing> configType() {
                return Nothing.class;
            }

            @Override
            public Map<Signal, Stability> signals() {
                return Map.of(
                        Signal.TRACES, Stability.BETA, Signal.METRICS, Stability.BETA, Signal.LOGS, Stability.BETA);
            }

            @Override
            public Receiver create(ComponentContext context, Nothing config, Outputs outputs) {
                return new Receiver() {};
            }
        };
    }
}
