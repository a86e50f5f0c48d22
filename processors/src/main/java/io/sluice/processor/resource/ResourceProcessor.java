package io.sluice.processor.resource;

import io.sluice.api.ComponentContext;
import io.sluice.api.StageContext;
import io.sluice.processor.edit.EditProcessor;
import io.sluice.processor.edit.RecordEditor;

/** Changes attributes of resources. */
final class ResourceProcessor extends EditProcessor {

    private final ResourceConfig config;

    ResourceProcessor(ComponentContext context, ResourceConfig config) {
        super(context);
        this.config = config;
    }

    @Override
    protected RecordEditor newEditor(StageContext stage) {
        return new ResourceEditor(config.attributes());
    }
}
