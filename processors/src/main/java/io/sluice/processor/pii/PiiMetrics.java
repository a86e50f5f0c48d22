package io.sluice.processor.pii;

import io.sluice.api.telemetry.Meter;
import io.sluice.processor.pii.action.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The counts of one worker: made while the policies are, added up while it works, told at the end of each batch. */
final class PiiMetrics {

    private final Meter meter;
    private final String id;
    private final Map<String, Tally> findings = new LinkedHashMap<>();
    private final List<Tally> all = new ArrayList<>();
    final Tally timeouts;
    final Tally sizes;
    final Tally depths;
    final Tally errors;
    final Tally unsettled;
    final Tally unknown;
    final Tally droppedItems;
    final Tally scannedBytes;

    PiiMetrics(Meter meter, String id, String itemName) {
        this.meter = meter;
        this.id = id;
        timeouts = unsearched("timeout");
        sizes = unsearched("size");
        depths = unsearched("depth");
        errors = unsearched("error");
        unsettled = unsearched("unsettled");
        unknown = unsearched("unknown_field");
        droppedItems = tally(
                "processor_pii_dropped_" + itemName,
                "Items that were dropped because of what was found in them.",
                "processor",
                id);
        scannedBytes =
                tally("processor_pii_scanned_bytes", "Bytes of text that were searched closely.", "processor", id);
    }

    private Tally unsearched(String reason) {
        return tally(
                "processor_pii_unsearched",
                "Values that could not be searched and were masked as a whole, or dropped.",
                "processor",
                id,
                "reason",
                reason);
    }

    private Tally tally(String name, String help, String... labels) {
        Tally tally = new Tally(meter.counter(name, help, labels));
        all.add(tally);
        return tally;
    }

    /** The count of what a detector or rule found and an action was done to. */
    Tally findings(String rule, Action action) {
        String actionName = action.name().toLowerCase(Locale.ROOT);
        return findings.computeIfAbsent(
                rule + '\n' + actionName,
                _ -> tally(
                        "processor_pii_findings",
                        "What was found, by detector or rule and by what was done to it.",
                        "processor",
                        id,
                        "rule",
                        rule,
                        "action",
                        actionName));
    }

    /** Remembers the counts for {@link #back}; to be flushed only after that. */
    void mark() {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).mark();
        }
    }

    /** Forgets what was counted since {@link #mark}. */
    void back() {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).back();
        }
    }

    void flush() {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).flush();
        }
    }
}
