package io.sluice.processor.attributes;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireWriter;
import io.sluice.processor.edit.AttributeKey;
import io.sluice.processor.edit.AttributeTable;
import io.sluice.processor.edit.EditedMessage;
import io.sluice.processor.value.AnyValueBytes;
import io.sluice.processor.value.GoNumbers;
import io.sluice.processor.value.ValueText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code convert}: what cannot be converted stays as it is. */
final class ConvertAction implements AttributeAction {

    private static final double LONGS_END = 0x1p63;

    private final AttributeKey key;
    private final ActionConfig.@Nullable ConvertedType type;
    private final AnyValueBytes value = new AnyValueBytes();
    private final ValueText texts = new ValueText();
    private final WireWriter text = new WireWriter(64);

    ConvertAction(ActionConfig config) {
        key = new AttributeKey(config.key());
        type = config.convertedType();
    }

    @Override
    public List<AttributeKey> keys() {
        return List.of(key);
    }

    @Override
    public void apply(EditedMessage message, AttributeTable table) throws MalformedException {
        int i = table.find(key);
        if (i < 0 || type == null) {
            return;
        }
        byte[] array = table.valueArray(i);
        value.read(array, table.valueFrom(i), table.valueEnd(i));
        switch (type) {
            case STRING -> toText(array, table, i);
            case INT -> toInt(array, message, table, i);
            case DOUBLE -> toDouble(array, message, table, i);
        }
    }

    private void toText(byte[] array, AttributeTable table, int i) throws MalformedException {
        if (value.kind() != AnyValueBytes.STRING) {
            texts.append(array, value, text.reset());
            table.setString(i, text.array(), 0, text.length());
        }
    }

    private void toInt(byte[] array, EditedMessage message, AttributeTable table, int i) {
        switch (value.kind()) {
            case AnyValueBytes.DOUBLE -> setInt(message, table, i, truncated(value.decimal()));
            case AnyValueBytes.BOOL -> setInt(message, table, i, value.isTrue() ? 1 : 0);
            case AnyValueBytes.STRING -> {
                if (GoNumbers.isInt(array, value.from(), value.end())) {
                    setInt(message, table, i, Long.parseLong(string(array)));
                }
            }
            default -> {
                // no number, or one already
            }
        }
    }

    /** As the Collector on x86-64: what is out of range, or no number, becomes the least one. */
    private static long truncated(double number) {
        return number >= -LONGS_END && number < LONGS_END ? (long) number : Long.MIN_VALUE;
    }

    private void toDouble(byte[] array, EditedMessage message, AttributeTable table, int i) {
        switch (value.kind()) {
            case AnyValueBytes.INT -> setDouble(message, table, i, (double) value.number());
            case AnyValueBytes.BOOL -> setDouble(message, table, i, value.isTrue() ? 1 : 0);
            case AnyValueBytes.STRING -> {
                Double number = GoNumbers.parseDouble(string(array));
                if (number != null) {
                    setDouble(message, table, i, number);
                }
            }
            default -> {
                // no number, or one already
            }
        }
    }

    private String string(byte[] array) {
        return new String(array, value.from(), value.end() - value.from(), StandardCharsets.UTF_8);
    }

    private static void setInt(EditedMessage message, AttributeTable table, int i, long number) {
        WireWriter out = message.scratch();
        int start = out.length();
        out.varintField(AnyValueBytes.INT, number);
        table.set(i, out.array(), start, out.length());
    }

    private static void setDouble(EditedMessage message, AttributeTable table, int i, double number) {
        WireWriter out = message.scratch();
        int start = out.length();
        out.fixed64Field(AnyValueBytes.DOUBLE, Double.doubleToRawLongBits(number));
        table.set(i, out.array(), start, out.length());
    }
}
