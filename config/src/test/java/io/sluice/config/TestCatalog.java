package io.sluice.config;

import io.sluice.api.AckPoint;
import io.sluice.api.Catalog;
import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentId;
import io.sluice.api.Exporter;
import io.sluice.api.ExporterFactory;
import io.sluice.api.Extension;
import io.sluice.api.ExtensionFactory;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.ProcessorFactory;
import io.sluice.api.ProcessorOrder;
import io.sluice.api.Receiver;
import io.sluice.api.ReceiverFactory;
import io.sluice.api.Stability;
import io.sluice.api.config.Block;
import io.sluice.api.config.Block.State;
import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Headers;
import io.sluice.api.config.Key;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Range;
import io.sluice.api.config.Secret;
import io.sluice.api.config.Unsupported;
import io.sluice.pdata.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Components that only have a configuration. */
final class TestCatalog {

    private static final Map<Signal, Stability> ALL =
            Map.of(Signal.TRACES, Stability.BETA, Signal.METRICS, Stability.BETA, Signal.LOGS, Stability.BETA);

    private TestCatalog() {}

    static Catalog create() {
        return new Catalog(List.of(
                new InFactory(),
                new BatchFactory(),
                new OutFactory("otlp_grpc", List.of("otlp"), ALL),
                new OutFactory("spans_only", List.of(), Map.of(Signal.TRACES, Stability.ALPHA)),
                new DebugFactory(),
                new HealthFactory()));
    }

    enum Mode {
        FAST,
        @Key(value = "SAFE-1", renamedFrom = "secure")
        SAFE
    }

    record InConfig(@Default("localhost:4317") String endpoint, Protocols protocols) {}

    record Protocols(
            @Block(empty = State.DEFAULTS) @Nullable Grpc grpc,
            @Block(empty = State.DEFAULTS) @Nullable Grpc http) {}

    record Grpc(
            @Default("localhost:4317") String endpoint,
            @Block @Nullable Tls tls) {}

    record BatchConfig(
            @Default("200ms") @Range(min = 0) Duration timeout,

            @Default("8192") @Range(min = 0, max = 1_000_000)
            int sendBatchSize,

            @Default("[]") List<String> metadataKeys) {}

    @Unsupported(value = "tpm", protects = true, instead = "Use key_file.")
    record Tls(
            @Nullable String caFile,
            @Nullable Secret keyPem,
            @Default("\"1.2\"") String minVersion,
            @Default("false") boolean insecure)
            implements Checked {

        @Override
        public void check(Problems problems) {
            if (insecure && problems.isSet("ca_file")) {
                problems.warning("insecure", "has no effect beside ca_file", "Remove insecure.");
            }
        }
    }

    record Queue(
            @Default("1000") @Range(min = 1) long queueSize,
            @Key(renamedFrom = "blocking") @Default("false") boolean blockOnOverflow) {}

    record Retry(
            @Default("true") boolean enabled, @Default("5s") Duration initialInterval) {}

    record User(String username, Secret password) implements Checked {

        @Override
        public void check(Problems problems) {
            if (username.isEmpty()) {
                problems.error("username", "is empty", "Set it.");
            }
        }
    }

    @Unsupported(value = "auth", protects = true, instead = "Use tls with a client certificate.")
    @Unsupported(value = "middlewares", instead = "Remove it.")
    record OutConfig(
            String endpoint,

            @Default("5s") @Range(min = 0, max = 3_600_000_000_000L)
            Duration timeout,

            @Block @Nullable User user,
            @Default("{}") Headers headers,
            @Block @Nullable Tls tls,

            @Block(absent = State.DEFAULTS, empty = State.DEFAULTS) @Nullable
            Queue sendingQueue,

            Retry retryOnFailure,
            @Default("[localhost:9092]") List<String> brokers,
            @Default("fast") Mode mode,
            @Default("1.5") double factor,
            @Default("{}") Map<String, String> labels,
            @Default("{}") Map<Mode, Integer> weights,
            @Default("[]") List<User> users,
            @Nullable Integer level,
            @Nullable ComponentId storage) {}

    record DebugConfig(@Default("basic") Verbosity verbosity) {}

    enum Verbosity {
        BASIC,
        DETAILED
    }

    record HealthConfig(@Default("localhost:13133") String endpoint) {}

    private static final class InFactory implements ReceiverFactory<InConfig> {

        @Override
        public String type() {
            return "otlp";
        }

        @Override
        public Class<InConfig> configType() {
            return InConfig.class;
        }

        @Override
        public Map<Signal, Stability> signals() {
            return ALL;
        }

        @Override
        public Receiver create(ComponentContext context, InConfig config, Outputs outputs) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class BatchFactory implements ProcessorFactory<BatchConfig> {

        @Override
        public String type() {
            return "batch";
        }

        @Override
        public Class<BatchConfig> configType() {
            return BatchConfig.class;
        }

        @Override
        public Map<Signal, Stability> signals() {
            return ALL;
        }

        @Override
        public void check(BatchConfig config, PipelineId pipeline, Problems problems) {
            if (pipeline.signal() == Signal.METRICS && !config.metadataKeys().isEmpty()) {
                problems.error("metadata_keys", "are not for metrics", "Remove them.");
            }
        }

        @Override
        public void checkOrder(BatchConfig config, ProcessorOrder order, Problems problems) {
            for (ProcessorOrder.Member earlier : order.before()) {
                if (earlier.config() instanceof BatchConfig before && before.equals(config)) {
                    problems.warning(
                            "timeout",
                            "in " + order.pipeline() + " " + earlier.id() + " of type " + earlier.type()
                                    + " stands before it, and " + order.after().size() + " behind it",
                            "Remove one.");
                }
            }
        }

        @Override
        public Processor create(ComponentContext context, BatchConfig config, PipelineId pipeline) {
            throw new UnsupportedOperationException();
        }
    }

    private record OutFactory(String type, List<String> aliases, Map<Signal, Stability> signals)
            implements ExporterFactory<OutConfig> {

        @Override
        public Class<OutConfig> configType() {
            return OutConfig.class;
        }

        @Override
        public Exporter create(ComponentContext context, OutConfig config, Set<Signal> signals) {
            throw new UnsupportedOperationException();
        }

        @Override
        public AckPoint ackPoint(OutConfig config) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class DebugFactory implements ExporterFactory<DebugConfig> {

        @Override
        public String type() {
            return "debug";
        }

        @Override
        public Class<DebugConfig> configType() {
            return DebugConfig.class;
        }

        @Override
        public Map<Signal, Stability> signals() {
            return ALL;
        }

        @Override
        public Exporter create(ComponentContext context, DebugConfig config, Set<Signal> signals) {
            throw new UnsupportedOperationException();
        }

        @Override
        public AckPoint ackPoint(DebugConfig config) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class HealthFactory implements ExtensionFactory<HealthConfig> {

        @Override
        public String type() {
            return "health_check";
        }

        @Override
        public Class<HealthConfig> configType() {
            return HealthConfig.class;
        }

        @Override
        public Extension create(ComponentContext context, HealthConfig config) {
            throw new UnsupportedOperationException();
        }
    }
}
