package io.sluice.exporter.local;

import io.sluice.exporter.helper.RetryConfig;
import java.time.Duration;

/** What fails here goes straight back to the sender, who has the data and comes again. */
final class NoRetry {

    static final RetryConfig CONFIG = new RetryConfig(false, Duration.ZERO, 0, 1, Duration.ZERO, Duration.ZERO);

    private NoRetry() {}
}
