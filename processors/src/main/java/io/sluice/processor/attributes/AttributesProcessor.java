package io.sluice.processor.attributes;

import io.sluice.api.ComponentContext;
import io.sluice.api.StageContext;
import io.sluice.pdata.Signal;
import io.sluice.processor.edit.EditProcessor;
import io.sluice.processor.edit.RecordEditor;

/** Changes attributes of spans, log records and data points. */
final class AttributesProcessor extends EditProcessor {

    private final AttributesConfig config;
    private final Signal signal;

    AttributesProcessor(ComponentContext context, AttributesConfig config, Signal signal) {
        super(context);
        this.config = config;
        this.signal = signal;
    }

    @Override
    protected RecordEditor newEditor(StageContext stage) {
        return new AttributesEditor(config, signal);
    }
}
