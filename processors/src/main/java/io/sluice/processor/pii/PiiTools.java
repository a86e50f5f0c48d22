package io.sluice.processor.pii;

import io.sluice.api.Clock;
import io.sluice.api.telemetry.Meter;
import io.sluice.processor.pii.action.PseudonymKeys;
import io.sluice.processor.pii.action.Replacements;
import io.sluice.processor.pii.detect.Triggers;
import org.jspecify.annotations.Nullable;

/** Everything that one worker masks with, put together from the configuration. Threads: one worker's. */
final class PiiTools {

    final PiiMetrics metrics;
    final Rules rules;
    final Deadline deadline;
    final TextMasker texts;
    final PlacePath path;
    final Triggers triggers = new Triggers();
    final ValueMasker values;
    final FieldSearch search;

    /**
     * @param keys null if the configuration has none
     * @param observer hears of every finding; null if nobody listens
     */
    PiiTools(
            PiiConfig config,
            @Nullable PseudonymKeys keys,
            Meter meter,
            Clock clock,
            String id,
            String itemName,
            TextMasker.@Nullable Observer observer) {
        metrics = new PiiMetrics(meter, id, itemName);
        Replacements replacements = new Replacements(keys, config.exemptPrivateAddresses());
        rules = new Rules(config, replacements, metrics);
        deadline = new Deadline(clock, config.timeout().toNanos());
        texts = new TextMasker(rules, replacements, new Globs(config.suppress()), deadline, metrics, observer);
        path = new PlacePath(config.paths());
        values = new ValueMasker(texts, rules.entries(), path, triggers, metrics, config.maxDepth());
        search = new FieldSearch(rules, values, deadline, metrics);
    }
}
