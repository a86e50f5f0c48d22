package io.sluice.processor.value;

import io.sluice.pdata.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as a configuration holds them - null, Boolean, Long, Double, String, List, Map - as {@code AnyValue}s. Threads: any. */
public final class PlainValue {

    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int MEMBERS = 1;

    private PlainValue() {}

    /** Writes the content of an {@code AnyValue}. */
    public static void write(@Nullable Object value, WireWriter out) {
        switch (value) {
            case null -> {
                // the value without a type has no bytes
            }
            case String text -> text(AnyValueBytes.STRING, text, out);
            case Boolean truth -> out.varintField(AnyValueBytes.BOOL, truth ? 1 : 0);
            case Integer number -> out.varintField(AnyValueBytes.INT, number);
            case Long number -> out.varintField(AnyValueBytes.INT, number);
            case Double number -> out.fixed64Field(AnyValueBytes.DOUBLE, Double.doubleToRawLongBits(number));
            case List<?> list -> {
                int array = out.openMessage(AnyValueBytes.ARRAY);
                for (Object element : list) {
                    int member = out.openMessage(MEMBERS);
                    write(element, out);
                    out.closeMessage(member);
                }
                out.closeMessage(array);
            }
            case Map<?, ?> entries -> {
                int map = out.openMessage(AnyValueBytes.MAP);
                entries.forEach((key, element) -> {
                    int entry = out.openMessage(MEMBERS);
                    text(KEY, String.valueOf(key), out);
                    int member = out.openMessage(VALUE);
                    write(element, out);
                    out.closeMessage(member);
                    out.closeMessage(entry);
                });
                out.closeMessage(map);
            }
            default -> throw new IllegalArgumentException("no value of a configuration: " + value.getClass());
        }
    }

    private static void text(int field, String text, WireWriter out) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.bytesField(field, utf8, 0, utf8.length);
    }
}
