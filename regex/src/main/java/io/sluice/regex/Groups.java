package io.sluice.regex;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the places of the groups of a match, one way or the other. One thread. */
final class Groups {

    private final Pattern pattern;
    private final Budget budget;
    private final Backtracker backtracker;
    private @Nullable Pike pike;

    Groups(Pattern pattern, Budget budget) {
        this.pattern = pattern;
        this.budget = budget;
        backtracker = pattern.backtracker(budget);
    }

    /** The places of the match and its groups, from and behind each, -1 for those that took no part; valid until the next search. */
    int[] find(byte[] array, int from, int end, int start, int behind) {
        return Objects.requireNonNull(
                backtracker.takes(behind - start)
                        ? backtracker.search(array, from, end, start, behind)
                        : byPike(array, from, end, start));
    }

    private int @Nullable [] byPike(byte[] array, int from, int end, int start) {
        Pike search = pike;
        if (search == null) {
            search = pattern.pike(budget);
            pike = search;
        }
        return search.search(array, from, end, start);
    }
}
