package io.sluice.exporter.loadbalancing;

import io.sluice.api.ComponentContext;
import io.sluice.api.RateLimitedLog;
import io.sluice.api.Timer;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Asks the system's resolver for all addresses of a name, again and again. An answer that is empty or fails changes nothing: what was
 * known stays in force.
 *
 * <p>One question is under way at a time, on a thread of its own, since the system's resolver blocks.
 *
 * <p>Threads: {@link #start} and {@link #stop} the life-cycle thread; timers and answers come on others.
 */
final class DnsResolver implements Resolver {

    /** Asks for the addresses of a name. Blocks. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] all(String hostname) throws IOException;
    }

    private final ComponentContext context;
    private final LoadBalancingConfig.DnsConfig config;
    private final Lookup lookup;
    private final Executor threads;
    private final Backends backends;
    private final BalancerMetrics metrics;
    private final RateLimitedLog failures;
    private final RateLimitedLog excess;
    private final RateLimitedLog changes;

    // Guarded by this.
    private boolean stopped;
    private long question;
    private boolean late;
    private @Nullable Timer next;
    private @Nullable Timer patience;

    DnsResolver(
            ComponentContext context,
            LoadBalancingConfig.DnsConfig config,
            Lookup lookup,
            Executor threads,
            Backends backends,
            BalancerMetrics metrics) {
        this.context = context;
        this.config = config;
        this.lookup = lookup;
        this.threads = threads;
        this.backends = backends;
        this.metrics = metrics;
        this.failures = new RateLimitedLog(context.logger(), context.clock());
        this.changes = new RateLimitedLog(context.logger(), context.clock());
        this.excess = new RateLimitedLog(context.logger(), context.clock());
    }

    @Override
    public synchronized void start() {
        ask();
    }

    @Override
    public synchronized void stop() {
        stopped = true;
        cancel(next);
        cancel(patience);
    }

    private static void cancel(@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    private synchronized void ask() {
        if (stopped) {
            return;
        }
        long own = ++question;
        late = false;
        patience = context.timers().schedule(config.timeout().toNanos(), () -> isLate(own));
        threads.execute(this::look);
    }

    private synchronized void isLate(long which) {
        if (which == question && !stopped) {
            late = true;
            failed("no answer within " + config.timeout().toMillis() + " ms");
        }
    }

    private void look() {
        InetAddress[] answer = null;
        String problem = "";
        try {
            answer = lookup.all(config.name());
        } catch (IOException | RuntimeException e) {
            problem = "unknown host, or no answer (" + e.getClass().getSimpleName() + ")";
        }
        answered(answer, problem);
    }

    private synchronized void answered(InetAddress @Nullable [] answer, String problem) {
        cancel(patience);
        question++;
        if (stopped) {
            return;
        }
        if (answer != null) {
            take(answer);
        } else if (!late) {
            failed(problem);
        }
        next = context.timers().schedule(config.interval().toNanos(), this::ask);
    }

    /** A late answer counts as failed already, and is taken all the same: nothing newer is known. */
    private void take(InetAddress[] answer) {
        List<String> endpoints = new ArrayList<>();
        for (InetAddress address : answer) {
            String endpoint = Endpoints.of(address, config.effectivePort());
            if (endpoint != null) {
                endpoints.add(endpoint);
            }
        }
        List<String> usable = Endpoints.usable(endpoints);
        if (usable.isEmpty()) {
            if (!late) {
                failed("no address that can be sent to");
            }
            return;
        }
        if (usable.size() == Endpoints.MOST && endpoints.size() > Endpoints.MOST) {
            excess.error("DNS gives " + endpoints.size() + " addresses for " + config.name() + "; only "
                    + Endpoints.MOST + " are used: check resolver::dns::hostname");
        }
        if (!late) {
            metrics.resolved(true);
        }
        if (!usable.equals(backends.announced())) {
            metrics.updated();
            changes.info(usable.size() + " backends for " + config.name() + ", were "
                    + backends.announced().size());
            backends.announce(usable);
        }
    }

    private void failed(String problem) {
        metrics.resolved(false);
        int known = backends.announced().size();
        failures.warn("cannot resolve " + config.name() + ": " + problem
                + (known == 0 ? "; no backend is known yet" : "; the " + known + " known backends stay in force"));
    }
}
