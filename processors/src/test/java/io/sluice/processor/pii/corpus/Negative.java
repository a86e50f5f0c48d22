package io.sluice.processor.pii.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A text that holds nothing to find.
 *
 * @param kind what it holds instead
 * @param key what the text is the value of; empty if nothing
 */
record Negative(String kind, byte[] key, byte[] text) {

    static Negative of(String kind, String key, String text) {
        return new Negative(kind, key.getBytes(UTF_8), text.getBytes(UTF_8));
    }
}
