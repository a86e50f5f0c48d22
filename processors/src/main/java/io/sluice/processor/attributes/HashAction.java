package io.sluice.processor.attributes;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireWriter;
import io.sluice.processor.edit.AttributeKey;
import io.sluice.processor.edit.AttributeTable;
import io.sluice.processor.edit.EditedMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code hash}: as in the Collector twice, the hash of a hash, for what the key names and the pattern matches too. */
final class HashAction implements AttributeAction {

    private final KeyMatch keys;
    private final ValueHash hash = new ValueHash();

    HashAction(ActionConfig config) {
        keys = new KeyMatch(config);
    }

    @Override
    public @Nullable List<AttributeKey> keys() {
        return keys.keys();
    }

    @Override
    public void apply(EditedMessage message, AttributeTable table) throws MalformedException {
        for (int i = keys.named(table, 0); i >= 0; i = keys.named(table, i + 1)) {
            hash(table, i, message.scratch());
        }
        for (int i = keys.matched(table, 0); i >= 0; i = keys.matched(table, i + 1)) {
            hash(table, i, message.scratch());
        }
    }

    private void hash(AttributeTable table, int i, WireWriter scratch) throws MalformedException {
        int start = scratch.length();
        hash.append(table.valueArray(i), table.valueFrom(i), table.valueEnd(i), scratch);
        table.set(i, scratch.array(), start, scratch.length());
    }
}
