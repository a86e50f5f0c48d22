package io.sluice.processor.attributes;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireWriter;
import io.sluice.processor.edit.AttributeKey;
import io.sluice.processor.edit.AttributeTable;
import io.sluice.processor.value.AnyValueBytes;
import io.sluice.processor.value.NumberText;
import io.sluice.processor.value.PlainValue;
import io.sluice.processor.value.ValueEquality;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An attribute that has to be there, with its value if one is given. Threads: one worker's. */
final class AttributeCondition {

    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

    private final AttributeKey key;
    private final @Nullable TextSet pattern;
    private final @Nullable WireWriter value;
    private final AnyValueBytes found = new AnyValueBytes();
    private final NumberText numbers = new NumberText();
    private final WireWriter text = new WireWriter(32);
    private final ValueEquality equality = new ValueEquality();

    AttributeCondition(MatchConfig.AttributeConfig config, boolean regexp) {
        key = new AttributeKey(config.key());
        Object wanted = config.value();
        pattern = regexp && wanted instanceof String expression ? new TextSet(List.of(expression), true) : null;
        value = regexp || wanted == null ? null : new WireWriter(32);
        if (value != null && wanted != null) {
            PlainValue.write(wanted, value);
        }
    }

    boolean matches(AttributeTable table) throws MalformedException {
        int i = table.find(key);
        if (i < 0) {
            return false;
        }
        byte[] array = table.valueArray(i);
        int from = table.valueFrom(i);
        int end = table.valueEnd(i);
        if (value != null) {
            return equality.isEqual(array, from, end, value.array(), 0, value.length());
        }
        return pattern == null || matches(array, found.read(array, from, end), pattern);
    }

    /** Of what is neither text nor number nor truth value there is no text to match. */
    private boolean matches(byte[] array, AnyValueBytes read, TextSet expression) {
        switch (read.kind()) {
            case AnyValueBytes.STRING -> {
                return expression.matches(array, read.from(), read.end());
            }
            case AnyValueBytes.BOOL -> {
                byte[] word = read.isTrue() ? TRUE : FALSE;
                return expression.matches(word, 0, word.length);
            }
            case AnyValueBytes.INT -> numbers.append(read.number(), text.reset());
            case AnyValueBytes.DOUBLE -> numbers.appendPlain(read.decimal(), text.reset());
            default -> {
                return false;
            }
        }
        return expression.matches(text.array(), 0, text.length());
    }

    /** True if all are there; a list of none always is. */
    static boolean all(AttributeCondition[] conditions, AttributeTable table) throws MalformedException {
        for (AttributeCondition condition : conditions) {
            if (!condition.matches(table)) {
                return false;
            }
        }
        return true;
    }
}
