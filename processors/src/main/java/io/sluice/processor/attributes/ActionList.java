package io.sluice.processor.attributes;

import io.sluice.api.RequestContext;
import io.sluice.pdata.MalformedException;
import io.sluice.processor.edit.AttributeKey;
import io.sluice.processor.edit.AttributeTable;
import io.sluice.processor.edit.EditedMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Actions that are carried out one after the other. Threads: one worker's. */
public final class ActionList {

    private final AttributeAction[] actions;

    /** @param configs actions that were checked */
    public ActionList(List<ActionConfig> configs) {
        actions = configs.stream().map(ActionList::action).toArray(AttributeAction[]::new);
    }

    private static AttributeAction action(ActionConfig config) {
        return switch (config.action()) {
            case INSERT, UPDATE, UPSERT -> new PutAction(config);
            case DELETE -> new DeleteAction(config);
            case HASH -> new HashAction(config);
            case EXTRACT -> new ExtractAction(config);
            case CONVERT -> new ConvertAction(config);
        };
    }

    /** The keys of all attributes that matter to the actions; null if that cannot be said beforehand. */
    public @Nullable List<AttributeKey> keys() {
        List<AttributeKey> all = new ArrayList<>();
        for (AttributeAction action : actions) {
            List<AttributeKey> some = action.keys();
            if (some == null) {
                return null;
            }
            all.addAll(some);
        }
        return all;
    }

    /** A batch of a request begins. */
    public void begin(RequestContext context) {
        for (AttributeAction action : actions) {
            action.begin(context);
        }
    }

    /** Changes a message's attributes. */
    public void apply(EditedMessage message) throws MalformedException {
        AttributeTable table = message.attributes();
        for (AttributeAction action : actions) {
            action.apply(message, table);
        }
    }
}
