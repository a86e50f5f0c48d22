package io.sluice.exporter.kafka;

import java.util.List;

/**
 * How the records of a signal are keyed.
 *
 * @param parts what the key is made of, in order, with {@link #SEPARATOR} between; parts that an item lacks are empty
 * @param emptyKey true to give an item that has none of the parts an empty key, false to give it none
 */
record KeyRule(List<KeyPart> parts, boolean emptyKey) {

    /** Stands between the parts of a key. */
    static final byte SEPARATOR = '|';

    KeyRule {
        parts = List.copyOf(parts);
    }
}
