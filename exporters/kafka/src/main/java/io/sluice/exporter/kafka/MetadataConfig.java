package io.sluice.exporter.kafka;

import io.sluice.api.config.Default;
import io.sluice.api.config.Range;
import io.sluice.api.config.Unsupported;
import java.time.Duration;

/**
 * {@code metadata}.
 *
 * @param refreshInterval longest age of what is known of brokers and partitions
 */
@Unsupported(
        value = {"full", "retry"},
        instead = "Leave it out: the client asks for the topics it writes to, and asks again until timeout.")
public record MetadataConfig(
        @Default("10m") @Range(min = 1_000_000_000L) Duration refreshInterval) {}
