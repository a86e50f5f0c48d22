package io.sluice.cli;

import io.sluice.api.BuildInfo;
import io.sluice.cli.log.LogSetup;
import io.sluice.config.CollectorConfig;
import io.sluice.config.LoadResult;
import io.sluice.config.Problem;
import io.sluice.config.TelemetryConfig;
import io.sluice.engine.Service;
import io.sluice.engine.StartException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a loaded configuration for a lifetime. Threads: the main one. */
final class Runner {

    private final Product product;
    private final Lifetime lifetime;

    Runner(Product product, Lifetime lifetime) {
        this.product = product;
        this.lifetime = lifetime;
    }

    /**
     * Starts, waits, stops.
     *
     * @return 0, or 1 if the stop left something whose senders were not told OK
     * @throws UserError if it cannot start
     */
    int run(LoadResult.Loaded loaded, List<String> featureGates) throws InterruptedException {
        CollectorConfig config = loaded.config();
        TelemetryConfig telemetry = config.service().telemetry();
        LogSetup.install(telemetry.logs(), telemetry.resource());
        Logger logger = LoggerFactory.getLogger("sluice");
        BuildInfo build = product.buildInfo();
        logger.info("Starting {} {}", build.command(), build.version());
        for (Problem warning : loaded.warnings()) {
            logger.warn("{}", warning.render().strip());
        }
        for (String gate : featureGates) {
            logger.warn("--feature-gates {}: the Collector's gates have no effect here", gate);
        }
        AckSummary.of(config).lines().forEach(logger::info);
        lifetime.begin();
        Service service = new Service(config, build, product.defaultWorkers());
        try {
            service.start();
        } catch (StartException e) {
            throw new UserError(e.getMessage());
        }
        lifetime.await();
        boolean nothingLeft = service.stop();
        logger.info("Shutdown complete.");
        return nothingLeft ? 0 : 1;
    }
}
