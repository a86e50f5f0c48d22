package io.sluice.regex;

import org.jspecify.annotations.Nullable;

/** Reads {@code *}, {@code +}, {@code ?} and counts in braces. */
final class RepeatParser {

    static final int MOST = 1000;

    private static final int TOO_MANY = 100_000_000;

    private final Source source;

    RepeatParser(Source source) {
        this.source = source;
    }

    /** How often; {@code max} is -1 for no bound. */
    record Count(int min, int max) {}

    /** Reads a count; null, with nothing read, if there is none: braces that hold something else stand for themselves. */
    @Nullable
    Count read() throws PatternException {
        return switch (source.peek()) {
            case '*' -> taken(0, -1);
            case '+' -> taken(1, -1);
            case '?' -> taken(0, 1);
            case '{' -> braces();
            default -> null;
        };
    }

    private Count taken(int min, int max) {
        source.next();
        return new Count(min, max);
    }

    private @Nullable Count braces() throws PatternException {
        int from = source.at();
        source.take("{");
        int min = number();
        int max = min;
        if (min >= 0 && source.take(",")) {
            boolean open = source.startsWith("}");
            max = open ? -1 : number();
            min = open || max >= 0 ? min : -1;
        }
        if (min < 0 || !source.take("}")) {
            source.back(from);
            return null;
        }
        if (min > MOST || max > MOST || (max >= 0 && min > max)) {
            throw source.wrong("invalid repeat count", from);
        }
        return new Count(min, max);
    }

    /** A number without needless zeros, -1 if there is none. */
    private int number() {
        int from = source.at();
        int number = 0;
        while (source.peek() >= '0' && source.peek() <= '9') {
            number = Math.min(TOO_MANY, number * 10 + source.next() - '0');
            if (number < 10 && source.at() > from + 1) {
                return -1;
            }
        }
        return source.at() == from ? -1 : number;
    }
}
