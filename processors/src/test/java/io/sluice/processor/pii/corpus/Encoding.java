package io.sluice.processor.pii.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

/** How a text is written inside another. The encoding of a text is that of its characters, one after the other. */
interface Encoding {

    Encoding NONE = text -> text;

    /** Inside the quotes of JSON. */
    Encoding JSON = text -> {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append(c);
            }
        }
        return out.toString();
    };

    /** JSON inside a text of JSON. */
    Encoding ESCAPED_JSON = text -> JSON.encode(JSON.encode(text));

    /** What a form's field holds: a plus for a blank. */
    Encoding QUERY = text -> percent(text, "-._*").replace("%20", "+");

    /** Every byte that is no letter or digit, with large hexadecimal digits. */
    Encoding PERCENT = text -> percent(text, "");

    /** The same with small hexadecimal digits. */
    Encoding PERCENT_LOWER = text -> lowerHex(percent(text, ""));

    /** Each character but letters and digits. */
    Encoding UNICODE = text -> unicode(text, false, "\\");

    /** Each character. */
    Encoding UNICODE_ALL = text -> unicode(text, true, "\\");

    /** In JSON in a text of JSON. */
    Encoding UNICODE_TWICE = text -> unicode(text, false, "\\\\");

    /** Inside the quotes of JSON, with escapes for what is not ASCII. */
    Encoding JSON_OF_ASCII = text -> {
        String json = JSON.encode(text);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            out.append(c < 0x80 ? Character.toString(c) : String.format("\\u%04x", (int) c));
        }
        return out.toString();
    };

    Encoding SINGLE_QUOTES = text ->
            text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r");

    Encoding CSV = text -> text.replace("\"", "\"\"");

    /** As in {@code encodeURIComponent}. */
    Encoding PERCENT_BUT_UNRESERVED = text -> percent(text, "-_.!~*'()");

    /** Each character but letters and digits, by its number. */
    Encoding ENTITIES = text -> {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> out.append(isAlnum(c) ? Character.toString(c) : "&#" + c + ";"));
        return out.toString();
    };

    /** Each byte that is a quote, a backslash or not visible in ASCII. */
    Encoding HEXADECIMAL = text -> hexadecimal(text, false);

    /** Each byte that is no letter or digit. */
    Encoding HEXADECIMAL_ALL = text -> hexadecimal(text, true);

    Encoding XML = text ->
            text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");

    Encoding SQL = text -> text.replace("'", "''");

    /** ASCII as full-width forms, U+FF01 to U+FF5E. */
    Encoding FULL_WIDTH = text -> {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c > ' ' && c < 0x7f ? (char) (c + 0xfee0) : c == ' ' ? '\u3000' : c);
        }
        return out.toString();
    };

    String encode(String text);

    private static String percent(String text, String plain) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(UTF_8)) {
            if (isAlnum(b) || plain.indexOf(b) >= 0) {
                out.append((char) b);
            } else {
                out.append(String.format("%%%02X", b & 0xff));
            }
        }
        return out.toString();
    }

    private static String hexadecimal(String text, boolean all) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(UTF_8)) {
            boolean plain = all ? isAlnum(b) : b >= ' ' && b < 0x7f && b != '"' && b != '\\';
            out.append(plain ? Character.toString(b) : String.format("\\x%02X", b & 0xff));
        }
        return out.toString();
    }

    private static String lowerHex(String encoded) {
        StringBuilder out = new StringBuilder(encoded);
        for (int i = 0; i < out.length(); i++) {
            if (out.charAt(i) == '%') {
                out.setCharAt(i + 1, Character.toLowerCase(out.charAt(i + 1)));
                out.setCharAt(i + 2, Character.toLowerCase(out.charAt(i + 2)));
            }
        }
        return out.toString();
    }

    private static String unicode(String text, boolean all, String backslash) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!all && isAlnum(c)) {
                out.append(c);
            } else {
                out.append(backslash).append(String.format("u%04x", (int) c));
            }
        }
        return out.toString();
    }

    private static boolean isAlnum(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
