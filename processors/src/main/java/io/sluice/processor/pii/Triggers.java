package io.sluice.processor.pii;

import io.sluice.pdata.Payload;
import io.sluice.processor.pii.detect.TriggerMap;

/** What one pass over a payload saw; texts from elsewhere, which an earlier edit left, always have to be looked at. Threads: one worker's. */
final class Triggers {

    private static final byte[] NONE = {};

    private final TriggerMap map = new TriggerMap();
    private byte[] array = NONE;

    void begin(Payload payload) {
        array = payload.array();
        map.begin(array, payload.offset(), payload.end());
    }

    void end() {
        array = NONE;
    }

    /** False if no detector can find anything in a text. */
    @SuppressWarnings("ReferenceEquality") // the payload's own array, not one like it
    boolean mayHold(byte[] text, int from, int end) {
        return text != array || map.mayHold(from, end);
    }
}
