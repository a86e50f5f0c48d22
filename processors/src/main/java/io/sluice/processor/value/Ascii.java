package io.sluice.processor.value;

import io.sluice.pdata.WireWriter;
import java.nio.charset.StandardCharsets;

/** Short texts that are written often. */
public final class Ascii {

    static final byte[] MINUS = {'-'};
    static final byte[] TRUE = bytes("true");
    static final byte[] FALSE = bytes("false");
    private static final byte[] HEX = bytes("0123456789abcdef");

    private Ascii() {}

    /** The UTF-8 form. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static void append(String text, WireWriter out) {
        append(bytes(text), out);
    }

    static void append(byte[] text, WireWriter out) {
        out.raw(text, 0, text.length);
    }

    /** Writes a byte as two digits. */
    public static void hex(int value, WireWriter out) {
        out.raw(HEX, value >>> 4 & 15, 1).raw(HEX, value & 15, 1);
    }
}
