package io.sluice.processor.attributes;

import io.sluice.pdata.MalformedException;
import io.sluice.processor.edit.AttributeKey;
import io.sluice.processor.edit.AttributeTable;
import io.sluice.processor.edit.EditedMessage;
import io.sluice.processor.value.AnyValueBytes;
import io.sluice.processor.value.Patterns;
import io.sluice.regex.Matcher;
import io.sluice.regex.Pattern;
import java.nio.charset.StandardCharsets;

/** {@code extract}: an empty text for a group that took no part in the match. */
final class ExtractAction implements AttributeAction {

    private final AttributeKey key;
    private final Matcher pattern;
    private final byte[][] names;
    private final AnyValueBytes value = new AnyValueBytes();

    ExtractAction(ActionConfig config) {
        key = new AttributeKey(config.key());
        Pattern compiled = Patterns.compile(config.pattern());
        pattern = compiled.matcher();
        names = compiled.groupNames().stream()
                .map(name -> String.valueOf(name).getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    @Override
    public void apply(EditedMessage message, AttributeTable table) throws MalformedException {
        int i = table.find(key);
        if (i < 0) {
            return;
        }
        byte[] array = table.valueArray(i);
        value.read(array, table.valueFrom(i), table.valueEnd(i));
        if (value.kind() != AnyValueBytes.STRING || !pattern.find(array, value.from(), value.end(), value.from())) {
            return;
        }
        for (int group = 1; group <= names.length; group++) {
            int from = Math.max(pattern.start(group), 0);
            put(table, names[group - 1], array, from, Math.max(pattern.end(group), from));
        }
    }

    private static void put(AttributeTable table, byte[] name, byte[] array, int from, int end) {
        int found = table.find(name);
        if (found >= 0) {
            table.setString(found, array, from, end);
        } else {
            table.appendString(name, array, from, end);
        }
    }
}
