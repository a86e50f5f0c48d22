package io.sluice.processor.pii.detect;

import java.util.EnumSet;
import java.util.Set;

/**
 * Says of texts in which of them the scanner could find anything; in most it can't. Looks once at each byte that is asked about. Threads: one
 * at a time.
 *
 * <p>What a text is found to be by its key alone needs no trigger in the text: {@link TextScanner#isTelling} knows such keys.
 */
public final class Triggers {

    private final Signs signs = new Signs();
    private final int finders;

    /** For all detectors. */
    public Triggers() {
        this(EnumSet.allOf(Detector.class));
    }

    /** For some detectors. */
    public Triggers(Set<Detector> enabled) {
        this.finders = new Finders(enabled).all();
    }

    /** False if the scanner can find nothing in {@code array[from, end)}, unless it is the text's key that says what it is. */
    public boolean mayHold(byte[] array, int from, int end) {
        signs.read(array, from, end);
        return signs.isSpecial() || (signs.finders() & finders) != 0;
    }
}
