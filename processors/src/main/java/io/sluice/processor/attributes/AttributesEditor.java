package io.sluice.processor.attributes;

import io.sluice.api.RequestContext;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Schema;
import io.sluice.pdata.Signal;
import io.sluice.processor.edit.AttributeKey;
import io.sluice.processor.edit.EditedMessage;
import io.sluice.processor.edit.RecordEditor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the actions on items that are included and not excluded. Of metrics the name decides, for all their points.
 */
final class AttributesEditor implements RecordEditor {

    private final Signal signal;
    private final ActionList actions;
    private final @Nullable ItemMatcher include;
    private final @Nullable ItemMatcher exclude;
    private boolean metricIsMeant;

    AttributesEditor(AttributesConfig config, Signal signal) {
        this.signal = signal;
        this.actions = new ActionList(config.actions());
        this.include = ItemMatcher.of(config.include(), signal);
        this.exclude = ItemMatcher.of(config.exclude(), signal);
    }

    @Override
    public long wants() {
        long filter = (include != null ? include.wants() : 0) | (exclude != null ? exclude.wants() : 0);
        return filter
                | switch (signal) {
                    case TRACES -> 1L << Schema.SPAN;
                    case LOGS -> 1L << Schema.LOG_RECORD;
                    case METRICS -> POINTS;
                };
    }

    @Override
    public @Nullable List<AttributeKey> keys() {
        return include == null && exclude == null ? actions.keys() : null;
    }

    @Override
    public void begin(Signal batchSignal, RequestContext context, Payload payload) {
        metricIsMeant = true;
        actions.begin(context);
    }

    @Override
    public void edit(EditedMessage message) throws MalformedException {
        switch (message.message()) {
            case Schema.RESOURCE, Schema.SCOPE -> {
                if (include != null) {
                    include.look(message);
                }
                if (exclude != null) {
                    exclude.look(message);
                }
            }
            case Schema.METRIC -> metricIsMeant = isMeant(message);
            case Schema.SPAN, Schema.LOG_RECORD -> {
                if (isMeant(message)) {
                    actions.apply(message);
                }
            }
            default -> {
                if (metricIsMeant) {
                    actions.apply(message);
                }
            }
        }
    }

    private boolean isMeant(EditedMessage item) throws MalformedException {
        return (include == null || include.matches(item)) && (exclude == null || !exclude.matches(item));
    }
}
