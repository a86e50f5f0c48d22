package io.sluice.regex;

import org.jspecify.annotations.Nullable;

/** Reads what begins with a backslash and stands for a character or a class of them. */
final class EscapeParser {

    private final Source source;

    EscapeParser(Source source) {
        this.source = source;
    }

    /** Reads {@code \d}, {@code \p{Han}} and their likes; null, with nothing read, if there is something else. */
    @Nullable
    CharSet charClass(boolean foldCase) throws PatternException {
        int from = source.at();
        if (!source.take("\\") || source.isAtEnd()) {
            source.back(from);
            return null;
        }
        int letter = source.next();
        boolean negated = Character.isUpperCase(letter);
        int lower = Character.toLowerCase(letter);
        CharSet set = lower == 'p' ? null : letter < 0x80 ? NamedClasses.perl(lower) : null;
        if (letter < 0x80 && lower == 'p') {
            String name = unicodeName(from);
            negated ^= name.startsWith("^");
            set = UnicodeClasses.of(name.startsWith("^") ? name.substring(1) : name);
            if (set == null) {
                throw source.wrong("invalid character class range", from);
            }
        }
        if (set == null) {
            source.back(from);
            return null;
        }
        CharSet folded = foldCase ? CaseFolding.close(set) : set;
        return negated ? folded.negate() : folded;
    }

    private String unicodeName(int from) throws PatternException {
        if (source.isAtEnd()) {
            throw source.wrong("invalid character class range", from);
        }
        int c = source.next();
        if (c != '{') {
            return Character.toString(c);
        }
        String name = source.takeUntil("}");
        if (name == null) {
            throw source.wrong("invalid character class range", from);
        }
        return name;
    }

    /** Reads the escape of one character. */
    int character() throws PatternException {
        int from = source.at();
        source.take("\\");
        if (source.isAtEnd()) {
            throw source.wrong("trailing backslash at end of expression", from);
        }
        int c = source.next();
        return switch (c) {
            case 'a' -> 7;
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0xB;
            case 'x' -> hexadecimal(from);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(c, from);
            default -> {
                if (c >= 0x80 || (c != '_' && CharSet.WORD.contains(c))) {
                    throw source.wrong("invalid escape sequence", from);
                }
                yield c;
            }
        };
    }

    /** A digit other than 0 alone would be a reference to a group, which no linear engine has. */
    private int octal(int first, int from) throws PatternException {
        if (first != '0' && !isOctal(source.peek())) {
            throw source.wrong("invalid escape sequence", from);
        }
        int c = first - '0';
        for (int i = 0; i < 2 && isOctal(source.peek()); i++) {
            c = c * 8 + source.next() - '0';
        }
        return c;
    }

    private static boolean isOctal(int c) {
        return c >= '0' && c <= '7';
    }

    private int hexadecimal(int from) throws PatternException {
        boolean braced = source.take("{");
        int c = 0;
        int digits = 0;
        while (braced ? !source.startsWith("}") : digits < 2) {
            int digit = source.isAtEnd() ? -1 : Character.digit(source.next(), 16);
            c = c << 4 | digit;
            digits++;
            if (digit < 0 || c > CharSet.MAX) {
                throw source.wrong("invalid escape sequence", from);
            }
        }
        if ((braced && !source.take("}")) || digits == 0) {
            throw source.wrong("invalid escape sequence", from);
        }
        return c;
    }
}
