package io.sluice.processor.probabilisticsampler;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireWriter;
import io.sluice.processor.edit.AttributeTable;
import io.sluice.processor.value.AnyValueBytes;
import io.sluice.processor.value.Ascii;
import io.sluice.processor.value.Patterns;
import io.sluice.processor.value.ValueText;
import io.sluice.regex.Matcher;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a rule asks of an attribute: that it is there, or what its value is as text. Threads: one worker's. */
final class AttributeTest {

    private final byte[] key;
    private final byte[][] values;
    private final @Nullable Matcher pattern;
    private final AnyValueBytes value = new AnyValueBytes();
    private final ValueText texts = new ValueText();
    private final WireWriter text = new WireWriter(64);

    /** @param rules how many there are */
    AttributeTest(KeepConfig config, int rules) {
        key = Ascii.bytes(config.attribute());
        values = config.values().stream().map(Ascii::bytes).toArray(byte[][]::new);
        pattern = config.matches().isEmpty() ? null : Patterns.matcher(config.matches(), rules);
    }

    /** Index of the attribute; -1 if there is none of that key. */
    int find(AttributeTable attributes) {
        return attributes.find(key);
    }

    /** True if the value of attribute {@code i} is as is asked for. */
    boolean matches(AttributeTable attributes, int i) throws MalformedException {
        if (values.length == 0 && pattern == null) {
            return true;
        }
        byte[] array = attributes.valueArray(i);
        value.read(array, attributes.valueFrom(i), attributes.valueEnd(i));
        if (value.kind() == AnyValueBytes.STRING) {
            return isAsked(array, value.from(), value.end());
        }
        texts.append(array, value, text.reset());
        return isAsked(text.array(), 0, text.length());
    }

    private boolean isAsked(byte[] array, int from, int end) {
        for (byte[] each : values) {
            if (Arrays.equals(array, from, end, each, 0, each.length)) {
                return true;
            }
        }
        return pattern != null && pattern.contains(array, from, end);
    }
}
