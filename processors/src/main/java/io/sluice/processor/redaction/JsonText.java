package io.sluice.processor.redaction;

import io.sluice.pdata.WireWriter;

/** Text as JSON strings, escaped as the Collector escapes them: no more than JSON asks for, and the two separators of JavaScript. */
final class JsonText {

    private static final byte[] QUOTE = {'"'};
    private static final String SHORT = "\b\f\n\r\t\"\\";
    private static final String SHORT_NAMES = "bfnrt\"\\";
    private static final int DASH_LENGTH = 3;

    private JsonText() {}

    static void quote(byte[] array, int from, int end, WireWriter out) {
        Ascii.append(QUOTE, out);
        int run = from;
        int at = from;
        while (at < end) {
            int length = escapedLength(array, at, end);
            if (length == 0) {
                at++;
                continue;
            }
            out.raw(array, run, at - run);
            escape(array, at, length, out);
            at += length;
            run = at;
        }
        out.raw(array, run, end - run);
        Ascii.append(QUOTE, out);
    }

    /** Bytes of the character here if it is to be escaped, else 0. */
    private static int escapedLength(byte[] array, int at, int end) {
        int b = array[at] & 0xff;
        if (b < ' ' || b == '"' || b == '\\') {
            return 1;
        }
        boolean separator = b == 0xe2
                && end - at >= DASH_LENGTH
                && (array[at + 1] & 0xff) == 0x80
                && (array[at + 2] & 0xfe) == 0xa8;
        return separator ? DASH_LENGTH : 0;
    }

    private static void escape(byte[] array, int at, int length, WireWriter out) {
        int b = array[at];
        int name = SHORT.indexOf(b);
        if (length == 1 && name >= 0) {
            Ascii.append("\\" + SHORT_NAMES.charAt(name), out);
        } else if (length == 1) {
            Ascii.append("\\u00", out);
            Ascii.hex(b, out);
        } else {
            Ascii.append((array[at + 2] & 1) == 0 ? "\\u2028" : "\\u2029", out);
        }
    }
}
