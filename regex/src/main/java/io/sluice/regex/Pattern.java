package io.sluice.regex;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression with the syntax of Go's package regexp (that of RE2), whose matches are the leftmost ones and, of those, the first in
 * the order of preference of the expression's parts. Texts are bytes in UTF-8; a byte that is part of no valid character is U+FFFD.
 *
 * <p>Immutable; may be shared.
 */
public final class Pattern {

    private static final int MOST_NOTES = 1 << 19; // of places, while groups are looked for

    private final String text;
    private final List<@Nullable String> names;
    private final Alphabet alphabet;
    private final Program forwards;
    private final Program backwards;
    private final Program capturing;
    private final Members forwardMembers;
    private final Members backwardMembers;
    private final Members capturingMembers;
    private final boolean anchored;
    private final List<Factor> factors;
    private final @Nullable Finder finder;
    private final Extent extent;

    private Pattern(String text) throws PatternException {
        this.text = text;
        Parser parser = new Parser(text);
        Node node = parser.parse();
        names = Collections.unmodifiableList(parser.names());
        forwards = Compiler.forwards(node);
        backwards = Compiler.backwards(node);
        capturing = Compiler.capturing(node);
        if ((long) capturing.size() * (names.size() + 1) > MOST_NOTES) {
            throw new PatternException("expression too large", 0);
        }
        alphabet = new Alphabet(forwards.sets, !forwards.looks.isEmpty());
        forwardMembers = new Members(forwards, alphabet);
        backwardMembers = new Members(backwards, alphabet);
        capturingMembers = new Members(capturing, alphabet);
        anchored = beginsWithText(node);
        factors = FactorCollector.collect(node);
        finder = anchored ? null : Finder.choose(factors);
        extent = Extent.of(node);
    }

    /**
     * Compiles an expression.
     *
     * @throws PatternException if the text is no expression, or one that is too large
     */
    public static Pattern compile(String text) throws PatternException {
        return new Pattern(text);
    }

    /** How many groups there are, without the whole match. */
    public int groupCount() {
        return names.size();
    }

    /** The names of the groups in their order, null for a group without: the first is that of group 1. */
    public List<@Nullable String> groupNames() {
        return names;
    }

    /** A new matcher, for one thread. */
    public Matcher matcher() {
        return new Matcher(this, StateTable.MOST, false);
    }

    /**
     * A new matcher, for one thread, that takes less memory than others, and more time where that is not enough: for one of many.
     *
     * @param mostCells of 4 bytes that each of four tables may have at most
     */
    public Matcher matcher(int mostCells) {
        return new Matcher(this, Math.min(mostCells, StateTable.MOST), false);
    }

    /**
     * A new matcher, for one thread, that rather throws {@link SearchLimitException} than take, but for its first texts, more than 1 ms for 8 KiB. Few
     * expressions ever do: those whose counts keep hundreds of ways open at once. Even then time is linear to the text.
     */
    public Matcher boundedMatcher() {
        return new Matcher(this, StateTable.MOST, true);
    }

    /** Whether every match begins where the text does. */
    private static boolean beginsWithText(Node node) {
        return switch (node) {
            case Node.Assertion assertion -> assertion.look() == Look.BEGIN_TEXT;
            case Node.Concat concat ->
                !concat.nodes().isEmpty() && beginsWithText(concat.nodes().getFirst());
            case Node.Group group -> beginsWithText(group.node());
            case Node.Alternate alternate -> alternate.nodes().stream().allMatch(Pattern::beginsWithText);
            case Node.Chars _, Node.Repeat _ -> false;
        };
    }

    boolean isAnchored() {
        return anchored;
    }

    Extent extent() {
        return extent;
    }

    @Nullable
    Finder finder() {
        return finder;
    }

    List<Factor> factors() {
        return factors;
    }

    /** How many instructions the program for searches has: a measure of the memory that the pattern takes. */
    public int size() {
        return forwards.size();
    }

    /** Sets of bytes of each of which every match holds one. */
    Set<ByteSet> required() {
        return factors.stream().flatMap(factor -> factor.sets().stream()).collect(Collectors.toSet());
    }

    Automaton forwardAutomaton(int most, Budget budget) {
        int first = anchored ? forwards.start : forwards.unanchored;
        return new Automaton(forwards, alphabet, forwardMembers, first, false, most, budget);
    }

    Automaton backwardAutomaton(int most, Budget budget) {
        return new Automaton(backwards, alphabet, backwardMembers, backwards.start, true, most, budget);
    }

    Pike pike(Budget budget) {
        return new Pike(capturing, alphabet, capturingMembers, groupCount(), budget);
    }

    Backtracker backtracker(Budget budget) {
        return new Backtracker(capturing, alphabet, capturingMembers, groupCount(), budget);
    }

    /** The expression. */
    @Override
    public String toString() {
        return text;
    }
}
