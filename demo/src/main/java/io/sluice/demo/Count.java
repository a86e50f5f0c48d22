package io.sluice.demo;

import io.sluice.demo.platform.Ledger;
import java.util.Set;

/**
 * One signal's line of the accounting, in items.
 *
 * @param made what the applications made
 * @param droppedBySdk what their SDK never handed to its exporter
 * @param failed what an export gave up on, after the SDK's own retries; it may have landed all the same
 * @param acknowledged what an export was told OK for
 * @param landed different items in Kafka
 * @param missing acknowledged but not in Kafka: must be 0
 * @param duplicates items beyond the first of each id
 * @param strangers in Kafka but never made: must be 0
 * @param closed whether each item handed to an exporter was acknowledged or failed
 */
record Count(
        int made,
        int droppedBySdk,
        int failed,
        int acknowledged,
        int landed,
        int missing,
        int duplicates,
        int strangers,
        boolean closed) {

    /** Holds a ledger against what was read back. */
    static Count of(Ledger ledger, Set<String> landed, int items) {
        int missing = 0;
        for (String id : ledger.acknowledged()) {
            missing += landed.contains(id) ? 0 : 1;
        }
        int strangers = 0;
        for (String id : landed) {
            strangers += ledger.made().contains(id) ? 0 : 1;
        }
        return new Count(
                ledger.made().size(),
                ledger.droppedBySdk(),
                ledger.failed().size(),
                ledger.acknowledged().size(),
                landed.size(),
                missing,
                items - landed.size(),
                strangers,
                ledger.isClosed());
    }

    /** True if nothing that was acknowledged is missing and nothing came from nowhere. */
    boolean addsUp() {
        return closed
                && missing == 0
                && strangers == 0
                && landed >= acknowledged
                && made == droppedBySdk + failed + acknowledged
                && made > 0;
    }
}
