package io.sluice.processor.redaction;

import io.sluice.pdata.WireWriter;
import io.sluice.processor.value.Ascii;
import io.sluice.regex.Matcher;
import io.sluice.regex.PatternSet;
import io.sluice.regex.SearchLimitException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Masks what patterns find in a text: one pattern after the other, each over what the one before it left. One look at the text tells which
 * patterns are worth trying. A text on which a search costs too much is masked as a whole. Allocates nothing. Threads: one at a time.
 */
final class TextMasker {

    private static final int KEPT_BYTES = 1 << 20;
    private static final byte[] NOTHING = {};
    private static final long ALL = -1;

    private final Matcher[] matchers;
    private final Mask[] masks;
    private final Mask byDefault;
    private final @Nullable PatternSet set;
    private WireWriter result = new WireWriter(256); // holds the text at hand, if anything was replaced
    private WireWriter spare = new WireWriter(256);
    private boolean replaced;
    private byte[] array = NOTHING;
    private int from;
    private int end;

    /** @param byDefault the mask of rules that have none */
    TextMasker(List<ValueRule> rules, Mask byDefault) {
        this.byDefault = byDefault;
        matchers = rules.stream().map(rule -> rule.pattern().boundedMatcher()).toArray(Matcher[]::new);
        masks = rules.stream()
                .map(rule -> rule.mask() == null ? byDefault : Mask.constant(Ascii.bytes(rule.mask())))
                .toArray(Mask[]::new);
        set = rules.size() > PatternSet.MOST
                ? null
                : PatternSet.of(rules.stream().map(ValueRule::pattern).toList());
    }

    /**
     * Masks a text.
     *
     * @return true if it is another text now, which lies in {@link #array} from {@link #from} to {@link #end} until the next call
     */
    boolean mask(byte[] text, int start, int behind) {
        replaced = false;
        array = text;
        from = start;
        end = behind;
        long may = mayMatch();
        if (may == 0) {
            return false;
        }
        try {
            maskEach(may);
        } catch (SearchLimitException _) {
            replaced = false;
            array = text;
            from = start;
            end = behind;
            WireWriter out = target();
            byDefault.write(text, start, behind, out);
            take(out);
        }
        return replaced && !Arrays.equals(array, from, end, text, start, behind);
    }

    private long mayMatch() {
        return set == null ? ALL : set.mayMatch(array, from, end);
    }

    private void maskEach(long mayMatch) {
        long may = mayMatch;
        for (int i = 0; i < matchers.length; i++) {
            if ((set == null || (may >>> i & 1) != 0) && replaceAll(matchers[i], masks[i])) {
                may = mayMatch();
            }
        }
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

    private boolean replaceAll(Matcher matcher, Mask mask) {
        matcher.over(array, from, end);
        if (!matcher.next()) {
            return false;
        }
        WireWriter out = target();
        int last = from;
        do {
            int start = matcher.start();
            out.raw(array, last, start - last);
            last = matcher.end();
            mask.write(array, start, last, out);
        } while (matcher.next());
        out.raw(array, last, end - last);
        take(out);
        return true;
    }

    /** An empty buffer that does not hold the text at hand. */
    private WireWriter target() {
        return spare.array().length > KEPT_BYTES ? new WireWriter(256) : spare.reset();
    }

    private void take(WireWriter out) {
        spare = result;
        result = out;
        replaced = true;
        array = out.array();
        from = 0;
        end = out.length();
    }
}
