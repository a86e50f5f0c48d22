package io.sluice.processor.pii.detect;

/** Says where in a payload a finding could be. One pass over its bytes, then a question per text. Threads: one at a time. */
public final class TriggerMap {

    /** Looks at {@code array[from, end)}. */
    public void begin(byte[] array, int from, int end) {}

    /** False if the scanner can find nothing in a text of the payload, unless it is the text's key that says what it is. */
    public boolean mayHold(int from, int end) {
        return true;
    }
}
