package io.sluice.processor.pii;

import io.sluice.pdata.WireWriter;
import io.sluice.processor.pii.action.Action;
import io.sluice.processor.pii.action.Replacements;
import io.sluice.processor.pii.detect.Confidence;
import io.sluice.processor.pii.detect.Detector;
import io.sluice.processor.pii.detect.Hits;
import io.sluice.processor.pii.detect.MaskedTokens;
import io.sluice.processor.pii.detect.NormalForms;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Masks one text. A changed text is searched again until nothing changes any more, so that masking twice is the same as masking once,
 * whatever the rules; one that does not settle is masked as a whole. Threads: one worker's.
 */
final class TextMasker {

    /** Hears of every finding; for showing what rules do. */
    interface Observer {
        void found(Treatment treatment, @Nullable Confidence confidence, byte[] array, int start, int end);
    }

    private static final int MAX_ROUNDS = 5;
    /** The rank of what no rule decides over. */
    private static final int LAST = Integer.MAX_VALUE;

    /** A longer text is not searched: that takes up to ten times its size, of a heap that may be small. */
    private static final int MAX_BYTES = 8 << 20;

    /** What stands for a value that could not be searched. */
    static final byte[] UNSEARCHED = "[UNSEARCHED]".getBytes(StandardCharsets.US_ASCII);

    private static final byte[][] NO_VALUES = Arrays.stream("null nil none true false 0 1 - <nil> undefined".split(" "))
            .map(text -> text.getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);

    private final Rules rules;
    private final Replacements replacements;
    private final Globs suppressed;
    private final Deadline deadline;
    private final PiiMetrics metrics;
    private final @Nullable Observer observer;
    private final Hits hits = new Hits();
    private final Hits staying = new Hits();
    private final Findings findings = new Findings();
    private final NormalForms forms = new NormalForms();
    private final WireWriter even = new WireWriter(1024);
    private final WireWriter odd = new WireWriter(1024);
    private final MaskedTokens.Genuine genuine = this::isGenuine;
    private final KeyedRules.Listener inText = this::foundInText;
    private final KeyedRules.Listener inForm = this::foundInForm;
    private boolean senderTrusted;

    /** Of {@link #even} and {@link #odd} the one that does not hold the text. */
    private WireWriter spare = even;

    private byte[] text = {};
    private int from;
    private int end;
    private Effects currentEffects = new Effects();
    private boolean counted;

    TextMasker(
            Rules rules,
            Replacements replacements,
            Globs suppressed,
            Deadline deadline,
            PiiMetrics metrics,
            @Nullable Observer observer) {
        this.rules = rules;
        this.replacements = replacements;
        this.suppressed = suppressed;
        this.deadline = deadline;
        this.metrics = metrics;
        this.observer = observer;
    }

    /** @param trusted true if tokens and pseudonyms may have been made with keys that are not known here */
    void beginBatch(boolean trusted) {
        senderTrusted = trusted;
        replacements.beginBatch();
    }

    /**
     * Searches a text and makes the masked one.
     *
     * @param key array that holds the key that the text is the value of; an empty range if there is none
     * @param effects gets what is wanted beyond the text
     * @return true if there is another text now, from {@link #from} to {@link #end} in {@link #array}
     */
    boolean mask(
            Policy policy,
            KeyVerdict verdict,
            byte[] key,
            int keyFrom,
            int keyEnd,
            byte[] array,
            int start,
            int behind,
            Effects effects) {
        text = array;
        from = start;
        end = behind;
        if (start == behind) {
            return false;
        }
        if (isTooLong(behind - start)) {
            metrics.sizes.add();
            return setUnsearched();
        }
        if (deadline.isOver(behind - start)) {
            metrics.timeouts.add();
            return setUnsearched();
        }
        metrics.scannedBytes.add(behind - start);
        boolean whole = verdict.decides() && maskWhole(policy, verdict, key, keyFrom, keyEnd, effects);
        // What an action leaves of the whole is searched as it would be the second time.
        return maskParts(policy, verdict, key, keyFrom, keyEnd, effects, !whole) || whole;
    }

