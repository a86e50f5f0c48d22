package io.sluice.processor.pii;

import io.sluice.processor.pii.action.Action;
import io.sluice.processor.pii.action.Label;
import io.sluice.processor.pii.action.Replacements;
import io.sluice.processor.pii.detect.Confidence;
import io.sluice.processor.pii.detect.Detector;
import io.sluice.processor.value.Patterns;
import io.sluice.regex.Matcher;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule of the user's, ready to run. Threads: one worker's. */
final class Rule {

    private final int number;
    private final Treatment treatment;
    private final @Nullable Matcher matcher;
    private final int group;
    private final Set<Detector> detectors;
    private final Globs keys;
    private final Globs suppressed;
    private final Ranges found = new Ranges();

    /** @param number its place among the rules */
    Rule(int number, RuleConfig config, Action defaultAction, Replacements replacements, PiiMetrics metrics) {
        this.number = number;
        Action action = config.action() == null ? defaultAction : config.action();
        treatment = new Treatment(
                config.name(), Label.ofRule(config.name()), action, config.minimumConfidence(), replacements, metrics);
        matcher = config.pattern().isEmpty()
                ? null
                : Patterns.compile(config.pattern()).boundedMatcher();
        group = config.group();
        detectors = EnumSet.noneOf(Detector.class);
        detectors.addAll(config.detectors());
        keys = new Globs(config.keys());
        suppressed = new Globs(config.suppress());
    }

    /** Its place among the rules: where findings overlap, the lower one's goes before. */
    int number() {
        return number;
    }

    Treatment treatment() {
        return treatment;
    }

    /** True if it takes whole values. */
    boolean isWhole() {
        return matcher == null && detectors.isEmpty();
    }

    boolean hasPattern() {
        return matcher != null;
    }

    boolean hasKeys() {
        return !keys.isEmpty();
    }

    /** True if it holds for the values of a key. */
    boolean appliesTo(byte[] key, int from, int end) {
        return keys.isEmpty() || keys.matchAny(key, from, end);
    }

    boolean claims(Detector detector, Confidence confidence) {
        return detectors.contains(detector) && treatment.covers(confidence);
    }

    Set<Detector> detectors() {
        return detectors;
    }

    /** Where its findings are in the text that is searched. */
    Ranges found() {
        return found;
    }

    boolean suppresses(byte[] array, int start, int end) {
        return suppressed.matchAny(array, start, end);
    }

    /** True if its pattern may be in a text; false if it has none. */
    boolean mayMatch(byte[] array, int from, int end) {
        return matcher != null && matcher.contains(array, from, end);
    }

    /**
     * Goes to the next match of the pattern from {@code at} on.
     *
     * @return where to look on, or -1 behind the last one
     */
    int next(byte[] array, int from, int end, int at) {
        if (matcher == null || at > end || !matcher.find(array, from, end, at)) {
            return -1;
        }
        return matcher.end() > matcher.start() ? matcher.end() : matcher.end() + 1;
    }

    /** Where the finding of the match begins; -1 if its group took no part. */
    int start() {
        return matcher == null ? -1 : matcher.start(group);
    }

    int end() {
        return matcher == null ? -1 : matcher.end(group);
    }
}
