package io.sluice.regex;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Searches texts for a {@link Pattern}. Reusable, and allocates nothing per search once it has grown; belongs to one thread at a time. After
 * {@link #find} found something, the places of groups are looked for only when they are asked for, so the text must still be there then.
 */
public final class Matcher {

    private final Pike pike;
    private final int groups;
    private int @Nullable [] places;

    Matcher(Pattern pattern) {
        groups = pattern.groupCount();
        pike = new Pike(pattern.capturing(), pattern.alphabet(), groups);
    }

    /**
     * Looks for the leftmost match in a text that begins at {@code at} or later.
     *
     * @param from where the text begins; anchors and word boundaries see what is between here and {@code at}
     * @param end behind the text
     * @param at where the search begins, at the beginning of a character
     */
    public boolean find(byte[] array, int from, int end, int at) {
        Objects.checkFromToIndex(from, end, array.length);
        Objects.checkFromToIndex(from, at, end);
        places = pike.search(array, from, end, at, true);
        return places != null;
    }

    /** Whether a text holds a match. Cheaper than {@link #find}, and says nothing of its place. */
    public boolean contains(byte[] array, int from, int end) {
        return find(array, from, end, from);
    }

    /** Where the match begins in the array. */
    public int start() {
        return start(0);
    }

    /** Behind the match in the array. */
    public int end() {
        return end(0);
    }

    /**
     * Where a group begins in the array, -1 if it took no part in the match. A group that took part several times has its last place.
     *
     * @param group 1 for the first, 0 for the whole match
     */
    public int start(int group) {
        return places()[2 * Objects.checkIndex(group, groups + 1)];
    }

    /** Behind a group in the array, -1 if it took no part in the match. */
    public int end(int group) {
        return places()[2 * Objects.checkIndex(group, groups + 1) + 1];
    }

    private int[] places() {
        int[] found = places;
        if (found == null) {
            throw new IllegalStateException("nothing was found");
        }
        return found;
    }
}
