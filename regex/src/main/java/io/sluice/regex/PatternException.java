package io.sluice.regex;

import java.io.Serial;

/** An expression that cannot be used. The message says why, without quoting more of the expression than the part at fault. */
public final class PatternException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int index;

    PatternException(String message, int index) {
        super(message);
        this.index = index;
    }

    /** Where in the expression the part at fault begins, in {@code char}s from 0. */
    public int index() {
        return index;
    }
}
