package io.sluice.processor.pii.detect;

import java.nio.charset.StandardCharsets;

/**
 * The values behind keys of the caller's choice inside a text. Keys are the word, or the name in quotes, before {@code =} and {@code :}, and
 * the names of elements; values are bounded as those of {@link KeyedValueFinder}.
 *
 * <pre>
 *   "note":"x"     \"note\":{"a":"x"}     note=x     my.note: x     社内メモ：x     &lt;note&gt;x&lt;/note&gt;
 * </pre>
 *
 * <p>One pass; behind a value it goes on. Reusable. Threads: one at a time.
 */
public final class ChosenKeys {

    /** Says which keys are chosen, and hears of their values, which ascend. */
    public interface Caller {

        /** True if the values of a key are wanted. */
        boolean isChosen(byte[] array, int from, int end);

        /** Takes a value of the key that was chosen last; false if no more are wanted. */
        boolean found(int start, int end);
    }

    private static final int MAX_KEY = 128;
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final ScanText text = new ScanText();
    private final KeyedValue value = new KeyedValue();
    private final YamlBlock block = new YamlBlock();
    private final Members members = new Members();
    private int keyFrom;
    private int keyEnd;
    private boolean wanted;

    /** Searches a text as it is given. */
    public void find(byte[] array, int from, int end, Caller caller) {
        find(text.set(array, from, end), caller);
    }

    /** Searches the normal form that was made last; values are places in it. */
    public void find(NormalForms forms, Caller caller) {
        find(text.setForm(forms.last()), caller);
    }

    private void find(ScanText searched, Caller caller) {
        byte[] array = searched.array();
        int end = searched.end();
        wanted = true;
        int at = searched.from();
        while (at < end && wanted) {
            byte b = array[at];
            int next = -1;
            if (b == ':' || b == '=') {
                next = keyed(at, caller);
            } else if (b == '>') {
                next = element(at, caller);
            }
            at = Math.max(at + 1, next);
        }
        text.clear();
    }

    /** Where to go on. */
    private int keyed(int sign, Caller caller) {
        int behind = KeySign.keyEnd(text, sign);
        boolean chosen = setKey(behind, sign)
                && !(text.at(behind) == ']' && text.at(sign + 1) != '>' && KeySign.isMasked(text, behind))
                && caller.isChosen(text.array(), keyFrom, keyEnd)
                && !KeySign.isUrlUser(text, sign);
        int start = chosen ? KeySign.valueStart(text, sign, behind) : -1;
        if (start < 0) {
            return -1;
        }
        boolean colon = text.at(sign) == ':';
        if (colon && block.read(text, behind, start)) {
            value.set(block.start(), block.end());
        } else if (colon && Members.areAt(text, start)) {
            members.begin(start);
            while (wanted && members.next(text, value)) {
                found(caller);
            }
            return members.end();
        } else {
            value.read(text, sign, start, mayBeName(start));
        }
        found(caller);
        return value.end();
    }

    private int element(int close, Caller caller) {
        int open = KeySign.elementStart(text, close);
        int nameEnd = open < 0 ? -1 : KeySign.elementNameEnd(text, open, close);
        if (nameEnd < 0) {
            return -1;
        }
        int local = nameEnd;
        while (text.at(local - 1) != ':' && local - 1 > open) {
            local--;
        }
        if (!caller.isChosen(text.array(), open + 1, nameEnd) && !caller.isChosen(text.array(), local, nameEnd)) {
            return -1;
        }
        value.readElement(text, close + 1);
        found(caller);
        return value.end();
    }

    private void found(Caller caller) {
        boolean nothing = value.end() <= value.start()
                || (value.end() - value.start() == NULL.length
                        && Bytes.startsWithAnyCase(text.array(), value.start(), value.end(), NULL));
        // Full-width forms are read in normal form.
        if (!nothing && !value.isFullWidth(text)) {
            wanted = caller.found(value.start(), value.end());
        }
    }

    /** Sets the key that ends at an index; false if there is none. */
    private boolean setKey(int end, int sign) {
        keyEnd = end;
        keyFrom = end;
        int limit = Math.max(text.from(), end - MAX_KEY);
        int quote = end;
        while (quote < sign && !Bytes.is(text.at(quote), Bytes.QUOTE)) {
            quote++;
        }
        if (quote < sign) {
            while (keyFrom > limit && text.at(keyFrom - 1) != text.at(quote) && text.at(keyFrom - 1) != '\n') {
                keyFrom--;
            }
            if (keyFrom > limit && text.at(keyFrom - 1) == text.at(quote)) {
                return keyFrom < end;
            }
            keyFrom = end;
        }
        while (keyFrom > limit && isWordByte(text.at(keyFrom - 1)) && !KeyedValue.endsWord(text, keyFrom)) {
            keyFrom--;
        }
        // The hyphens of an option.
        while (text.at(keyFrom) == '-' && keyFrom < end) {
            keyFrom++;
        }
        return keyFrom < end;
    }

    private static boolean isWordByte(int b) {
        return b < 0 || Bytes.is(b, Bytes.TOKEN) || b == '.';
    }

    /** True at what begins as a word of a name, or not in ASCII: it may go on behind a blank. */
    private boolean mayBeName(int start) {
        return text.at(start) < 0
                || (Bytes.is(text.at(start), Bytes.UPPER) && Bytes.is(text.at(start + 1), Bytes.LOWER));
    }
}
