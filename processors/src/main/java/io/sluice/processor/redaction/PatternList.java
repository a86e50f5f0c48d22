package io.sluice.processor.redaction;

import io.sluice.regex.Matcher;
import io.sluice.regex.Pattern;
import io.sluice.regex.SearchLimitException;
import java.util.List;

/** Patterns of which any one may match. Threads: one at a time. */
final class PatternList {

    private final Matcher[] matchers;
    private final boolean inDoubt;

    /** @param inDoubt what {@link #matches} says of a text on which a search costs too much */
    PatternList(List<Pattern> patterns, boolean inDoubt) {
        this.inDoubt = inDoubt;
        matchers = patterns.stream().map(Pattern::boundedMatcher).toArray(Matcher[]::new);
    }

    boolean isEmpty() {
        return matchers.length == 0;
    }

    /** True if any pattern matches anywhere in {@code array[from, end)}. */
    boolean matches(byte[] array, int from, int end) {
        try {
            for (Matcher matcher : matchers) {
                if (matcher.contains(array, from, end)) {
                    return true;
                }
            }
            return false;
        } catch (SearchLimitException _) {
            return inDoubt;
        }
    }
}
