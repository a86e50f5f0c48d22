package io.sluice.processor.pii;

import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Range;
import io.sluice.processor.pii.action.Action;
import io.sluice.processor.pii.action.Label;
import io.sluice.processor.pii.detect.Confidence;
import io.sluice.processor.pii.detect.Detector;
import io.sluice.regex.Pattern;
import io.sluice.regex.PatternException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule of the user's. With {@code pattern} it finds what matches, with {@code detectors} it decides over what those find, with neither
 * it takes whole values, and then needs {@code keys}.
 *
 * @param name what it is called in masked text (in upper case), in metrics and by the mask command: letters, digits, {@code _} and
 *     {@code -}; no detector's name
 * @param pattern regular expression in RE2 syntax
 * @param group the capture group of the pattern that is the finding; 0 is the whole match
 * @param detectors detectors whose findings this rule decides over, even if they are off otherwise
 * @param minimumConfidence findings of {@code detectors} that are less sure are not this rule's
 * @param keys names of attributes and of keys in maps, exact or with {@code *}, in either case, that the rule holds for; empty is every
 *     text. With neither {@code pattern} nor {@code detectors}, of keys inside texts as well
 * @param action what happens to a finding; absent is {@code action} of the processor
 * @param suppress findings to leave alone: their whole text, exact or with {@code *}
 */
public record RuleConfig(
        String name,
        @Default("\"\"") String pattern,
        @Default("0") @Range(min = 0, max = 99) int group,
        @Default("[]") List<Detector> detectors,
        @Default("context") Confidence minimumConfidence,
        @Default("[]") List<String> keys,
        @Nullable Action action,
        @Default("[]") List<String> suppress)
        implements Checked {

    private static final int MAX_NAME_LENGTH = 64;

    /** Characters before a mistake that are shown. */
    private static final int SHOWN = 24;

    public RuleConfig {
        detectors = List.copyOf(detectors);
        keys = List.copyOf(keys);
        suppress = List.copyOf(suppress);
    }

    /** True if it takes whole values. */
    boolean isWhole() {
        return pattern.isEmpty() && detectors.isEmpty();
    }

    @Override
    public void check(Problems problems) {
        checkName(problems);
        if (!pattern.isEmpty() && !detectors.isEmpty()) {
            problems.error("detectors", "pattern and detectors exclude each other", "Make two rules of it.");
        }
        if (isWhole() && keys.isEmpty()) {
            problems.error("", "finds nothing", "Set pattern, detectors or keys.");
        }
        if (pattern.isEmpty() && problems.isSet("group")) {
            problems.error("group", "has no meaning without pattern", "Set pattern.");
        }
        checkPattern(problems);
        checkGlobs("keys", keys, problems);
        checkGlobs("suppress", suppress, problems);
    }

    private void checkName(Problems problems) {
        boolean isName = !name.isEmpty() && name.length() <= MAX_NAME_LENGTH;
        for (int i = 0; i < name.length() && isName; i++) {
            char c = name.charAt(i);
            isName = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
        }
        if (!isName) {
            problems.error("name", "\"" + name + "\" is no name of a rule", "Use 1 to 64 letters, digits, _ and -.");
        }
        for (Detector detector : Detector.values()) {
            if (Label.ofRule(name).toString().equals(Label.of(detector).toString())) {
                problems.error(
                        "name",
                        "\"" + name + "\" is the detector " + detector.configName() + " in masked text and in metrics",
                        "Give the rule a name of its own.");
            }
        }
    }

    private void checkPattern(Problems problems) {
        if (pattern.isEmpty()) {
            return;
        }
        try {
            Pattern compiled = Pattern.compile(pattern);
            if (group > compiled.groupCount()) {
                problems.error(
                        "group", "the pattern has " + compiled.groupCount() + " groups", "Give the number of one.");
            }
        } catch (PatternException e) {
            problems.error("pattern", describe(e), "Use the syntax of RE2.");
        }
    }

    private String describe(PatternException e) {
        int index = Math.clamp(e.index(), 0, pattern.length());
        String before = pattern.substring(Math.max(0, index - SHOWN), index);
        return "bad pattern: " + e.getMessage() + " at character " + (index + 1)
                + (before.isEmpty() ? "" : ", behind " + before);
    }

    private static void checkGlobs(String key, List<String> globs, Problems problems) {
        for (int i = 0; i < globs.size(); i++) {
            if (globs.get(i).isEmpty()) {
                problems.at(key).error(Integer.toString(i), "is empty", "Write a name, exact or with *.");
            }
        }
    }
}
