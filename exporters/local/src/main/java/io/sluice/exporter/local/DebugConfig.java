package io.sluice.exporter.local;

import io.sluice.api.config.Block;
import io.sluice.api.config.Default;
import io.sluice.api.config.Range;
import io.sluice.api.config.Unsupported;
import io.sluice.exporter.helper.QueueConfig;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of {@code debug}.
 *
 * @param verbosity how much to show of a batch
 * @param samplingInitial how many batches of a signal are shown in each second before sampling begins
 * @param samplingThereafter of those that follow within the second, every so-manieth is shown; 0 shows none of them
 * @param useInternalLogger true to write to the service's own log, false to write to standard output
 * @param sendingQueue what may wait; absent for no queue
 */
@Unsupported(
        value = "output_paths",
        instead = "Set use_internal_logger to false, and the text goes to standard output.")
public record DebugConfig(
        @Default("basic") Verbosity verbosity,
        @Default("2") @Range(min = 0) int samplingInitial,
        @Default("1") @Range(min = 0) int samplingThereafter,
        @Default("true") boolean useInternalLogger,

        @Block(absent = Block.State.OFF, empty = Block.State.DEFAULTS) @Nullable
        QueueConfig sendingQueue) {

    /** How much to show. */
    public enum Verbosity {
        /** One line of counts a batch. */
        BASIC,
        /** A line of OTLP/JSON for each resource as well, cut after 1 KiB. */
        NORMAL,
        /** A line of OTLP/JSON for each resource as well, cut after 64 KiB. */
        DETAILED
    }
}
