package io.sluice.processor.attributes;

import io.sluice.api.RequestContext;
import io.sluice.pdata.WireWriter;
import io.sluice.processor.edit.AttributeKey;
import io.sluice.processor.edit.AttributeTable;
import io.sluice.processor.edit.EditedMessage;
import io.sluice.processor.value.PlainValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code insert}, {@code update} and {@code upsert}: writes a value that is given, another attribute's, or one of the request's. */
final class PutAction implements AttributeAction {

    private final AttributeKey key;
    private final boolean ifAbsent;
    private final boolean ifPresent;
    private final byte @Nullable [] constant;
    private final byte[] attribute; // the constant's
    private final int keyFrom; // in it
    private final byte @Nullable [] fallback;
    private final @Nullable AttributeKey fromAttribute;
    private final @Nullable ContextValue fromContext;

    PutAction(ActionConfig config) {
        key = new AttributeKey(config.key());
        ifAbsent = config.action() != ActionConfig.Action.UPDATE;
        ifPresent = config.action() != ActionConfig.Action.INSERT;
        constant = config.value() == null ? null : encode(config.value());
        attribute = constant == null ? new byte[0] : encode(key.utf8(), constant);
        keyFrom = 1 + WireWriter.varintLength(key.utf8().length);
        fallback = config.defaultValue() == null ? null : encode(config.defaultValue());
        fromAttribute = config.fromAttribute().isEmpty() ? null : new AttributeKey(config.fromAttribute());
        fromContext = config.fromContext().isEmpty() ? null : new ContextValue(config.fromContext());
    }

    private static byte[] encode(Object value) {
        WireWriter out = new WireWriter(64);
        PlainValue.write(value, out);
        return java.util.Arrays.copyOf(out.array(), out.length());
    }

    private static byte[] encode(byte[] key, byte[] value) {
        WireWriter out = new WireWriter(64);
        out.bytesField(1, key, 0, key.length).bytesField(2, value, 0, value.length);
        return java.util.Arrays.copyOf(out.array(), out.length());
    }

    @Override
    public void begin(RequestContext context) {
        if (fromContext != null) {
            fromContext.begin(context);
        }
    }

    @Override
    public List<AttributeKey> keys() {
        return fromAttribute == null ? List.of(key) : List.of(key, fromAttribute);
    }

    @Override
    public void apply(EditedMessage message, AttributeTable table) {
        int found = table.find(key);
        if (found >= 0 ? !ifPresent : !ifAbsent) {
            return;
        }
        byte[] value = constant;
        if (value != null && found < 0) {
            table.appendEncoded(attribute, keyFrom, keyFrom + key.utf8().length, attribute.length - value.length);
            return;
        }
        if (value == null && fromContext != null) {
            value = fromContext.value();
        }
        if (value == null && fromAttribute != null) {
            int source = table.find(fromAttribute);
            if (source >= 0) {
                table.put(found, key.utf8(), table.valueArray(source), table.valueFrom(source), table.valueEnd(source));
                return;
            }
        }
        if (value == null) {
            value = fallback;
        }
        if (value != null) {
            table.put(found, key.utf8(), value, 0, value.length);
        }
    }
}
