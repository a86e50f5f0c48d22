package io.sluice.regex;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The classes of Perl and POSIX; all of them are of ASCII. */
final class NamedClasses {

    private static final CharSet DIGIT = CharSet.of('0', '9');

    private static final Map<String, CharSet> POSIX = Map.ofEntries(
            Map.entry("alnum", CharSet.of('0', '9', 'A', 'Z', 'a', 'z')),
            Map.entry("alpha", CharSet.of('A', 'Z', 'a', 'z')),
            Map.entry("ascii", CharSet.of(0, 0x7F)),
            Map.entry("blank", CharSet.of('\t', '\t', ' ', ' ')),
            Map.entry("cntrl", CharSet.of(0, 0x1F, 0x7F, 0x7F)),
            Map.entry("digit", DIGIT),
            Map.entry("graph", CharSet.of('!', '~')),
            Map.entry("lower", CharSet.of('a', 'z')),
            Map.entry("print", CharSet.of(' ', '~')),
            Map.entry("punct", CharSet.of('!', '/', ':', '@', '[', '`', '{', '~')),
            Map.entry("space", CharSet.of('\t', '\r', ' ', ' ')),
            Map.entry("upper", CharSet.of('A', 'Z')),
            Map.entry("word", CharSet.WORD),
            Map.entry("xdigit", CharSet.of('0', '9', 'A', 'F', 'a', 'f')));

    private NamedClasses() {}

    /** The class of {@code \d}, {@code \s}, {@code \w}, by its letter in lower case; null if there is none. */
    static @Nullable CharSet perl(int letter) {
        return switch (letter) {
            case 'd' -> DIGIT;
            case 's' -> CharSet.of('\t', '\n', '\f', '\r', ' ', ' ');
            case 'w' -> CharSet.WORD;
            default -> null;
        };
    }

    /** The class of {@code [:name:]}; null if there is none. */
    static @Nullable CharSet posix(String name) {
        return POSIX.get(name);
    }
}
