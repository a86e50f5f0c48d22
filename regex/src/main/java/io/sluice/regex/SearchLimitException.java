package io.sluice.regex;

import java.io.Serial;

/**
 * A search of a {@link Pattern#boundedMatcher() bounded matcher} was given up, for the expression costs too much on this text. Whether there is a
 * match is not known. It has no stack trace.
 */
public final class SearchLimitException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    SearchLimitException() {
        super("the expression costs too much on this text", null, false, false);
    }
}
