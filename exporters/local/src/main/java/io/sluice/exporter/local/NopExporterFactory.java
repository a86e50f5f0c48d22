package io.sluice.exporter.local;

import io.sluice.api.AckPoint;
import io.sluice.api.Batch;
import io.sluice.api.ComponentContext;
import io.sluice.api.Exporter;
import io.sluice.api.ExporterFactory;
import io.sluice.api.Outcome;
import io.sluice.api.Stability;
import io.sluice.pdata.Signal;
import java.util.Map;
import java.util.Set;

/** Makes {@code nop} exporters, which take everything and keep nothing. */
public final class NopExporterFactory implements ExporterFactory<NopConfig> {

    @Override
    public String type() {
        return "nop";
    }

    @Override
    public Class<NopConfig> configType() {
        return NopConfig.class;
    }

    @Override
    public Map<Signal, Stability> signals() {
        return LocalSignals.at(Stability.BETA);
    }

    @Override
    public Exporter create(ComponentContext context, NopConfig config, Set<Signal> signals) {
        return new Discard();
    }

    @Override
    public AckPoint ackPoint(NopConfig config) {
        return new AckPoint("the data was discarded", false, "");
    }

    /** Completes each batch in the caller's thread. */
    private static final class Discard implements Exporter {
        @Override
        public void consume(Batch batch) {
            batch.complete(Outcome.accepted());
        }
    }
}
