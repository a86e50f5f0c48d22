package io.sluice.engine;

import io.sluice.api.BuildInfo;
import io.sluice.api.Clock;
import io.sluice.api.Component;
import io.sluice.api.ComponentException;
import io.sluice.api.ComponentId;
import io.sluice.api.Extension;
import io.sluice.api.RateLimitedLog;
import io.sluice.api.Timer;
import io.sluice.api.telemetry.Meter;
import io.sluice.config.CollectorConfig;
import io.sluice.config.EngineConfig;
import io.sluice.config.TelemetryConfig.MetricsConfig;
import io.sluice.config.TelemetryConfig.MetricsLevel;
import io.sluice.config.TelemetryConfig.PrometheusReader;
import io.sluice.engine.telemetry.MetricsServer;
import io.sluice.engine.telemetry.ProcessMetrics;
import io.sluice.engine.telemetry.SelfMetrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running configuration. Starts extensions, exporters, pipelines, receivers, in this order, so that nothing comes in before it has
 * somewhere to go; stops in the opposite order, so that what came in gets out.
 *
 * <p>Threads: one life-cycle thread calls {@link #start} and {@link #stop}, once each.
 */
public final class Service {

    private static final long TRIM_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Logger logger = LoggerFactory.getLogger("sluice.service");
    private final Clock clock = Clock.SYSTEM;
    private final CollectorConfig config;
    private final SelfMetrics metrics = new SelfMetrics();
    private final StatusBoard statuses = new StatusBoard(logger);
    private final CustodyLedger custody = new CustodyLedger();
    private final RateLimitedLog bugs = new RateLimitedLog(logger, clock);
    private final TimerThread timers = new TimerThread(bugs);
    private final ClassedBufferPool buffers;
    private final PipelineGraph graph;
    private final List<MetricsServer> servers = new ArrayList<>();
    private final List<Component> started = new ArrayList<>();
    private @Nullable Timer trimming;

    /**
     * Makes all components; opens nothing.
     *
     * @param defaultWorkers threads per pipeline where the configuration doesn't say
     */
    public Service(CollectorConfig config, BuildInfo buildInfo, int defaultWorkers) {
        this.config = config;
        EngineConfig engine = config.service().engine();
        long heap = Runtime.getRuntime().maxMemory();
        this.buffers = new ClassedBufferPool(heap / 8);
        boolean measured = config.service().telemetry().metrics().level() != MetricsLevel.NONE;
        EngineContext.Shared shared = new EngineContext.Shared(
                buildInfo,
                measured ? metrics : Meter.NOOP,
                clock,
                timers,
                buffers,
                custody,
                new HashMap<>(),
                statuses,
                new SharedObjects());
        if (measured) {
            metrics.describe(config.service().telemetry().resource());
            ProcessMetrics.register(metrics);
            metrics.gauge("buffer_pool_idle_bytes", "Bytes that the buffer pool keeps for reuse.", buffers::idleBytes);
        }
        Pipeline.Bounds bounds = new Pipeline.Bounds(
                engine.workers() > 0 ? engine.workers() : defaultWorkers,
                Integer.highestOneBit(engine.ringSize()),
                engine.maxBytes() > 0 ? engine.maxBytes() : heap / 4,
                engine.maxItems() > 0 ? engine.maxItems() : Long.MAX_VALUE);
        this.graph = PipelineGraph.build(config, bounds, shared, custody, bugs);
    }

    /** Makes all components of a configuration, and lets them go again, to see that they can be made. Opens nothing. */
    public static void check(CollectorConfig config, BuildInfo buildInfo, int defaultWorkers) {
        new Service(config, buildInfo, defaultWorkers).timers.close();
    }

    /**
     * Starts everything; on failure stops what was started.
     *
     * @throws StartException if a component cannot do its work
     */
    public void start() throws StartException {
        try {
            startMetrics();
            for (Map.Entry<ComponentId, Extension> extension :
                    graph.extensions().entrySet()) {
                start("extension " + extension.getKey(), extension.getValue());
            }
            for (var exporter : graph.exporters().entrySet()) {
                start("exporter " + exporter.getKey(), exporter.getValue());
            }
            for (Pipeline pipeline : graph.pipelines()) {
                pipeline.start();
            }
            for (var receiver : graph.receivers().entrySet()) {
                start("receiver " + receiver.getKey(), receiver.getValue());
            }
        } catch (StartException e) {
            stop();
            throw e;
        }
        trimRepeatedly();
        graph.extensions().values().forEach(Extension::ready);
        logger.info("Everything is ready. Begin running and processing data.");
    }

    private void startMetrics() throws StartException {
        MetricsConfig wanted = config.service().telemetry().metrics();
        if (wanted.level() == MetricsLevel.NONE) {
            return;
        }
        for (PrometheusReader reader : wanted.readers()) {
            try {
                servers.add(MetricsServer.start(
                        reader.host(), reader.port(), metrics, !reader.withoutTypeSuffix(), !reader.withoutUnits()));
            } catch (ComponentException e) {
                throw new StartException("service", e);
            }
        }
    }

    private void start(String name, Component component) throws StartException {
        started.add(component);
        try {
            component.start();
        } catch (ComponentException e) {
            throw new StartException(name, e);
        }
    }

    private void trimRepeatedly() {
        buffers.trim();
        trimming = timers.schedule(TRIM_NANOS, this::trimRepeatedly);
    }

    /**
     * Stops intake, lets what was taken get out until the configured timeout, refuses the rest retryably, closes everything.
     *
     * <p>Half of the time is for requests under way, a tenth for the stages, the rest for the exporters' queues.
     *
     * @return true if nothing was left in custody
     */
    public boolean stop() {
        long now = clock.nanoTime();
        long budget = config.service().engine().shutdownTimeout().toNanos();
        if (trimming != null) {
            trimming.cancel();
        }
        graph.extensions().values().forEach(Extension::notReady);
        stopAll(graph.receivers().values(), now + budget / 2);
        for (Pipeline pipeline : graph.pipelines()) {
            pipeline.stop(now + budget * 6 / 10);
        }
        stopAll(graph.exporters().values(), now + budget);
        long left = custody.items();
        if (left > 0) {
            logger.warn(
                    "{} items were still held at the end of the shutdown timeout; their senders were not told OK",
                    left);
        }
        List<Extension> extensions = new ArrayList<>(graph.extensions().values());
        stopAll(extensions.reversed(), now + budget);
        servers.forEach(MetricsServer::close);
        timers.close();
        return left == 0;
    }

    private void stopAll(Iterable<? extends Component> components, long deadlineNanos) {
        for (Component component : components) {
            if (!started.contains(component)) {
                continue;
            }
            try {
                component.stop(deadlineNanos);
            } catch (RuntimeException | Error e) {
                logger.error("a component failed to stop", e);
            }
        }
    }

    /** The process's instruments. */
    public SelfMetrics metrics() {
        return metrics;
    }

    /** How the components are doing. */
    public StatusBoard statuses() {
        return statuses;
    }

    /** Items received minus all known fates, over all pipelines; 0 when nothing is under way. For the accounting identity. */
    public long imbalance() {
        return graph.pipelines().stream()
                .mapToLong(p -> p.account().imbalance())
                .sum();
    }

    /** Items let in whose outcome is still due. */
    public long heldItems() {
        return custody.items();
    }
}
