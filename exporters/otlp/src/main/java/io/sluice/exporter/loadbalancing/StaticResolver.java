package io.sluice.exporter.loadbalancing;

import java.util.List;
import java.util.Objects;

/** A list that does not change. */
final class StaticResolver implements Resolver {

    private final List<String> endpoints;
    private final Backends backends;
    private final BalancerMetrics metrics;

    StaticResolver(LoadBalancingConfig.StaticConfig config, Backends backends, BalancerMetrics metrics) {
        this.endpoints = Endpoints.usable(config.hostnames().stream()
                .map(Endpoints::parse)
                .filter(Objects::nonNull)
                .toList());
        this.backends = backends;
        this.metrics = metrics;
    }

    @Override
    public void start() {
        metrics.resolved(true);
        metrics.updated();
        backends.announce(endpoints);
    }

    @Override
    public void stop() {}
}
