package io.sluice.exporter.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Signal;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes the keys of items, one after the other, into one array. Threads: one at a time.
 */
final class KeyWriter {

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    private static final byte[] SEPARATOR = {KeyRule.SEPARATOR};

    private static final int RESOURCE = 1;
    private static final int RESOURCE_ATTRIBUTES = 1;
    private static final int TRACE_ID_BYTES = 16;
    private static final int METRIC_NAME = 1;

    private final KeyRule rule;
    private final int traceIdField;
    private final int attributesField;
    private final ResourceHash hash = new ResourceHash();
    private final WireWriter key = new WireWriter(64);
    private final WireReader fields = new WireReader();
    private final WireReader attribute = new WireReader();
    private final WireReader value = new WireReader();
    private final byte[] hex = new byte[2 * TRACE_ID_BYTES];

    /** The text of each part that is the resource's, or null. */
    private final byte[] @Nullable [] ofResource;

    /** The name that each part looks for, empty if it looks for none. */
    private final byte[][] names;

    KeyWriter(KeyRule rule, Signal signal) {
        this.rule = rule;
        this.traceIdField = signal == Signal.LOGS ? 9 : 1;
        this.attributesField = signal == Signal.LOGS ? 6 : 9;
        this.ofResource = new byte[rule.parts().size()][];
        this.names = new byte[rule.parts().size()][];
        for (int i = 0; i < names.length; i++) {
            names[i] = switch (rule.parts().get(i)) {
                case KeyPart.ResourceAttribute named -> named.name().getBytes(UTF_8);
                case KeyPart.ItemAttribute named -> named.name().getBytes(UTF_8);
                default -> new byte[0];
            };
        }
    }

    /** The content of a {@code ResourceSpans} or its like follows. */
    void enterResource(byte[] array, int from, int to) throws MalformedException {
        for (int i = 0; i < ofResource.length; i++) {
            KeyPart part = rule.parts().get(i);
            ofResource[i] = null;
            if (part instanceof KeyPart.AllResourceAttributes) {
                ofResource[i] = new byte[ResourceHash.LENGTH];
            }
            if (part instanceof KeyPart.AllResourceAttributes || part instanceof KeyPart.ResourceAttribute) {
                resourcePart(array, from, to, i, part);
            }
        }
    }

    private void resourcePart(byte[] array, int from, int to, int i, KeyPart part) throws MalformedException {
        WireReader outer = new WireReader().reset(array, from, to);
        while (outer.next()) {
            if (outer.isBytes(RESOURCE)) {
                if (part instanceof KeyPart.ResourceAttribute) {
                    key.reset();
                    if (attribute(array, outer.valueStart(), outer.valueEnd(), RESOURCE_ATTRIBUTES, names[i])) {
                        ofResource[i] = Arrays.copyOf(key.array(), key.length());
                    }
                } else {
                    ofResource[i] = hash.of(array, outer.valueStart(), outer.valueEnd());
                }
            }
        }
    }

    /**
     * Writes the key of the item whose content lies in {@code array}; then in {@link #array} from 0 to {@link #length}.
     *
     * @return false if it has none
     */
    boolean write(byte[] array, int from, int to) throws MalformedException {
        key.reset();
        boolean any = false;
        for (int i = 0; i < ofResource.length; i++) {
            if (i > 0) {
                key.raw(SEPARATOR, 0, 1);
            }
            any |= part(i, array, from, to);
        }
        if (!any) {
            key.reset();
        }
        return any || rule.emptyKey();
    }

    private boolean part(int i, byte[] array, int from, int to) throws MalformedException {
        return switch (rule.parts().get(i)) {
            case KeyPart.ResourceAttribute _, KeyPart.AllResourceAttributes _ -> {
                byte[] text = ofResource[i];
                if (text != null) {
                    key.raw(text, 0, text.length);
                }
                yield text != null;
            }
            case KeyPart.ItemAttribute _ -> attribute(array, from, to, attributesField, names[i]);
            case KeyPart.TraceId _ -> traceId(array, from, to);
            case KeyPart.MetricName _ -> metricName(array, from, to);
        };
    }

    private boolean metricName(byte[] array, int from, int to) throws MalformedException {
        int before = key.length();
        fields.reset(array, from, to);
        while (fields.next()) {
            if (fields.isBytes(METRIC_NAME)) {
                key.truncate(before);
                key.raw(array, fields.valueStart(), fields.valueLength());
            }
        }
        return key.length() > before;
    }

    private boolean traceId(byte[] array, int from, int to) throws MalformedException {
        int before = key.length();
        fields.reset(array, from, to);
        while (fields.next()) {
            if (fields.isBytes(traceIdField)) {
                key.truncate(before);
                if (fields.valueLength() == TRACE_ID_BYTES) {
                    writeHex(array, fields.valueStart());
                }
            }
        }
        return key.length() > before;
    }

    private void writeHex(byte[] array, int from) {
        int bits = 0;
        for (int i = 0; i < TRACE_ID_BYTES; i++) {
            int b = array[from + i];
            bits |= b;
            hex[2 * i] = HEX[b >> 4 & 15];
            hex[2 * i + 1] = HEX[b & 15];
        }
        if (bits != 0) {
            key.raw(hex, 0, hex.length);
        }
    }

    /** Appends the text of the attribute {@code name}, the first of that name. */
    private boolean attribute(byte[] array, int from, int to, int field, byte[] name) throws MalformedException {
        fields.reset(array, from, to);
        while (fields.next()) {
            if (fields.isBytes(field) && hasName(attribute.enter(fields), name)) {
                return valueText();
            }
        }
        return false;
    }

    private static boolean hasName(WireReader attribute, byte[] name) throws MalformedException {
        boolean same = name.length == 0;
        while (attribute.next()) {
            if (attribute.isBytes(1)) {
                same = Arrays.equals(
                        attribute.array(), attribute.valueStart(), attribute.valueEnd(), name, 0, name.length);
            }
        }
        return same;
    }

    private boolean valueText() throws MalformedException {
        attribute.enter(fields);
        boolean written = false;
        while (attribute.next()) {
            if (attribute.isBytes(2)) {
                written = AnyValue.writeText(value.enter(attribute), key);
            }
        }
        return written;
    }

    byte[] array() {
        return key.array();
    }

    int length() {
        return key.length();
    }
}
