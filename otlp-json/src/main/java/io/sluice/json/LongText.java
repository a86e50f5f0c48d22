package io.sluice.json;

import io.sluice.pdata.WireWriter;
import java.io.Writer;

/**
 * Writes a long JSON string as UTF-8 piece by piece as the parser holds it, for putting it together would take several times its size more.
 * One thread.
 */
final class LongText extends Writer {

    private static final int PIECE = 1 << 15;

    private final TextBytes text;
    private final WireWriter out;
    private final char[] pair = new char[2];

    /** The first half of a surrogate pair whose second half is in the next piece; 0 if there is none. */
    private char high;

    LongText(TextBytes text, WireWriter out) {
        this.text = text;
        this.out = out;
    }

    @Override
    public void write(char[] chars, int from, int length) {
        int at = from;
        int end = from + length;
        if (high != 0 && at < end) {
            pair[0] = high;
            pair[1] = chars[at];
            boolean both = Character.isLowSurrogate(pair[1]);
            put(pair, 0, both ? 2 : 1);
            at += both ? 1 : 0;
            high = 0;
        }
        while (at < end) {
            int count = Math.min(PIECE, end - at);
            boolean cut = Character.isHighSurrogate(chars[at + count - 1]);
            if (cut && at + count == end) {
                high = chars[end - 1];
                put(chars, at, count - 1);
                return;
            }
            count += cut ? 1 : 0;
            put(chars, at, count);
            at += count;
        }
    }

    private void put(char[] chars, int from, int length) {
        int bytes = text.utf8(chars, from, length);
        out.raw(text.array(), 0, bytes);
    }

    @Override
    public void flush() {}

    /** Writes what no second half came for. */
    @Override
    public void close() {
        if (high != 0) {
            pair[0] = high;
            high = 0;
            put(pair, 0, 1);
        }
    }
}
