package io.sluice.engine;

import io.sluice.api.AckPoint;
import io.sluice.api.Batch;
import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentException;
import io.sluice.api.ComponentId;
import io.sluice.api.Exporter;
import io.sluice.api.ExporterFactory;
import io.sluice.api.Extension;
import io.sluice.api.ExtensionFactory;
import io.sluice.api.Outcome;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.ProcessorFactory;
import io.sluice.api.Receiver;
import io.sluice.api.ReceiverFactory;
import io.sluice.api.Stability;
import io.sluice.config.BoundComponent;
import io.sluice.config.CollectorConfig;
import io.sluice.config.EngineConfig;
import io.sluice.config.ServiceConfig;
import io.sluice.config.ServiceConfig.PipelineConfig;
import io.sluice.config.TelemetryConfig;
import io.sluice.pdata.Signal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Components that write down what happens to them, and configurations made of them. */
final class FakeComponents {

    /** Has no keys. */
    record NoConfig() {}

    /** What happened, in order: {@code "start receiver in"}. */
    final List<String> events = new CopyOnWriteArrayList<>();

    /** The outputs that receivers were made with, by id. */
    final Map<String, ReceiverFactory.Outputs> outputs = new LinkedHashMap<>();

    /** What exporters got; completed at once unless {@link #holding}. */
    final BlockingQueue<Batch> exported = new LinkedBlockingQueue<>();

    /** The signals that exporters were made for, by id. */
    final Map<String, Set<Signal>> exporterSignals = new LinkedHashMap<>();

    volatile boolean holding;

    /** True if pipelines have a processor whose instances write down when they are made, as which of those that share, and stopped. */
    boolean noting;

    /** The component that fails to start, as in {@link #events}; empty for none. */
    String failing = "";

    private void started(String what) throws ComponentException {
        if (what.equals(failing)) {
            throw new ComponentException("endpoint: 127.0.0.1:1 is taken");
        }
        events.add("start " + what);
    }

    /**
     * A configuration of {@code pipelines}, each written {@code "traces/a: in1,in2 -> out1"}. If {@link #noting}, all have
     * a processor {@code note}.
     */
    CollectorConfig config(String... pipelines) {
        Map<PipelineId, PipelineConfig> configured = new LinkedHashMap<>();
        Map<ComponentId, BoundComponent<?>> receivers = new LinkedHashMap<>();
        Map<ComponentId, BoundComponent<?>> exporters = new LinkedHashMap<>();
        ComponentId note = ComponentId.of("note");
        for (String line : pipelines) {
            String[] parts = line.split(": | -> ", -1);
            String[] id = (parts[0] + "/").split("/", -1);
            List<ComponentId> ins = ids(parts[1]);
            List<ComponentId> outs = ids(parts[2]);
            ins.forEach(in -> receivers.put(in, new BoundComponent<>(in, new FakeReceiverFactory(), new NoConfig())));
            outs.forEach(
                    out -> exporters.put(out, new BoundComponent<>(out, new FakeExporterFactory(), new NoConfig())));
            Signal signal = Signal.valueOf(id[0].toUpperCase(java.util.Locale.ROOT));
            configured.put(
                    new PipelineId(signal, id[1]), new PipelineConfig(ins, noting ? List.of(note) : List.of(), outs));
        }
        ComponentId health = ComponentId.of("health");
        TelemetryConfig telemetry = new TelemetryConfig(
                new TelemetryConfig.LogsConfig(TelemetryConfig.LogLevel.INFO, TelemetryConfig.LogEncoding.CONSOLE),
                new TelemetryConfig.MetricsConfig(TelemetryConfig.MetricsLevel.NORMAL, List.of()),
                Map.of());
        return new CollectorConfig(
                receivers,
                Map.of(note, new BoundComponent<>(note, new FakeProcessorFactory(), new NoConfig())),
                exporters,
                Map.of(health, new BoundComponent<>(health, new FakeExtensionFactory(), new NoConfig())),
                new ServiceConfig(
                        telemetry, List.of(health), configured, new EngineConfig(1, 16, 0, 0, Duration.ofSeconds(1))));
    }

    private static List<ComponentId> ids(String commaSeparated) {
        return List.of(commaSeparated.split(",")).stream().map(ComponentId::of).toList();
    }

    private final class FakeReceiverFactory implements ReceiverFactory<NoConfig> {
        @Override
        public String type() {
            return "in";
        }

        @Override
        public Class<NoConfig> configType() {
            return NoConfig.class;
        }

        @Override
        public Map<Signal, Stability> signals() {
            return Map.of();
        }

        @Override
        public Receiver create(ComponentContext context, NoConfig config, Outputs itsOutputs) {
            String name = "receiver " + context.id();
            outputs.put(context.id().toString(), itsOutputs);
            return new Receiver() {
                @Override
                public void start() throws ComponentException {
                    started(name);
                }

                @Override
                public void stop(long deadlineNanos) {
                    events.add("stop " + name);
                }
            };
        }
    }

    private final class FakeExporterFactory implements ExporterFactory<NoConfig> {
        @Override
        public String type() {
            return "out";
        }

        @Override
        public Class<NoConfig> configType() {
            return NoConfig.class;
        }

        @Override
        public Map<Signal, Stability> signals() {
            return Map.of();
        }

        @Override
        public AckPoint ackPoint(NoConfig config) {
            return new AckPoint("it was taken", true, "");
        }

        @Override
        public Exporter create(ComponentContext context, NoConfig config, Set<Signal> signals) {
            String name = "exporter " + context.id();
            exporterSignals.put(context.id().toString(), EnumSet.copyOf(signals));
            return new Exporter() {
                @Override
                public void start() throws ComponentException {
                    started(name);
                }

                @Override
                public void consume(Batch batch) {
                    exported.add(batch);
                    if (!holding) {
                        batch.complete(Outcome.accepted());
                    }
                }

                @Override
                public void stop(long deadlineNanos) {
                    events.add("stop " + name);
                }
            };
        }
    }

    private final class FakeProcessorFactory implements ProcessorFactory<NoConfig> {
        @Override
        public String type() {
            return "note";
        }

        @Override
        public Class<NoConfig> configType() {
            return NoConfig.class;
        }

        @Override
        public Map<Signal, Stability> signals() {
            return Map.of();
        }

        @Override
        public Processor create(ComponentContext context, NoConfig config, PipelineId pipeline) {
            int number = context.shared(AtomicInteger.class, AtomicInteger::new).incrementAndGet();
            events.add("make note " + number + " of " + pipeline);
            return new Processor.Gate() {
                @Override
                public @Nullable Outcome admit(Batch batch) {
                    return null;
                }

                @Override
                public void stop(long deadlineNanos) {
                    events.add("stop note of " + pipeline);
                }
            };
        }
    }

    private final class FakeExtensionFactory implements ExtensionFactory<NoConfig> {
        @Override
        public String type() {
            return "health";
        }

        @Override
        public Class<NoConfig> configType() {
            return NoConfig.class;
        }

        @Override
        public Map<Signal, Stability> signals() {
            return Map.of();
        }

        @Override
        public Extension create(ComponentContext context, NoConfig config) {
            return new Extension() {
                @Override
                public void start() throws ComponentException {
                    started("extension health");
                }

                @Override
                public void ready() {
                    events.add("ready");
                }

                @Override
                public void notReady() {
                    events.add("not ready");
                }

                @Override
                public void stop(long deadlineNanos) {
                    events.add("stop extension health");
                }
            };
        }
    }
}
