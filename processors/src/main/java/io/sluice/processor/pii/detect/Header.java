package io.sluice.processor.pii.detect;

import org.jspecify.annotations.Nullable;

/** The headers whose values are credentials. */
enum Header {
    AUTHORIZATION("authorization", 'z'),
    COOKIE("cookie", 'k'),
    API_KEY("x-api-key", 'k');

    private final String text;
    private final int rare;

    /** @param rare a character that is seldom, by which the name is looked for */
    Header(String name, char rare) {
        this.text = name;
        this.rare = name.indexOf(rare);
    }

    private static final Header[] ALL = values();

    /** The one whose rare character stands at an index, or null. */
    static @Nullable Header at(ScanText text, int index) {
        for (Header header : ALL) {
            int start = index - header.rare;
            if (start >= text.from()
                    && header.matches(text.array(), start, text.end())
                    && !Bytes.isAlnum(text.at(start - 1))) {
                return header;
            }
        }
        return null;
    }

    /** The one that a key ends with, or null. */
    static @Nullable Header ofKey(byte[] key, int from, int end) {
        for (Header header : ALL) {
            int start = end - header.text.length();
            if (start >= from && header.matches(key, start, end) && (start == from || !Bytes.isAlnum(key[start - 1]))) {
                return header;
            }
        }
        return null;
    }

    /** Behind the name whose rare character stands at an index. */
    int end(int index) {
        return index - rare + text.length();
    }

    /** A hyphen may be an underscore. */
    private boolean matches(byte[] array, int at, int end) {
        if (end - at < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            int b = Bytes.lower(array[at + i]);
            int c = text.charAt(i);
            if (b != c && !(b == '_' && c == '-')) {
                return false;
            }
        }
        return true;
    }
}
