package io.sluice.processor.pii.corpus;

/**
 * Something to find, with what it needs around it to be what it is.
 *
 * @param before stands directly before it; not part of the finding
 * @param text the finding
 * @param after stands directly behind it; not part of the finding
 */
record Value(String before, String text, String after, Source source) {

    static Value of(String text, Source source) {
        return new Value("", text, "", source);
    }

    String whole() {
        return before + text + after;
    }
}
