package io.sluice.processor.requiredattributes;

import io.sluice.api.ComponentContext;
import io.sluice.api.RateLimitedLog;
import io.sluice.api.StageContext;
import io.sluice.processor.edit.EditProcessor;
import io.sluice.processor.edit.RecordEditor;

/** The {@code required_attributes} processor of one pipeline: holds the counts, and makes an editor for each worker. */
final class RequiredAttributesProcessor extends EditProcessor {

    private final RequiredAttributesConfig config;
    private final ServiceCounts counts;
    private final RateLimitedLog log;

    RequiredAttributesProcessor(ComponentContext context, RequiredAttributesConfig config) {
        super(context);
        this.config = config;
        this.counts = new ServiceCounts(context.meter(), context.id().toString(), config.maxServices());
        this.log = new RateLimitedLog(context.logger(), context.clock());
    }

    @Override
    protected RecordEditor newEditor(StageContext stage) {
        return new RequiredAttributesEditor(config, counts, log);
    }
}
