package io.sluice.processor.pii.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A text with one thing to find.
 *
 * @param key what the text is the value of; empty if nothing
 * @param start index of the first byte of what is to be found
 * @param end behind its last byte
 */
record Example(Kind kind, Place place, Source source, byte[] key, byte[] text, int start, int end) {

    /** For people. */
    String show() {
        return kind.detector() + ", " + kind.name() + ", " + place + ": " + new String(text, start, end - start, UTF_8)
                + " in <" + new String(text, UTF_8) + "> of key <" + new String(key, UTF_8) + ">";
    }
}
