package io.sluice.regex;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Searches texts for a {@link Pattern}. Reusable, and allocates nothing per search once it has grown; belongs to one thread at a time. After
 * {@link #find} found something, the places of groups are looked for only when they are asked for, so the text must still be there then.
 */
public final class Matcher {

    private final Pattern pattern;
    private final int mostCells;
    private final Budget budget;
    private final int groups;
    private final int shortest;
    private final ForwardSearch forwards;
    private @Nullable BackwardSearch backwards;
    private @Nullable Groups groupSearch;

    private byte @Nullable [] array; // in which something was found
    private int from;
    private int end;
    private int foundFrom;
    private int foundEnd;
    private int @Nullable [] places;

    private byte @Nullable [] gone; // the text that is gone through
    private int goneFrom;
    private int goneEnd;
    private int goneAt; // where the next search begins, beyond the end if there is none
    private int lastEnd; // of the last match, before the text if there was none

    /**
     * A matcher of a pattern.
     *
     * @param mostCells the bound of each of its tables
     * @param bounded whether searches that cost too much are given up
     */
    Matcher(Pattern pattern, int mostCells, boolean bounded) {
        this.pattern = pattern;
        this.mostCells = mostCells;
        budget = new Budget(bounded);
        groups = pattern.groupCount();
        shortest = pattern.extent().fewest();
        forwards = new ForwardSearch(pattern.forwardAutomaton(mostCells, budget), pattern.finder());
    }

    /**
     * Looks for the leftmost match in a text that begins at {@code at} or later.
     *
     * @param from where the text begins; anchors and word boundaries see what is between here and {@code at}
     * @param end behind the text
     * @param at where the search begins, at the beginning of a character
     * @throws SearchLimitException if the matcher is bounded, and the search costs too much
     */
    public boolean find(byte[] array, int from, int end, int at) {
        Objects.checkFromToIndex(from, end, array.length);
        Objects.checkFromToIndex(from, at, end);
        this.array = null;
        places = null;
        int behind = search(array, from, end, at, false);
        if (behind < 0) {
            return false;
        }
        this.array = array;
        this.from = from;
        this.end = end;
        foundFrom = start(array, from, end, at, behind);
        foundEnd = behind;
        return true;
    }

    /**
     * Begins to go through the matches of a text; see {@link #next}.
     *
     * @param from where the text begins
     * @param end behind the text
     */
    public void over(byte[] array, int from, int end) {
        Objects.checkFromToIndex(from, end, array.length);
        gone = array;
        goneFrom = from;
        goneEnd = end;
        goneAt = from;
        lastEnd = from - 1;
    }

    /**
     * Goes on to the next match that does not overlap the one before, as Go's {@code FindAll} does: an empty match right behind another match is
     * passed over.
     */
    public boolean next() {
        byte[] text = gone;
        while (text != null && goneAt <= goneEnd && find(text, goneFrom, goneEnd, goneAt)) {
            boolean repeated = foundFrom == foundEnd && foundFrom == lastEnd;
            if (foundEnd == goneAt) {
                goneAt += goneAt < goneEnd ? Utf8.decode(text, goneAt, goneEnd) & 7 : 1;
            } else {
                goneAt = foundEnd;
            }
            lastEnd = foundEnd;
            if (!repeated) {
                return true;
            }
        }
        array = null;
        gone = null;
        return false;
    }

    /**
     * Whether a text holds a match. Cheaper than {@link #find}, and says nothing of its place.
     *
     * @throws SearchLimitException if the matcher is bounded, and the search costs too much
     */
    public boolean contains(byte[] array, int from, int end) {
        Objects.checkFromToIndex(from, end, array.length);
        return search(array, from, end, from, true) >= 0;
    }

    private int search(byte[] array, int from, int end, int at, boolean any) {
        if (end - at < shortest || (at > from && pattern.isAnchored())) {
            return -1;
        }
        budget.earn(end - at);
        return forwards.search(array, from, end, at, any);
    }

    private int start(byte[] array, int from, int end, int at, int behind) {
        Extent extent = pattern.extent();
        if (pattern.isAnchored() || behind == at) {
            return at;
        }
        if (extent.fewest() == extent.most()) {
            return behind - shortest;
        }
        BackwardSearch search = backwards;
        if (search == null) {
            search = new BackwardSearch(pattern.backwardAutomaton(mostCells, budget));
            backwards = search;
        }
        return search.search(array, from, end, at, behind);
    }

    /** How many groups there are, without the whole match. */
    public int groupCount() {
        return groups;
    }

    /** Where the match begins in the array. */
    public int start() {
        text();
        return foundFrom;
    }

    /** Behind the match in the array. */
    public int end() {
        text();
        return foundEnd;
    }

    /**
     * Where a group begins in the array, -1 if it took no part in the match. A group that took part several times has its last place.
     *
     * @param group 1 for the first, 0 for the whole match
     */
    public int start(int group) {
        Objects.checkIndex(group, groups + 1);
        return group == 0 ? start() : places()[2 * group];
    }

    /** Behind a group in the array, -1 if it took no part in the match. */
    public int end(int group) {
        Objects.checkIndex(group, groups + 1);
        return group == 0 ? end() : places()[2 * group + 1];
    }

    /** How many instructions were visited so far; the rest of the time is that of a look into a table at every byte. */
    long visits() {
        return budget.spent();
    }

    private byte[] text() {
        byte[] text = array;
        if (text == null) {
            throw new IllegalStateException("nothing was found");
        }
        return text;
    }

    private int[] places() {
        int[] found = places;
        if (found == null) {
            Groups search = groupSearch;
            if (search == null) {
                search = new Groups(pattern, budget);
                groupSearch = search;
            }
            found = search.find(text(), from, end, foundFrom, foundEnd);
            places = found;
        }
        return found;
    }
}
