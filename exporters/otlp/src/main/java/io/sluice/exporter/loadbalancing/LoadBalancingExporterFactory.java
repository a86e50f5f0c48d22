package io.sluice.exporter.loadbalancing;

import io.sluice.api.AckPoint;
import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentException;
import io.sluice.api.Exporter;
import io.sluice.api.ExporterFactory;
import io.sluice.api.Stability;
import io.sluice.api.config.Problems;
import io.sluice.exporter.helper.AckPoints;
import io.sluice.exporter.helper.Delivery;
import io.sluice.exporter.helper.ExporterSettings;
import io.sluice.exporter.helper.QueuedExporter;
import io.sluice.exporter.helper.Sender;
import io.sluice.exporter.otlp.GrpcSenders;
import io.sluice.exporter.otlp.LateAnswers;
import io.sluice.pdata.Signal;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Makes {@code load_balancing} exporters, also known as {@code loadbalancing}. */
public final class LoadBalancingExporterFactory implements ExporterFactory<LoadBalancingConfig> {

    @Override
    public String type() {
        return "load_balancing";
    }

    @Override
    public List<String> aliases() {
        return List.of("loadbalancing");
    }

    @Override
    public Class<LoadBalancingConfig> configType() {
        return LoadBalancingConfig.class;
    }

    @Override
    public Map<Signal, Stability> signals() {
        return Map.of(Signal.TRACES, Stability.BETA, Signal.METRICS, Stability.BETA, Signal.LOGS, Stability.BETA);
    }

    @Override
    public Exporter create(ComponentContext context, LoadBalancingConfig config, Set<Signal> signals) {
        return create(context, config, signals, InetAddress::getAllByName);
    }

    /** For tests: with a DNS of their own. */
    static Exporter create(
            ComponentContext context, LoadBalancingConfig config, Set<Signal> signals, DnsResolver.Lookup lookup) {
        BalancingSender sender = new BalancingSender(
                context, config, signals, () -> open(context, config), made -> resolver(context, config, made, lookup));
        return QueuedExporter.create(
                context,
                new ExporterSettings(
                        config.effectiveQueue(), config.effectiveRetry(), config.effectiveTimeout(), signals),
                sender);
    }

    private static Resolver resolver(
            ComponentContext context, LoadBalancingConfig config, BalancingSender sender, DnsResolver.Lookup lookup) {
        LoadBalancingConfig.DnsConfig dns = config.resolver().dns();
        return dns == null
                ? new StaticResolver(
                        Objects.requireNonNull(config.resolver().fixed(), "checked before"),
                        sender.backends(),
                        sender.metrics())
                : new DnsResolver(
                        context,
                        dns,
                        lookup,
                        task -> Thread.ofVirtual().name("dns").start(task),
                        sender.backends(),
                        sender.metrics());
    }

    private static BalancingSender.Senders open(ComponentContext context, LoadBalancingConfig config)
            throws ComponentException {
        LoadBalancingConfig.DnsConfig dns = config.resolver().dns();
        String name = dns == null ? "" : dns.name() + ":" + dns.effectivePort();
        GrpcSenders senders = GrpcSenders.open(context, config.protocol().otlp().template(name));
        return new BalancingSender.Senders() {
            @Override
            public Sender to(String endpoint, Consumer<Delivery> notReached) {
                return senders.to(endpoint, notReached);
            }

            @Override
            public void close() {
                senders.close();
            }
        };
    }

    @Override
    public List<String> addresses(LoadBalancingConfig config) {
        LoadBalancingConfig.DnsConfig dns = config.resolver().dns();
        return dns == null
                ? Objects.requireNonNull(config.resolver().fixed(), "checked before").hostnames().stream()
                        .map(Endpoints::parse)
                        .filter(Objects::nonNull)
                        .toList()
                : List.of(dns.name() + ":" + dns.effectivePort());
    }

    @Override
    public void checkPatience(LoadBalancingConfig config, Duration within, String processor, Problems problems) {
        LateAnswers late = new LateAnswers(within, processor);
        Problems protocol = problems.at("protocol").at("otlp");
        late.checkTimeout(config.effectiveTimeout(), config.timeout() == null ? protocol : problems);
        late.checkRetry(config.effectiveRetry(), config.retryOnFailure() == null ? protocol : problems);
        late.checkQueue(config.effectiveQueue(), config.sendingQueue() == null ? protocol : problems);
    }

    @Override
    public AckPoint ackPoint(LoadBalancingConfig config) {
        return AckPoints.of(config.effectiveQueue(), "each gateway that has a part of the request has answered OK");
    }
}
