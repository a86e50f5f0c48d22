package io.sluice.processor.pii.detect;

/**
 * Makes the normal form of a text, in which a token looks the same however it was written, and knows where each of its bytes was in the text.
 * One call resolves one layer of escapes. Reusable.
 *
 * <table>
 * <caption>What is rewritten</caption>
 * <tr><td>{@code %40}, {@code %u0040}, {@code \x40}, {@code \}{@code u0040}, an entity of HTML</td><td>the character</td></tr>
 * <tr><td>{@code \n}, {@code \"}, {@code \\} and the like</td><td>the character</td></tr>
 * <tr><td>full-width forms, wide and unbreakable spaces, kinds of hyphens</td><td>ASCII ({@link Folding})</td></tr>
 * <tr><td>zero-width characters, colours of a terminal</td><td>nothing</td></tr>
 * <tr><td>{@code +} beside {@code %40} and the like, in a form's field with several, or before an option</td><td>a blank</td></tr>
 * </table>
 */
final class Normalizer {

    private final SourceMap map = new SourceMap();
    private final Escape escape = new Escape();
    private byte[] array = {};
    private int from;
    private int end;
    private int parameterEnd;
    private boolean formParameter;

    /** True if the text holds a byte without which it is its own normal form. */
    static boolean mayChange(byte[] array, int from, int end) {
        for (int i = from; i < end; i++) {
            if (isSpecial(array[i])) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSpecial(byte b) {
        return b < 0 || b == '%' || b == '\\' || b == '&' || b == 0x1b;
    }

    /** Makes the normal form; false if the text is its own. */
    boolean run(byte[] textArray, int textFrom, int textEnd) {
        array = textArray;
        from = textFrom;
        end = textEnd;
        boolean changed = false;
        int copied = from;
        int formEnd = from;
        parameterEnd = from;
        int at = from;
        while (at < end) {
            if (array[at] == '+' && (at < formEnd || isBlankOfForm(at))) {
                formEnd = at < formEnd ? formEnd : parameterEnd;
                changed = begin(changed);
                map.copy(array, copied, at);
                map.putEscapedSign(' ', 1);
                copied = ++at;
                continue;
            }
            if (!isSpecial(array[at])) {
                at++;
                continue;
            }
            boolean written = escape.read(array, at, end);
            int length = escape.length();
            int code = written ? fold(at, copied) : 0;
            if (written && (code != escape.code() || escape.isEscape())) {
                changed = begin(changed);
                map.copy(array, copied, at);
                put(at, code, length);
                copied = at + length;
            }
            at += length;
        }
        if (changed) {
            map.copy(array, copied, end);
            map.finish();
        }
        return changed;
    }

    private boolean begin(boolean begun) {
        if (!begun) {
            map.reset(from, end - from);
        }
        return true;
    }

    /**
     * True for a plus as forms write blanks: beside an escaped character, one of several in a field that holds such, or before an option of a
     * command. A single one may be part of a mail address, and one before a digit that of a telephone number.
     */
    private boolean isBlankOfForm(int at) {
        if (at >= parameterEnd) {
            readParameter(at);
        }
        boolean word = at > from && Bytes.isAlnum(array[at - 1]);
        if (word && at + 1 < end && array[at + 1] == '-') {
            return true;
        }
        boolean behindEscape = at - 3 >= from && Escape.isPercent(array, at - 3, end);
        boolean blank = behindEscape || Escape.isPercent(array, at + 1, end) || formParameter;
        boolean number = (!word || behindEscape) && at + 1 < end && isDigit(at + 1);
        return blank && !number;
    }

    /** Notes where the field of a form ends that something is in, and whether it has several blanks if there are any. */
    private void readParameter(int at) {
        int start = at;
        while (start > parameterEnd && !endsParameter(array[start - 1])) {
            start--;
        }
        int last = at;
        int pluses = 0;
        boolean escaped = false;
        for (int i = start; i < end && !endsParameter(array[i]); i++) {
            pluses += array[i] == '+' ? 1 : 0;
            escaped = escaped || Escape.isPercent(array, i, end);
            last = i;
        }
        formParameter = escaped && pluses > 1;
        parameterEnd = last + 1;
    }

    private static boolean endsParameter(byte b) {
        return (b >= 0 && b <= ' ') || b == '&' || b == '"' || b == '<';
    }

    private int fold(int at, int copied) {
        int code = escape.code();
        return escape.isByte()
                ? code
                : Folding.of(code, at > from && isDigitBefore(at, copied), isDigit(at + escape.length()));
    }

    private void put(int at, int code, int length) {
        if (code == Folding.NOTHING) {
            map.drop(length);
        } else if (escape.isByte()) {
            map.putByte(code, length);
        } else if (isEscapedSign(at, code, length)) {
            map.putEscapedSign(code, length);
        } else {
            map.put(code, length);
        }
    }

    /**
     * True for an escape of a sign that no layer of strings or elements demands, as they do for quotes and ampersands: the sign is meant to be
     * no more than a part.
     */
    private boolean isEscapedSign(int at, int code, int length) {
        boolean separator = code == '&' || code == '"' || code == '\'';
        boolean demanded = array[at] != '%' && (separator || (array[at] == '\\' && length == 2));
        return escape.isEscape() && !demanded && code >= ' ' && code < 0x7f && !Bytes.isAlnum(code);
    }

    private boolean isDigitBefore(int at, int copied) {
        return Bytes.isDigit(at > copied ? array[at - 1] : map.last());
    }

    /** True if a digit of either width stands at an index. */
    private boolean isDigit(int at) {
        if (at >= end) {
            return false;
        }
        return Bytes.isDigit(array[at])
                || (at + 2 < end
                        && array[at] == (byte) 0xef
                        && array[at + 1] == (byte) 0xbc
                        && array[at + 2] >= (byte) 0x90
                        && array[at + 2] <= (byte) 0x99);
    }

    /** Lets go of a form that is large; true if it was. */
    boolean trim() {
        return map.trim();
    }

    /** The array that holds the normal form from 0 on. */
    byte[] array() {
        return map.array();
    }

    int length() {
        return map.length();
    }

    /** True if what is at an index is a sign of ASCII that stood there as {@code %26}, an entity or the like, but not as {@code \"}. */
    boolean isEscapedSign(int index) {
        return map.isEscapedSign(index);
    }

    /** Where in the text the byte at an index began. */
    int sourceStart(int index) {
        return map.sourceStart(index);
    }

    /** Where in the text what is before an index ended. */
    int sourceEnd(int index) {
        return map.sourceEnd(index);
    }

    /** The first index whose byte began at or behind a place in the text: behind an escape in whose midst that is. */
    int indexAtOrBehind(int source) {
        return map.indexAtOrBehind(source);
    }
}
