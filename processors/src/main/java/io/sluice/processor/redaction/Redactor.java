package io.sluice.processor.redaction;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireWriter;
import io.sluice.processor.value.AnyValueBytes;
import io.sluice.processor.value.ValueText;

/**
 * What the rules make of keys and of single texts. The same for attributes and bodies; what holds what is the callers' part. Threads: one
 * at a time.
 */
final class Redactor {

    private static final byte[] NOTHING = {};
    private static final byte LINE_FEED = '\n';

    private final boolean strict;
    private final boolean allTypes;
    private final KeyRules keys;
    private final PatternList allowedValues;
    private final TextMasker masker;
    private final Mask mask;
    private final ValueText texts = new ValueText();
    private final WireWriter text = new WireWriter(256);
    private final WireWriter masked = new WireWriter(256);
    private final boolean emptyIsAllowed;
    private final boolean emptyIsMasked;

    private byte[] array = NOTHING;
    private int from;
    private int end;

    Redactor(RedactionRules rules) {
        strict = rules.strict();
        allTypes = rules.allTypes() || strict;
        keys = new KeyRules(rules);
        allowedValues = new PatternList(rules.allowedValues(), false);
        mask = Mask.of(rules.hashFunction(), rules.hmacKey());
        masker = new TextMasker(rules.valueRules(), mask);
        emptyIsAllowed = allowedValues.matches(NOTHING, 0, 0);
        emptyIsMasked = masker.mask(NOTHING, 0, 0);
    }

    boolean isStrict() {
        return strict;
    }

    /** True if attributes of all types are looked at, as texts. */
    boolean looksAtAllTypes() {
        return allTypes;
    }

    KeyRules keys() {
        return keys;
    }

    /** True if what is no text, and is looked at as the empty text, stays what it is and is not counted. */
    boolean passesEmptyText() {
        return !emptyIsAllowed && !emptyIsMasked;
    }

    /** Makes {@code array[start, behind)} the text at hand. */
    void take(byte[] bytes, int start, int behind) {
        array = bytes;
        from = start;
        end = behind;
    }

    /** Makes the empty text the text at hand. */
    void takeNothing() {
        take(NOTHING, 0, 0);
    }

    /** Makes a value's text the text at hand. */
    void takeText(byte[] bytes, AnyValueBytes value) throws MalformedException {
        int kind = value.kind();
        if (kind == AnyValueBytes.STRING || (strict && kind == AnyValueBytes.BYTES)) {
            take(bytes, value.from(), value.end());
            return;
        }
        texts.append(bytes, value, text.reset());
        take(text.array(), 0, text.length());
    }

    /** True if a pattern of those that may pass finds something in the text at hand. */
    boolean isAllowed() {
        return !allowedValues.isEmpty() && allowedValues.matches(array, from, end);
    }

    /** Masks what is found in the text at hand; true if it is another one then. */
    boolean mask() {
        if (!masker.mask(array, from, end)) {
            return false;
        }
        take(masker.array(), masker.from(), masker.end());
        return true;
    }

    /** Masks the whole of the text at hand; unless strict, line by line as the Collector does. */
    void maskAll() {
        masked.reset();
        int line = from;
        for (int i = from; i <= end; i++) {
            if (i == end || (array[i] == LINE_FEED && !strict)) {
                mask.write(array, line, i, masked);
                line = i + 1;
                if (i < end) {
                    masked.raw(array, i, 1);
                }
            }
        }
        take(masked.array(), 0, masked.length());
    }

    byte[] array() {
        return array;
    }

    int from() {
        return from;
    }

    int end() {
        return end;
    }
}
