package io.sluice.processor.ratelimiter;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An attribute by name, and by value if one is wanted. Values are compared as text: strings as they are, integers in decimal, {@code true}
 * and {@code false}. Immutable; the readers are the caller's.
 */
final class AttributeMatcher {

    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int STRING_VALUE = 1;
    private static final int BOOL_VALUE = 2;
    private static final int INT_VALUE = 3;

    private final byte[] name;
    private final byte @Nullable [] value;

    private AttributeMatcher(byte[] name, byte @Nullable [] value) {
        this.name = name;
        this.value = value;
    }

    /** Reads {@code NAME} or {@code NAME=VALUE}. */
    static AttributeMatcher parse(String text) {
        int equals = text.indexOf('=');
        return equals < 0
                ? new AttributeMatcher(utf8(text), null)
                : new AttributeMatcher(utf8(text.substring(0, equals)), utf8(text.substring(equals + 1)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * True if the {@code KeyValue} from {@code from} to {@code end} is this attribute.
     *
     * @param reader overwritten; stands on the value afterwards if the name is right and there is one, see {@link #isString}
     */
    boolean matches(byte[] array, int from, int end, WireReader reader) throws MalformedException {
        boolean named = false;
        int valueFrom = 0;
        int valueEnd = 0;
        reader.reset(array, from, end);
        while (reader.next()) {
            if (reader.isBytes(KEY)) {
                named = Arrays.equals(array, reader.valueStart(), reader.valueEnd(), name, 0, name.length);
            } else if (reader.isBytes(VALUE)) {
                valueFrom = reader.valueStart();
                valueEnd = reader.valueEnd();
            }
        }
        if (!named) {
            return false;
        }
        reader.reset(array, valueFrom, valueEnd);
        boolean any = reader.next();
        return value == null || (any && isValue(reader));
    }

    /** True if {@code reader}, as {@link #matches} left it, stands on a string value. */
    static boolean isString(WireReader reader) {
        return reader.isBytes(STRING_VALUE);
    }

    private boolean isValue(WireReader reader) throws MalformedException {
        byte[] wanted = value;
        if (wanted == null) {
            return true;
        }
        if (isString(reader)) {
            return Arrays.equals(reader.array(), reader.valueStart(), reader.valueEnd(), wanted, 0, wanted.length);
        }
        if (reader.wireType() != WireType.VARINT) {
            return false;
        }
        long number = reader.varint();
        return switch (reader.fieldNumber()) {
            case BOOL_VALUE -> Arrays.equals(wanted, utf8(number != 0 ? "true" : "false"));
            case INT_VALUE -> Arrays.equals(wanted, utf8(Long.toString(number)));
            default -> false;
        };
    }
}
