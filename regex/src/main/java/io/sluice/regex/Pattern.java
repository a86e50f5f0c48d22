package io.sluice.regex;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression with the syntax of Go's package regexp (that of RE2), whose matches are the leftmost ones and, of those, the first in
 * the order of preference of the expression's parts. Texts are bytes in UTF-8; a byte that is part of no valid character is U+FFFD.
 *
 * <p>Immutable; may be shared.
 */
public final class Pattern {

    private final String text;
    private final List<@Nullable String> names;
    private final Alphabet alphabet;
    private final Program capturing;

    private Pattern(String text) throws PatternException {
        this.text = text;
        Parser parser = new Parser(text);
        Node node = parser.parse();
        names = Collections.unmodifiableList(parser.names());
        capturing = Compiler.capturing(node);
        alphabet = new Alphabet(capturing.sets, !capturing.looks.isEmpty());
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
        return new Matcher(this);
    }

    Alphabet alphabet() {
        return alphabet;
    }

    Program capturing() {
        return capturing;
    }

    /** The expression. */
    @Override
    public String toString() {
        return text;
    }
}
