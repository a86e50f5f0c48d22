package io.sluice.processor.redaction;

import io.sluice.api.ComponentId;
import io.sluice.api.telemetry.Counter;
import io.sluice.api.telemetry.Meter;

/** How much a processor masks and deletes; never what. Threads: any. */
final class RedactionMetrics {

    private final Counter masked;
    private final Counter deleted;

    RedactionMetrics(Meter meter, ComponentId id) {
        masked = meter.counter(
                "processor_redaction_masked_values", "Values that were masked.", "processor", id.toString());
        deleted = meter.counter(
                "processor_redaction_deleted_attributes",
                "Attributes, and entries of maps, that were deleted.",
                "processor",
                id.toString());
    }

    void count(long newlyMasked, long newlyDeleted) {
        if (newlyMasked > 0) {
            masked.add(newlyMasked);
        }
        if (newlyDeleted > 0) {
            deleted.add(newlyDeleted);
        }
    }
}
