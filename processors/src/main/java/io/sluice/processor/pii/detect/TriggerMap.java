package io.sluice.processor.pii.detect;

import java.util.EnumSet;
import java.util.Set;

/**
 * Says of the texts of a payload in which of them the scanner could find anything; of most it can't. Each byte that is asked about is looked
 * at once. Threads: one at a time.
 *
 * <p>What a text is found to be by its key alone needs no trigger in the text: {@link TextScanner#isTelling} knows such keys.
 */
public final class TriggerMap {

    private static final byte[] NONE = {};

    private final Signs signs = new Signs();
    private final int finders;
    private byte[] array = NONE;

    /** For all detectors. */
    public TriggerMap() {
        this(EnumSet.allOf(Detector.class));
    }

    /** For some detectors. */
    public TriggerMap(Set<Detector> enabled) {
        this.finders = new Finders(enabled).all();
    }

    /** Is asked about texts of {@code array[from, end)} from now on. */
    @SuppressWarnings("UnusedVariable")
    public void begin(byte[] payload, int from, int end) {
        array = payload;
    }

    /** False if the scanner can find nothing in a text of the payload, unless it is the text's key that says what it is. */
    public boolean mayHold(int from, int end) {
        signs.read(array, from, end);
        return signs.isSpecial() || (signs.finders() & finders) != 0;
    }
}
