package io.sluice.processor.pii;

import io.sluice.processor.pii.detect.Detector;
import org.jspecify.annotations.Nullable;

/** What a key says of its value. Immutable but for the state of its rules. Threads: one worker's. */
final class KeyVerdict {

    private final boolean protectedKey;
    private final @Nullable Detector named;
    private final Rule[] rules;
    private final boolean patterns;
    private final boolean whole;
    private final boolean telling;
    private final boolean itself;
    private final byte @Nullable [] name;
    private KeyVerdict ofMembers = this;

    /**
     * @param isProtected true if only {@code rules} may change the value
     * @param named what the name alone says the value is: {@link Detector#SECRET} or {@link Detector#PERSONAL}; null if nothing
     * @param rules those that hold for the value, in their order
     * @param isTelling true if the name helps detectors, so that the value has to be searched whatever it holds
     * @param isItself true if the key's own text holds what a detector or pattern finds
     * @param name what of the key is a name, if part of it was found or masked; else null
     */
    KeyVerdict(
            boolean isProtected,
            @Nullable Detector named,
            Rule[] rules,
            boolean isTelling,
            boolean isItself,
            byte @Nullable [] name) {
        this.protectedKey = isProtected;
        this.named = isProtected ? null : named;
        this.rules = rules;
        this.telling = isTelling;
        this.itself = isItself;
        this.name = name;
        boolean anyPattern = false;
        boolean anyWhole = false;
        for (Rule rule : rules) {
            anyWhole |= rule.isWhole();
            anyPattern |= rule.hasPattern();
        }
        this.patterns = anyPattern;
        this.whole = anyWhole;
    }

    boolean isProtected() {
        return protectedKey;
    }

    @Nullable
    Detector named() {
        return named;
    }

    /** The rules, in their order; not to be changed. */
    Rule[] rules() {
        return rules;
    }

    /** True if a rule has a pattern. */
    boolean hasPatterns() {
        return patterns;
    }

    /** True if a rule takes whole values. */
    boolean isWhole() {
        return whole;
    }

    /** What is said of what is in the value if that is a map or list. */
    KeyVerdict ofMembers() {
        return ofMembers;
    }

    /** Says that what is in the value, if that is a map or list, are secrets. */
    KeyVerdict withSecretMembers() {
        ofMembers = new KeyVerdict(protectedKey, Detector.SECRET, rules, telling, itself, name);
        return this;
    }

    /** True if the value has to be searched whatever it holds. */
    boolean isTelling() {
        return telling;
    }

    /**
     * What of the key is a name, not to be changed; null if all of it is. The same before and after the key is masked, so that masking
     * twice is the same as masking once.
     */
    byte @Nullable [] name() {
        return name;
    }

    /** True if the key's own text holds what a detector or pattern finds. */
    boolean isItself() {
        return itself;
    }

    /** True if the value is masked whatever it holds. */
    boolean decides() {
        return whole || named != null;
    }

    /** True if nothing can change the value. */
    boolean isLeftAlone() {
        return protectedKey && rules.length == 0;
    }
}
