package io.sluice.processor.redaction;

import io.sluice.api.ComponentContext;
import io.sluice.api.StageContext;
import io.sluice.processor.edit.EditProcessor;
import io.sluice.processor.edit.RecordEditor;

/** The {@code redaction} processor: one {@link RedactionEditor} for each worker. */
final class RedactionProcessor extends EditProcessor {

    private final RedactionRules rules;
    private final RedactionMetrics metrics;

    RedactionProcessor(ComponentContext context, RedactionConfig config) {
        super(context);
        this.rules = config.rules();
        this.metrics = new RedactionMetrics(context.meter(), context.id());
    }

    @Override
    protected RecordEditor newEditor(StageContext stage) {
        return new RedactionEditor(rules, metrics);
    }
}
