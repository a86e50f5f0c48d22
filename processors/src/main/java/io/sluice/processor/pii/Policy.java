package io.sluice.processor.pii;

import io.sluice.processor.pii.action.Action;
import io.sluice.processor.pii.action.Label;
import io.sluice.processor.pii.action.Replacements;
import io.sluice.processor.pii.detect.Confidence;
import io.sluice.processor.pii.detect.Detector;
import io.sluice.processor.pii.detect.TextScanner;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is done to the findings of each detector, for items of one class or of none. Threads: one worker's. */
final class Policy {

    private final Map<Detector, Treatment> treatments = new EnumMap<>(Detector.class);
    private final int number;
    private final Set<Detector> run = EnumSet.noneOf(Detector.class);
    private final TextScanner scanner;

    /**
     * @param number tells the policies of one set of rules apart, from 0
     * @param own what is different for the class; null for items of none
     * @param ruled detectors that rules ask for, to be run in any case
     */
    Policy(
            int number,
            PiiConfig config,
            @Nullable ClassConfig own,
            Set<Detector> ruled,
            Replacements replacements,
            PiiMetrics metrics) {
        this.number = number;
        run.addAll(ruled);
        for (Detector detector : Detector.values()) {
            Treatment treatment = treatment(detector, config, own, replacements, metrics);
            if (treatment != null) {
                treatments.put(detector, treatment);
                run.add(detector);
            }
        }
        scanner = new TextScanner(run);
    }

    private static @Nullable Treatment treatment(
            Detector detector,
            PiiConfig config,
            @Nullable ClassConfig own,
            Replacements replacements,
            PiiMetrics metrics) {
        DetectorConfig general = config.detectors().get(detector);
        DetectorConfig special = own == null ? null : own.detectors().get(detector);
        Boolean enabled = first(
                special == null ? null : special.enabled(),
                general == null ? null : general.enabled(),
                detector.isOnByDefault());
        if (!enabled) {
            return null;
        }
        // What is said of the very detector holds, be it for all items; else an action of a class would let through
        // what it was never
        // meant for.
        Action action = first(
                special == null ? null : special.action(),
                general == null ? null : general.action(),
                own != null && own.action() != null ? own.action() : config.action());
        Confidence minimum = first(
                special == null ? null : special.minimumConfidence(),
                general == null ? null : general.minimumConfidence(),
                own != null && own.minimumConfidence() != null ? own.minimumConfidence() : config.minimumConfidence());
        return new Treatment(detector.configName(), Label.of(detector), action, minimum, replacements, metrics);
    }

    private static <T> T first(@Nullable T one, @Nullable T two, T otherwise) {
        return one != null ? one : two != null ? two : Objects.requireNonNull(otherwise);
    }

    /** What is done to a detector's findings; null if it is off. */
    @Nullable
    Treatment of(Detector detector) {
        return treatments.get(detector);
    }

    /** True if that is done to the findings of any. */
    boolean uses(Action action) {
        for (Treatment treatment : treatments.values()) {
            if (treatment.action() == action) {
                return true;
            }
        }
        return false;
    }

    int number() {
        return number;
    }

    /** The detectors that are run. */
    Set<Detector> detectors() {
        return run;
    }

    TextScanner scanner() {
        return scanner;
    }
}
