package io.sluice.processor.pii.corpus;

import io.sluice.processor.pii.detect.Confidence;
import io.sluice.processor.pii.detect.Detector;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A kind of value that is looked for.
 *
 * @param detector what has to find it
 * @param grade how sure that can be
 * @param alone true if it is found without a word that speaks of it
 * @param assigned true if it is found only as the value of a key, not in a sentence
 * @param except where it can't stand or isn't promised to be found
 */
record Kind(
        String name,
        Detector detector,
        Confidence grade,
        boolean alone,
        boolean assigned,
        Words words,
        Set<Place> except,
        List<Value> values) {

    /** Found by its shape. */
    static Kind alone(String name, Detector detector, Confidence grade, List<Value> values) {
        return new Kind(name, detector, grade, true, false, Words.NEUTRAL, EnumSet.noneOf(Place.class), values);
    }

    /** Found beside a word. */
    static Kind spoken(String name, Detector detector, Confidence grade, Words words, List<Value> values) {
        return new Kind(name, detector, grade, false, false, words, EnumSet.noneOf(Place.class), values);
    }

    /** Found as the value of a key. */
    static Kind assigned(String name, Detector detector, Words words, List<Value> values) {
        return new Kind(name, detector, Confidence.STRONG, false, true, words, EnumSet.noneOf(Place.class), values);
    }

    Kind except(Place first, Place... more) {
        return new Kind(name, detector, grade, alone, assigned, words, EnumSet.of(first, more), values);
    }
}
