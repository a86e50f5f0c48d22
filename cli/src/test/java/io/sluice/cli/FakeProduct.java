package io.sluice.cli;

import io.sluice.api.AckPoint;
import io.sluice.api.Batch;
import io.sluice.api.BuildInfo;
import io.sluice.api.Catalog;
import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentException;
import io.sluice.api.CustodyPoint;
import io.sluice.api.Exporter;
import io.sluice.api.ExporterFactory;
import io.sluice.api.Outcome;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.ProcessorFactory;
import io.sluice.api.Receiver;
import io.sluice.api.ReceiverFactory;
import io.sluice.api.Stability;
import io.sluice.api.config.Default;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Secret;
import io.sluice.pdata.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A product of a receiver {@code tap} and an exporter {@code sink}; writes down what is started and stopped. */
final class FakeProduct {

    /** A configuration that runs. */
    static final String GOOD =
            "yaml:{receivers: {tap: {}}, exporters: {sink: {password: hunter2}}, service: {telemetry: {metrics:"
                    + " {level: none}}, pipelines: {traces: {receivers: [tap], exporters: [sink]}}}}";

    final List<String> events = new ArrayList<>();

    Product product() {
        return product(Path.of("/nonexistent/default.yaml"), Map.of());
    }

    Product product(Path defaultFile, Map<String, String> required) {
        return new Product(
                new BuildInfo("fake", "A product for tests", "1.2.3"),
                new Catalog(List.of(new TapFactory(events), new SinkFactory(events), new HolderFactory())),
                new DefaultConfig(defaultFile, new LinkedHashMap<>(required)),
                1);
    }

    record TapConfig() {}

    record HolderConfig(@Default("0s") Duration answersWithin) {}

    /** Has nothing to say. */
    private record TapFactory(List<String> events) implements ReceiverFactory<TapConfig> {
        @Override
        public String type() {
            return "tap";
        }

        @Override
        public Class<TapConfig> configType() {
            return TapConfig.class;
        }

        @Override
        public Map<Signal, Stability> signals() {
            return Map.of(Signal.TRACES, Stability.BETA, Signal.LOGS, Stability.ALPHA);
        }

        @Override
        public void checkPatience(TapConfig config, Duration within, String processor, Problems problems) {
            if (within.toSeconds() > 60) {
                problems.error("patience", "is too little for " + processor, "Use " + within.toSeconds() + ".");
            }
        }

        @Override
        public List<String> addresses(TapConfig config) {
            return List.of("localhost:1");
        }

        @Override
        public Receiver create(ComponentContext context, TapConfig config, Outputs outputs) {
            return new Receiver() {
                @Override
                public void start() {
                    events.add("tap starts");
                }

                @Override
                public void stop(long deadlineNanos) {
                    events.add("tap stops");
                }
            };
        }
    }

    /**
     * What a sink is told.
     *
     * @param password printed only on request
     * @param broken true for a sink that cannot start
     * @param waits true to stop intake on failure
     * @param sendsTo host:port, or nothing
     */
    record SinkConfig(
            @Default("none") Secret password,
            @Default("false") boolean broken,
            @Default("true") boolean waits,
            @Default("''") String sendsTo) {}

    /** Takes everything. */
    private record SinkFactory(List<String> events) implements ExporterFactory<SinkConfig> {
        @Override
        public String type() {
            return "sink";
        }

        @Override
        public Class<SinkConfig> configType() {
            return SinkConfig.class;
        }

        @Override
        public Map<Signal, Stability> signals() {
            return Map.of(Signal.TRACES, Stability.STABLE);
        }

        @Override
        public Exporter create(ComponentContext context, SinkConfig config, Set<Signal> signals) {
            return new Exporter() {
                @Override
                public void start() throws ComponentException {
                    if (config.broken()) {
                        throw new ComponentException("broken is true; set it to false.");
                    }
                    events.add("sink starts");
                }

                @Override
                public void stop(long deadlineNanos) {
                    events.add("sink stops");
                }

                @Override
                public void consume(Batch batch) {
                    batch.complete(Outcome.accepted());
                }
            };
        }

        @Override
        public List<String> addresses(SinkConfig config) {
            return List.of(config.sendsTo());
        }

        @Override
        public void checkPatience(SinkConfig config, Duration within, String processor, Problems problems) {
            problems.error("sends_to", "does not wait for " + processor, "Wait " + within.toSeconds() + ".");
        }

        @Override
        public AckPoint ackPoint(SinkConfig config) {
            return new AckPoint("the sink has it", config.waits(), "waits");
        }
    }

    /** Holds data, or so it says. */
    private static final class HolderFactory implements ProcessorFactory<HolderConfig> {
        @Override
        public String type() {
            return "holder";
        }

        @Override
        public Class<HolderConfig> configType() {
            return HolderConfig.class;
        }

        @Override
        public Map<Signal, Stability> signals() {
            return Map.of(Signal.TRACES, Stability.ALPHA);
        }

        @Override
        public CustodyPoint custody(HolderConfig config, Signal signal) {
            return config.answersWithin().isZero()
                    ? new CustodyPoint("holds it", "what is held", "most", Duration.ZERO)
                    : new CustodyPoint("has decided", "nothing at all", "most", config.answersWithin());
        }

        @Override
        public Processor create(ComponentContext context, HolderConfig config, PipelineId pipeline) {
            return (Processor.Gate) batch -> null;
        }
    }
}