    /** True for a text that is masked as a whole unless there is surely nothing in it. */
    static boolean isTooLong(int bytes) {
        return bytes > MAX_BYTES;
    }

    /** Puts what stands for a value that could not be searched in the text's place; false if it stands there already. */
    boolean setUnsearched() {
        if (Arrays.equals(text, from, end, UNSEARCHED, 0, UNSEARCHED.length)) {
            return false;
        }
        text = UNSEARCHED;
        from = 0;
        end = UNSEARCHED.length;
        return true;
    }

    byte[] array() {
        return text;
    }

    int from() {
        return from;
    }

    int end() {
        return end;
    }

    /** True if a token made by us, or one like it that may stay, is the whole of a range. */
    boolean isMasked(byte[] array, int start, int behind) {
        return array[start] == '['
                && MaskedTokens.endOf(array, start, behind) == behind
                && (MaskedTokens.isPlain(array, start, behind) || isGenuine(array, start, behind));
    }

    private boolean maskWhole(Policy policy, KeyVerdict verdict, byte[] key, int keyFrom, int keyEnd, Effects effects) {
        for (Rule rule : verdict.rules()) {
            if (rule.isWhole() && !rule.suppresses(text, from, end)) {
                Treatment treatment = rule.treatment();
                if (writeWhole(treatment, effects)) {
                    return true;
                }
                if (treatment.masks(effects)) {
                    return false;
                }
            }
        }
        Detector named = verdict.named();
        if (named == null
                || isNoValue()
                || suppressed.matchAny(text, from, end)
                || (named == Detector.PERSONAL && isMaskedInPart(policy, verdict))) {
            return false;
        }
        Treatment treatment =
                named == Detector.PERSONAL ? exactly(policy, verdict, key, keyFrom, keyEnd, effects) : null;
        if (treatment == null) {
            treatment = policy.of(named);
        }
        return treatment != null && treatment.covers(Confidence.STRONG) && writeWhole(treatment, effects);
    }

    /** What is done to a whole value that a detector knows more exactly than its key's name does; null if nothing is, or none does. */
    private @Nullable Treatment exactly(
            Policy policy, KeyVerdict verdict, byte[] key, int keyFrom, int keyEnd, Effects effects) {
        policy.scanner().find(text, from, end, key, keyFrom, keyEnd, genuine, hits);
        for (int i = 0; i < hits.size(); i++) {
            boolean whole = hits.start(i) == from && hits.end(i) == end;
            Treatment treatment = whole ? treatment(policy, verdict, i) : null;
            if (treatment != null && treatment.masks(effects)) {
                return treatment;
            }
        }
        return null;
    }

    /** True if stars hide some of the text as partial masking does, and it may have done so: of a mail address, its domain is left. */
    private boolean isMaskedInPart(Policy policy, KeyVerdict verdict) {
        boolean partial = policy.uses(Action.PARTIAL);
        for (Rule rule : verdict.rules()) {
            partial |= rule.treatment().action() == Action.PARTIAL;
        }
        int stars = 0;
        for (int i = from; i < end && partial; i++) {
            stars += text[i] == '*' ? 1 : 0;
        }
        return stars > 1;
    }

    private boolean writeWhole(Treatment treatment, Effects effects) {
        if (isMasked(text, from, end)) {
            return false;
        }
        found(treatment, LAST, null, from, end, effects, true);
        if (!treatment.masks(effects)) {
            return false;
        }
        WireWriter out = spare.reset();
        treatment.write(text, from, end, out);
        return take(out);
    }

    private boolean isNoValue() {
        for (byte[] word : NO_VALUES) {
            if (Arrays.equals(text, from, end, word, 0, word.length)) {
                return true;
            }
        }
        return false;
    }

