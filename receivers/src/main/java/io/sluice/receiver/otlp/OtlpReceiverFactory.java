package io.sluice.receiver.otlp;

import io.sluice.api.ComponentContext;
import io.sluice.api.Receiver;
import io.sluice.api.ReceiverFactory;
import io.sluice.api.Stability;
import io.sluice.pdata.Signal;
import java.util.Map;

/** Makes {@code otlp} receivers. */
public final class OtlpReceiverFactory implements ReceiverFactory<OtlpConfig> {

    @Override
    public String type() {
        return "otlp";
    }

    @Override
    public Class<OtlpConfig> configType() {
        return OtlpConfig.class;
    }

    @Override
    public Map<Signal, Stability> signals() {
        return Map.of(Signal.TRACES, Stability.BETA, Signal.METRICS, Stability.BETA, Signal.LOGS, Stability.BETA);
    }

    @Override
    public Receiver create(ComponentContext context, OtlpConfig config, Outputs outputs) {
        return new OtlpReceiver(context, config, outputs);
    }
}
