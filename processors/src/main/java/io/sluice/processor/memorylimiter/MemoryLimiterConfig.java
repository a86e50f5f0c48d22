package io.sluice.processor.memorylimiter;

import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Range;
import java.time.Duration;

/**
 * Configuration of {@code memory_limiter}, with the Collector's keys. Percentages are of the largest heap that the JVM may have, which
 * is what a request's bytes take from.
 *
 * @param checkInterval how often the live heap is looked at; the bytes in custody are looked at for every request
 * @param limitMib hard limit in MiB; wins over {@code limit_percentage}; 0 is unset
 * @param spikeLimitMib how far the soft limit lies below the hard one, in MiB; 0 is 20 % of the hard limit
 * @param limitPercentage hard limit in percent of the largest heap; 0 is unset
 * @param spikeLimitPercentage as {@code spike_limit_mib}, in percent of the largest heap; used with {@code limit_percentage}
 * @param minGcIntervalWhenSoftLimited least time between two collections asked for between the two limits
 * @param minGcIntervalWhenHardLimited least time between two collections asked for above the hard limit; never under one second
 * @param maxGcIntervalWhenSoftLimited to where the interval backs off while collections free nothing
 * @param maxGcIntervalWhenHardLimited likewise above the hard limit
 */
public record MemoryLimiterConfig(
        @Default("1s") Duration checkInterval,

        @Default("0") @Range(min = 0, max = Integer.MAX_VALUE)
        int limitMib,

        @Default("0") @Range(min = 0, max = Integer.MAX_VALUE)
        int spikeLimitMib,

        @Default("0") @Range(min = 0, max = 100) int limitPercentage,
        @Default("0") @Range(min = 0, max = 100) int spikeLimitPercentage,
        @Default("10s") @Range(min = 0) Duration minGcIntervalWhenSoftLimited,
        @Default("0s") @Range(min = 0) Duration minGcIntervalWhenHardLimited,
        @Default("30s") @Range(min = 0) Duration maxGcIntervalWhenSoftLimited,
        @Default("30s") @Range(min = 0) Duration maxGcIntervalWhenHardLimited)
        implements Checked {

    @Override
    public void check(Problems problems) {
        if (!checkInterval.isPositive()) {
            problems.error("check_interval", "must be above zero", "Use 1s, the default.");
        }
        if (limitMib == 0 && limitPercentage == 0) {
            problems.error("", "has no limit", "Set limit_mib, or limit_percentage (80 is usual).");
        }
        if (limitMib > 0 && limitPercentage > 0) {
            problems.warning("limit_percentage", "has no effect beside limit_mib", "Remove one of the two.");
        }
        if (limitMib > 0 && spikeLimitMib >= limitMib) {
            problems.error("spike_limit_mib", "is not below limit_mib", "Use about a fifth of limit_mib.");
        }
        if (limitMib == 0 && limitPercentage > 0 && spikeLimitPercentage >= limitPercentage) {
            problems.error(
                    "spike_limit_percentage",
                    "is not below limit_percentage",
                    "Use about a fifth of limit_percentage.");
        }
        notAbove(
                problems,
                "min_gc_interval_when_soft_limited",
                minGcIntervalWhenSoftLimited,
                maxGcIntervalWhenSoftLimited);
        notAbove(
                problems,
                "min_gc_interval_when_hard_limited",
                minGcIntervalWhenHardLimited,
                maxGcIntervalWhenHardLimited);
        if (minGcIntervalWhenHardLimited.compareTo(minGcIntervalWhenSoftLimited) > 0) {
            problems.error(
                    "min_gc_interval_when_hard_limited",
                    "is longer than min_gc_interval_when_soft_limited",
                    "Lower it: above the hard limit memory is more urgent.");
        }
    }

    private static void notAbove(Problems problems, String key, Duration min, Duration max) {
        if (min.compareTo(max) > 0) {
            problems.error(key, "is longer than " + key.replace("min_", "max_"), "Raise the max or lower the min.");
        }
    }
}
