package io.sluice.processor.batch;

import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Range;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Configuration of {@code batch}.
 *
 * @param timeout longest time that a request waits for company; 0 hands on at once
 * @param sendBatchSize items that make a batch leave without waiting
 * @param sendBatchMaxSize most items in a batch; larger requests are cut between items; 0 is no limit
 * @param sendBatchMaxBytes most payload bytes in a batch; larger requests are cut between items; 0 is no limit. Sluice's own
 *     key
 * @param metadataKeys request metadata whose values keep requests apart; the receiver needs {@code include_metadata: true}
 * @param metadataCardinalityLimit most combinations of these values that are batched at a time; further ones pass unmerged
 */
public record BatchConfig(
        @Default("200ms") Duration timeout,

        @Default("8192") @Range(min = 0, max = Integer.MAX_VALUE)
        int sendBatchSize,

        @Default("0") @Range(min = 0, max = Integer.MAX_VALUE)
        int sendBatchMaxSize,

        @Default("0") @Range(min = 0, max = Integer.MAX_VALUE)
        int sendBatchMaxBytes,

        @Default("[]") List<String> metadataKeys,
        @Default("1000") @Range(min = 0, max = 1_000_000) int metadataCardinalityLimit)
        implements Checked {

    public BatchConfig {
        metadataKeys = List.copyOf(metadataKeys);
    }

    @Override
    public void check(Problems problems) {
        if (timeout.isNegative()) {
            problems.error("timeout", "must not be negative", "Use 200ms, the default, or 0s to hand on at once.");
        }
        if (sendBatchMaxSize > 0 && sendBatchMaxSize < sendBatchSize) {
            problems.error(
                    "send_batch_max_size",
                    "is smaller than send_batch_size",
                    "Use at least " + sendBatchSize + ", or 0 for no limit.");
        }
        Set<String> seen = new HashSet<>();
        for (String key : metadataKeys) {
            if (!seen.add(key.toLowerCase(Locale.ROOT))) {
                problems.error("metadata_keys", "names " + key + " twice; case does not count", "Name each key once.");
            }
        }
    }
}
