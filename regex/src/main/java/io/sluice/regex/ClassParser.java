package io.sluice.regex;

import org.jspecify.annotations.Nullable;

/** Reads a class in brackets. */
final class ClassParser {

    private static final String RANGE = "invalid character class range";

    private final Source source;
    private final EscapeParser escapes;

    ClassParser(Source source, EscapeParser escapes) {
        this.source = source;
        this.escapes = escapes;
    }

    CharSet read(boolean foldCase) throws PatternException {
        int open = source.at();
        source.take("[");
        boolean negated = source.take("^");
        CharSet.Builder builder = new CharSet.Builder();
        for (boolean first = true; first || source.peek() != ']'; first = false) {
            CharSet named = posix(foldCase);
            if (named == null) {
                named = escapes.charClass(foldCase);
            }
            builder.add(named != null ? named : range(foldCase, open));
        }
        source.take("]");
        CharSet set = builder.build();
        return negated ? set.negate() : set;
    }

    private @Nullable CharSet posix(boolean foldCase) throws PatternException {
        int from = source.at();
        if (!source.take("[:")) {
            return null;
        }
        String name = source.takeUntil(":]");
        if (name == null) {
            source.back(from);
            return null;
        }
        boolean negated = name.startsWith("^");
        CharSet set = NamedClasses.posix(negated ? name.substring(1) : name);
        if (set == null) {
            throw source.wrong(RANGE, from);
        }
        CharSet folded = foldCase ? CaseFolding.close(set) : set;
        return negated ? folded.negate() : folded;
    }

    private CharSet range(boolean foldCase, int open) throws PatternException {
        int from = source.at();
        int low = character(open);
        int high = low;
        int dash = source.at();
        if (source.take("-")) {
            if (source.isAtEnd() || source.peek() == ']') {
                source.back(dash);
            } else {
                high = character(open);
                if (high < low) {
                    throw source.wrong(RANGE, from);
                }
            }
        }
        CharSet set = CharSet.of(low, high);
        return foldCase ? CaseFolding.close(set) : set;
    }

    private int character(int open) throws PatternException {
        if (source.isAtEnd()) {
            throw new PatternException("missing closing ]", open);
        }
        return source.peek() == '\\' ? escapes.character() : source.next();
    }
}
