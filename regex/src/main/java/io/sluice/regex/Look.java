package io.sluice.regex;

/** What an assertion asks of its place: of the kinds of what is before and behind it. */
enum Look {
    BEGIN_TEXT,
    END_TEXT,
    BEGIN_LINE,
    END_LINE,
    WORD_BOUNDARY,
    NO_WORD_BOUNDARY;

    /** Kinds of what is beside a place: the end of the text, a letter of a word, a new line, anything else. */
    static final int EDGE = 0;

    static final int WORD = 1;
    static final int NEWLINE = 2;
    static final int OTHER = 3;

    boolean holds(int before, int behind) {
        return switch (this) {
            case BEGIN_TEXT -> before == EDGE;
            case END_TEXT -> behind == EDGE;
            case BEGIN_LINE -> before == EDGE || before == NEWLINE;
            case END_LINE -> behind == EDGE || behind == NEWLINE;
            case WORD_BOUNDARY -> (before == WORD) != (behind == WORD);
            case NO_WORD_BOUNDARY -> (before == WORD) == (behind == WORD);
        };
    }

    /** The same for one who reads backwards. */
    Look reversed() {
        return switch (this) {
            case BEGIN_TEXT -> END_TEXT;
            case END_TEXT -> BEGIN_TEXT;
            case BEGIN_LINE -> END_LINE;
            case END_LINE -> BEGIN_LINE;
            case WORD_BOUNDARY, NO_WORD_BOUNDARY -> this;
        };
    }

    /** The kind of a code point, or of one byte of it. */
    static int kindOf(int c) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '_') {
            return WORD;
        }
        return c == '\n' ? NEWLINE : OTHER;
    }
}