    /** @param counting true if what is found is to be counted, for it is not the rest of what was */
    private boolean maskParts(
            Policy policy, KeyVerdict verdict, byte[] key, int keyFrom, int keyEnd, Effects effects, boolean counting) {
        boolean changed = false;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            findings.clear();
            boolean first = counting && round == 0;
            findByRules(verdict, effects, first);
            findByDetectors(policy, verdict, key, keyFrom, keyEnd, effects, first);
            if (findings.isEmpty()) {
                return changed;
            }
            if (findings.isOverfull() || hits.isOverfull()) {
                metrics.sizes.add();
                setUnsearched();
                return true;
            }
            findings.resolve();
            WireWriter out = spare;
            write(out.reset());
            if (!take(out)) {
                return changed;
            }
            changed = true;
        }
        metrics.unsettled.add();
        setUnsearched();
        return true;
    }

    private void findByRules(KeyVerdict verdict, Effects effects, boolean first) {
        boolean keyed = !rules.keyed().isEmpty() && !verdict.isProtected();
        if (keyed) {
            currentEffects = effects;
            counted = first;
            rules.keyed().begin();
            rules.keyed().find(text, from, end, inText);
        }
        if (!keyed && !verdict.hasPatterns()) {
            return;
        }
        for (Rule rule : verdict.rules()) {
            if (rule.hasPattern()) {
                rule.found().clear();
            }
            int at = rule.next(text, from, end, from);
            while (at >= 0) {
                foundByRule(rule, rule.start(), rule.end(), effects, first);
                at = rule.next(text, from, end, at);
            }
        }
        forms.begin(text, from, end);
        while (forms.next()) {
            if (keyed) {
                rules.keyed().find(forms, inForm);
            }
            for (Rule rule : verdict.rules()) {
                if (rule.hasPattern()) {
                    rule.found().beginForm();
                }
                int at = rule.next(forms.array(), 0, forms.length(), 0);
                while (at >= 0) {
                    if (rule.start() >= 0 && rule.start() < rule.end()) {
                        int start = forms.sourceStart(rule.start());
                        foundByRule(rule, start, forms.sourceEnd(rule.end()), effects, first);
                    }
                    at = rule.next(forms.array(), 0, forms.length(), at);
                }
            }
        }
        forms.trim();
    }

    private boolean foundInText(Rule rule, int start, int behind) {
        foundByRule(rule, start, behind, currentEffects, counted);
        return rule.treatment().masks(currentEffects) && !rule.suppresses(text, start, behind);
    }

    private boolean foundInForm(Rule rule, int start, int behind) {
        return foundInText(rule, forms.sourceStart(start), forms.sourceEnd(behind));
    }

    private void foundByRule(Rule rule, int start, int behind, Effects effects, boolean first) {
        if (start >= 0
                && start < behind
                && !isInToken(start, behind)
                && !rule.suppresses(text, start, behind)
                && !suppressed.matchAny(text, start, behind)) {
            boolean another = rule.found().add(start, behind);
            found(rule.treatment(), rule.number(), null, start, behind, effects, first && another);
        }
    }

    private void findByDetectors(
            Policy policy, KeyVerdict verdict, byte[] key, int keyFrom, int keyEnd, Effects effects, boolean first) {
        hits.clear();
        if (verdict.isLeftAlone()) {
            return;
        }
        byte[] name = verdict.name();
        if (name == null) {
            policy.scanner().find(text, from, end, key, keyFrom, keyEnd, genuine, hits);
        } else {
            policy.scanner().find(text, from, end, name, 0, name.length, genuine, hits);
        }
        separate(policy, verdict, effects);
        found(policy, verdict, hits, effects, first);
        found(policy, verdict, staying, effects, first);
    }

    /** Takes away what is not to be masked before overlaps are resolved, so that it hides nothing that is. */
    private void separate(Policy policy, KeyVerdict verdict, Effects effects) {
        staying.clear();
        for (int i = 0; i < hits.size(); i++) {
            Treatment treatment = treatment(policy, verdict, i);
            if (hits.other(i) != null && (treatment == null || !treatment.masks(effects))) {
                if (treatment != null) {
                    staying.add(hits.start(i), hits.end(i), hits.detector(i), hits.confidence(i));
                }
                hits.takeOther(i);
                treatment = treatment(policy, verdict, i);
            }
            if (treatment == null || !treatment.masks(effects)) {
                if (treatment != null) {
                    staying.add(hits.start(i), hits.end(i), hits.detector(i), hits.confidence(i));
                }
                hits.move(i, end, end);
            }
        }
        hits.resolve();
        staying.resolve();
    }

    /** What is done to one of {@link #hits}; null if nothing is. */
    private @Nullable Treatment treatment(Policy policy, KeyVerdict verdict, int hit) {
        Detector detector = hits.detector(hit);
        Confidence confidence = hits.confidence(hit);
        Rule rule = claimant(verdict, detector, confidence);
        return rule == null ? treatment(policy, verdict, detector, confidence) : rule.treatment();
    }

    private void found(Policy policy, KeyVerdict verdict, Hits resolved, Effects effects, boolean first) {
        for (int i = 0; i < resolved.size(); i++) {
            int start = resolved.start(i);
            int behind = resolved.end(i);
            Detector detector = resolved.detector(i);
            Confidence confidence = resolved.confidence(i);
            Rule rule = claimant(verdict, detector, confidence);
            Treatment treatment = rule == null ? treatment(policy, verdict, detector, confidence) : rule.treatment();
            boolean left =
                    suppressed.matchAny(text, start, behind) || (rule != null && rule.suppresses(text, start, behind));
            if (treatment != null && !left) {
                found(treatment, rule == null ? LAST : rule.number(), confidence, start, behind, effects, first);
            }
        }
    }

    /** The rule that decides over a finding of a detector; null if none does. */
    private static @Nullable Rule claimant(KeyVerdict verdict, Detector detector, Confidence confidence) {
        for (Rule rule : verdict.rules()) {
            if (rule.claims(detector, confidence)) {
                return rule;
            }
        }
        return null;
    }

    /** What the policy does to a finding that no rule decides over; null if it leaves it alone. */
    private static @Nullable Treatment treatment(
            Policy policy, KeyVerdict verdict, Detector detector, Confidence confidence) {
        Treatment treatment = verdict.isProtected() ? null : policy.of(detector);
        return treatment != null && treatment.covers(confidence) ? treatment : null;
    }

    private boolean isGenuine(byte[] array, int start, int behind) {
        return rules.isLabel(array, start, behind) || replacements.isGenuine(array, start, behind, senderTrusted);
    }

    private void found(
            Treatment treatment,
            int rank,
            @Nullable Confidence confidence,
            int start,
            int behind,
            Effects effects,
            boolean first) {
        treatment.note(effects);
        if (first) {
            treatment.count();
            if (observer != null) {
                observer.found(treatment, confidence, text, start, behind);
            }
        }
        if (treatment.masks(effects)) {
            findings.add(start, behind, treatment, rank);
        }
    }

    /** True if a range lies within a token that may stay. */
    private boolean isInToken(int start, int behind) {
        int open = start;
        int least = Math.max(from, behind - MaskedTokens.MAX_LENGTH);
        while (open >= least && text[open] != '[') {
            open--;
        }
        if (open < least) {
            return false;
        }
        int close = MaskedTokens.endOf(text, open, end);
        return close >= behind && isMasked(text, open, close);
    }

    private void write(WireWriter out) {
        int done = from;
        for (int i = 0; i < findings.size(); i++) {
            out.raw(text, done, findings.start(i) - done);
            findings.treatment(i).write(text, findings.start(i), findings.end(i), out);
            done = findings.end(i);
        }
        out.raw(text, done, end - done);
    }

    /** Makes what was written the text; false if it is the same. */
    private boolean take(WireWriter out) {
        if (Arrays.equals(text, from, end, out.array(), 0, out.length())) {
            return false;
        }
        text = out.array();
        from = 0;
        end = out.length();
        spare = out == even ? odd : even;
        return true;
    }
}
