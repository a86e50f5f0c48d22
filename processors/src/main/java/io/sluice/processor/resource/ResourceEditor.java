package io.sluice.processor.resource;

import io.sluice.api.RequestContext;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Schema;
import io.sluice.pdata.Signal;
import io.sluice.processor.attributes.ActionConfig;
import io.sluice.processor.attributes.ActionList;
import io.sluice.processor.edit.AttributeKey;
import io.sluice.processor.edit.EditedMessage;
import io.sluice.processor.edit.RecordEditor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the actions on each resource. */
final class ResourceEditor implements RecordEditor {

    private final ActionList actions;

    ResourceEditor(List<ActionConfig> configs) {
        actions = new ActionList(configs);
    }

    @Override
    public long wants() {
        return 1L << Schema.RESOURCE;
    }

    @Override
    public @Nullable List<AttributeKey> keys() {
        return actions.keys();
    }

    @Override
    public void begin(Signal signal, RequestContext context, Payload payload) {
        actions.begin(context);
    }

    @Override
    public void edit(EditedMessage message) throws MalformedException {
        actions.apply(message);
    }
}
