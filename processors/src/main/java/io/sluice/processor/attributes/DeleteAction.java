package io.sluice.processor.attributes;

import io.sluice.processor.edit.AttributeKey;
import io.sluice.processor.edit.AttributeTable;
import io.sluice.processor.edit.EditedMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code delete}. */
final class DeleteAction implements AttributeAction {

    private final KeyMatch keys;

    DeleteAction(ActionConfig config) {
        keys = new KeyMatch(config);
    }

    @Override
    public @Nullable List<AttributeKey> keys() {
        return keys.keys();
    }

    @Override
    public void apply(EditedMessage message, AttributeTable table) {
        for (int i = keys.named(table, 0); i >= 0; i = keys.named(table, i + 1)) {
            table.delete(i);
        }
        for (int i = keys.matched(table, 0); i >= 0; i = keys.matched(table, i + 1)) {
            table.delete(i);
        }
    }
}
