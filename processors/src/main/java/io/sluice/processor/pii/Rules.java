package io.sluice.processor.pii;

import io.sluice.processor.pii.action.Action;
import io.sluice.processor.pii.action.Label;
import io.sluice.processor.pii.action.Replacements;
import io.sluice.processor.pii.detect.Detector;
import io.sluice.processor.pii.detect.KeyDictionary;
import io.sluice.processor.pii.detect.TextScanner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one worker applies: the rules, the policy of each class, and what keys say. Made from the configuration, once for each
 * worker, since patterns and detectors hold state while they search. Threads: one worker's.
 */
final class Rules {

    private final List<Rule> all = new ArrayList<>();
    private final KeyedRules keyed;
    private final Policy usual;
    private final byte[][] classNames;
    private final Policy[] classPolicies;
    private final boolean needsClass;
    private final Globs protectedKeys;
    private final byte[] route;
    private final byte[] classAttribute;
    private final byte[][] labels;
    private final KeyText keyText;
    private final KeyVerdicts attributes;
    private final KeyVerdicts entries;

    Rules(PiiConfig config, Replacements replacements, PiiMetrics metrics) {
        Set<Detector> ruled = EnumSet.noneOf(Detector.class);
        for (RuleConfig rule : config.rules()) {
            all.add(new Rule(all.size(), rule, config.action(), replacements, metrics));
            ruled.addAll(rule.detectors());
        }
        keyed = new KeyedRules(all);
        labels = config.rules().stream()
                .map(rule -> utf8(Label.ofRule(rule.name()).toString()))
                .toArray(byte[][]::new);
        usual = new Policy(0, config, null, ruled, replacements, metrics);
        Map<String, ClassConfig> classes = config.classes().policies();
        int policies = 0;
        classNames = classes.keySet().stream().map(Rules::utf8).toArray(byte[][]::new);
        classPolicies = new Policy[classNames.length];
        for (ClassConfig own : classes.values()) {
            int number = ++policies;
            classPolicies[number - 1] = new Policy(number, config, own, ruled, replacements, metrics);
        }
        needsClass = classNames.length > 0 || config.uses(Action.DROP_RECORD);
        Set<Detector> run = EnumSet.copyOf(usual.detectors());
        for (Policy policy : classPolicies) {
            run.addAll(policy.detectors());
        }
        keyText = new KeyText(run, (array, start, behind) -> isLabel(array, start, behind));
        protectedKeys = new Globs(config.protectedKeys());
        route = utf8(config.route().attribute());
        classAttribute = utf8(config.classes().attribute());
        attributes = new KeyVerdicts((key, from, end) -> judge(key, from, end, isProtected(key, from, end)), none());
        entries = new KeyVerdicts((key, from, end) -> judge(key, from, end, false), none());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What is said of values of attributes. */
    KeyVerdicts attributes() {
        return attributes;
    }

    /** What is said of values in maps, where nothing is protected. */
    KeyVerdicts entries() {
        return entries;
    }

    /** The rules that take whole values of keys, which hold inside texts as well. */
    KeyedRules keyed() {
        return keyed;
    }

    /** The policy of items of no class, or of one that has none of its own. */
    Policy usual() {
        return usual;
    }

    /** True if it matters what class an item is of. */
    boolean needsClass() {
        return needsClass;
    }

    /** The policy of a class; null if it has none of its own. */
    @Nullable
    Policy ofClass(byte[] array, int from, int end) {
        for (int i = 0; i < classNames.length; i++) {
            if (Arrays.equals(classNames[i], 0, classNames[i].length, array, from, end)) {
                return classPolicies[i];
            }
        }
        return null;
    }

    private KeyVerdict none() {
        Rule[] keyless = all.stream().filter(rule -> !rule.hasKeys()).toArray(Rule[]::new);
        return new KeyVerdict(false, null, keyless, false, false, null);
    }

    private KeyVerdict judge(byte[] key, int from, int end, boolean isProtected) {
        Rule[] rules = all.stream()
                .filter(rule -> (rule.hasKeys() || !isProtected) && rule.appliesTo(key, from, end))
                .toArray(Rule[]::new);
        boolean found = keyText.find(key, from, end);
        byte[] name = keyText.name(key, from, end);
        byte[] says = name == null ? key : name;
        int start = name == null ? from : 0;
        int behind = name == null ? end : name.length;
        KeyVerdict verdict = new KeyVerdict(
                isProtected,
                KeyDictionary.find(says, start, behind),
                rules,
                TextScanner.isTelling(says, start, behind),
                !isProtected && (found || matches(key, from, end)),
                name);
        return !isProtected && KeyDictionary.isPlural(says, start, behind) ? verdict.withSecretMembers() : verdict;
    }

    private boolean isProtected(byte[] key, int from, int end) {
        return protectedKeys.matchAny(key, from, end)
                || Arrays.equals(route, 0, route.length, key, from, end)
                || Arrays.equals(classAttribute, 0, classAttribute.length, key, from, end);
    }

    /** True if a rule may find something in a key's own text or what that is written in; an error is no reason to leave it alone. */
    private boolean matches(byte[] key, int from, int end) {
        if (usual.scanner().mayHold(key, from, end, key, 0, 0, false)
                && usual.scanner().mayHaveForms()) {
            return !keyed.isEmpty() || all.stream().anyMatch(rule -> rule.hasPattern() && !rule.hasKeys());
        }
        for (Rule rule : all) {
            try {
                if (!rule.hasKeys() && rule.mayMatch(key, from, end)) {
                    return true;
                }
            } catch (RuntimeException _) {
                return true;
            }
        }
        return !keyed.isEmpty() && keyed.mayFind(key, from, end, false);
    }

    /** True if {@code array[start, behind)} is the label of a rule in brackets. */
    boolean isLabel(byte[] array, int start, int behind) {
        for (byte[] label : labels) {
            if (label.length == behind - start - 2
                    && Arrays.equals(array, start + 1, behind - 1, label, 0, label.length)) {
                return true;
            }
        }
        return false;
    }
}
