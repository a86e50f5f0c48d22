package io.sluice.regex;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an expression into a tree. The syntax is that of Go's package regexp/syntax with its Perl flags. */
final class Parser {

    private static final int FOLD_CASE = 1;
    private static final int MULTI_LINE = 2;
    private static final int DOT_ALL = 4;
    private static final int UNGREEDY = 8;

    private static final int DEEPEST = 250;

    private final Source source;
    private final EscapeParser escapes;
    private final ClassParser classes;
    private final RepeatParser repeats;
    private final List<@Nullable String> names = new ArrayList<>();

    private int flags;
    private int depth;

    Parser(String text) throws PatternException {
        source = new Source(text);
        escapes = new EscapeParser(source);
        classes = new ClassParser(source, escapes);
        repeats = new RepeatParser(source);
    }

    Node parse() throws PatternException {
        Node node = alternation();
        if (!source.isAtEnd()) {
            throw new PatternException("unexpected )", source.at());
        }
        return node;
    }

    /** The names of the groups in their order, null for those without. */
    List<@Nullable String> names() {
        return names;
    }

    private Node alternation() throws PatternException {
        List<Node> branches = new ArrayList<>();
        do {
            branches.add(concatenation());
        } while (source.take("|"));
        return branches.size() == 1 ? branches.getFirst() : new Node.Alternate(List.copyOf(branches));
    }

    private Node concatenation() throws PatternException {
        List<Node> nodes = new ArrayList<>();
        int repeatFrom = -1; // of the repetition just read, which takes no other
        while (!source.isAtEnd() && source.peek() != '|' && source.peek() != ')') {
            int from = source.at();
            RepeatParser.Count count = repeats.read();
            if (count == null) {
                item(nodes);
                repeatFrom = -1;
            } else {
                boolean lazy = source.take("?");
                if (repeatFrom >= 0) {
                    throw source.wrong("invalid nested repetition operator", repeatFrom);
                }
                repeat(nodes, count, lazy, from);
                repeatFrom = from;
            }
        }
        return Node.concat(nodes);
    }

    private void repeat(List<Node> nodes, RepeatParser.Count count, boolean lazy, int from) throws PatternException {
        if (nodes.isEmpty()) {
            throw source.wrong("missing argument to repetition operator", from);
        }
        boolean greedy = lazy == has(UNGREEDY);
        Node repeat = new Node.Repeat(nodes.removeLast(), count.min(), count.max(), greedy);
        if (repeat.repetitions() > RepeatParser.MOST) {
            throw source.wrong("invalid repeat count", from);
        }
        nodes.add(repeat);
    }

    /** Reads what takes no further look to be told; several characters may come of a quotation, nothing of flags. */
    private void item(List<Node> nodes) throws PatternException {
        switch (source.peek()) {
            case '(' -> parenthesis(nodes);
            case '[' -> nodes.add(new Node.Chars(classes.read(has(FOLD_CASE))));
            case '\\' -> backslash(nodes);
            case '.' -> nodes.add(sign(new Node.Chars(has(DOT_ALL) ? CharSet.ANY : CharSet.NOT_NEWLINE)));
            case '^' -> nodes.add(sign(new Node.Assertion(has(MULTI_LINE) ? Look.BEGIN_LINE : Look.BEGIN_TEXT)));
            case '$' -> nodes.add(sign(new Node.Assertion(has(MULTI_LINE) ? Look.END_LINE : Look.END_TEXT)));
            default -> nodes.add(literal(source.next()));
        }
    }

    private Node sign(Node node) {
        source.next();
        return node;
    }

    private Node literal(int c) {
        CharSet set = CharSet.of(c, c);
        return new Node.Chars(has(FOLD_CASE) ? CaseFolding.close(set) : set);
    }

    private void backslash(List<Node> nodes) throws PatternException {
        if (source.take("\\Q")) {
            while (!source.isAtEnd() && !source.take("\\E")) {
                nodes.add(literal(source.next()));
            }
            return;
        }
        Look look = source.take("\\A")
                ? Look.BEGIN_TEXT
                : source.take("\\z")
                        ? Look.END_TEXT
                        : source.take("\\b") ? Look.WORD_BOUNDARY : source.take("\\B") ? Look.NO_WORD_BOUNDARY : null;
        if (look != null) {
            nodes.add(new Node.Assertion(look));
            return;
        }
        CharSet set = escapes.charClass(has(FOLD_CASE));
        nodes.add(set != null ? new Node.Chars(set) : literal(escapes.character()));
    }

    private void parenthesis(List<Node> nodes) throws PatternException {
        int open = source.at();
        int outside = flags;
        source.take("(");
        int group = 0;
        if (source.take("?P<") || source.take("?<")) {
            group = group(name(open));
        } else if (source.take("?")) {
            if (!flags(open)) {
                return;
            }
        } else {
            group = group(null);
        }
        if (++depth > DEEPEST) {
            throw new PatternException("expression nests too deeply", open);
        }
        Node inside = alternation();
        if (!source.take(")")) {
            throw new PatternException("missing closing )", open);
        }
        depth--;
        flags = outside;
        nodes.add(group == 0 ? inside : new Node.Group(group, inside));
    }

    private int group(@Nullable String name) {
        names.add(name);
        return names.size();
    }

    private String name(int open) throws PatternException {
        String name = source.takeUntil(">");
        if (name == null || name.isEmpty() || !name.chars().allMatch(CharSet.WORD::contains)) {
            throw source.wrong("invalid named capture", open);
        }
        return name;
    }

    /** Reads flags; false if they stand alone, for the rest of the group around them, rather than before a group's content. */
    private boolean flags(int open) throws PatternException {
        int set = flags;
        boolean removed = false;
        boolean wanting = false; // a flag must follow
        while (!source.isAtEnd()) {
            int c = source.next();
            int flag = flag(c);
            if (flag != 0) {
                set = removed ? set & ~flag : set | flag;
                wanting = false;
            } else if (c == '-' && !removed) {
                removed = true;
                wanting = true;
            } else if ((c == ':' || c == ')') && !wanting) {
                flags = set;
                return c == ':';
            } else {
                break;
            }
        }
        throw source.wrong("invalid or unsupported Perl syntax", open);
    }

    private static int flag(int c) {
        return switch (c) {
            case 'i' -> FOLD_CASE;
            case 'm' -> MULTI_LINE;
            case 's' -> DOT_ALL;
            case 'U' -> UNGREEDY;
            default -> 0;
        };
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }
}
