package io.sluice.exporter.loadbalancing;

import io.sluice.api.config.Headers;
import io.sluice.exporter.helper.QueueConfig;
import io.sluice.exporter.otlp.GrpcConfigs;
import io.sluice.transport.tls.ClientTlsConfig;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds configurations: what YAML with these keys would give. */
final class Configs {

    static final String A = "10.0.0.1:4317";
    static final String B = "10.0.0.2:4317";
    static final String C = "10.0.0.3:4317";

    private Configs() {}

    static LoadBalancingConfig fixed(String... endpoints) {
        return of(null, Duration.ofSeconds(30), new LoadBalancingConfig.StaticConfig(List.of(endpoints)), null);
    }

    static LoadBalancingConfig byService(String... endpoints) {
        return of("service", Duration.ofSeconds(30), new LoadBalancingConfig.StaticConfig(List.of(endpoints)), null);
    }

    static LoadBalancingConfig.DnsConfig dns(int port) {
        return new LoadBalancingConfig.DnsConfig("gateways.test", port, Duration.ofSeconds(5), Duration.ofSeconds(1));
    }

    static LoadBalancingConfig of(
            @Nullable String routingKey,
            Duration handover,
            LoadBalancingConfig.@Nullable StaticConfig fixed,
            LoadBalancingConfig.@Nullable DnsConfig dns) {
        return of(routingKey, handover, fixed, dns, GrpcConfigs.plaintextTls());
    }

    static LoadBalancingConfig of(
            @Nullable String routingKey,
            Duration handover,
            LoadBalancingConfig.@Nullable StaticConfig fixed,
            LoadBalancingConfig.@Nullable DnsConfig dns,
            ClientTlsConfig tls) {
        return new LoadBalancingConfig(
                new LoadBalancingConfig.ProtocolConfig(new BackendProtocolConfig(
                        tls,
                        "none",
                        Headers.NONE,
                        Duration.ofSeconds(5),
                        1,
                        null,
                        false,
                        "",
                        "",
                        QueueConfig.DEFAULTS,
                        GrpcConfigs.retry(true, Duration.ofMillis(50)))),
                new LoadBalancingConfig.ResolverConfig(fixed, dns),
                routingKey,
                handover,
                null,
                null,
                null);
    }
}
