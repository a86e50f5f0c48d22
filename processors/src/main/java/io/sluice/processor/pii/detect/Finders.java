package io.sluice.processor.pii.detect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The finders that a set of detectors takes, in a list that says everything: what is not here is not looked for. Threads: one at a time. */
final class Finders {

    private final Finder[] finders;

    private Finders(List<Finder> finders) {
        this.finders = finders.toArray(Finder[]::new);
    }

    static Finders of(Set<Detector> enabled) {
        List<Finder> finders = new ArrayList<>();
        addSigns(enabled, finders);
        addNumbers(enabled, finders);
        return new Finders(finders);
    }

    /** What an @, a colon, a prefix or a header's name gives away. */
    private static void addSigns(Set<Detector> enabled, List<Finder> finders) {
        add(Detector.EMAIL, EmailFinder::new, enabled, finders);
    }

    /** Runs of digits, and values that their key's name gives away. */
    private static void addNumbers(Set<Detector> enabled, List<Finder> finders) {
        if (!Collections.disjoint(enabled, DigitRunFinder.DETECTORS)) {
            finders.add(new DigitRunFinder(enabled));
        }
    }

    private static void add(Detector detector, Supplier<Finder> finder, Set<Detector> enabled, List<Finder> finders) {
        if (enabled.contains(detector)) {
            finders.add(finder.get());
        }
    }

    /** Adds what any of them finds. */
    void find(ScanText text, Hits hits) {
        for (Finder finder : finders) {
            finder.find(text, hits);
        }
    }
}
