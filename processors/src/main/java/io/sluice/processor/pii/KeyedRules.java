package io.sluice.processor.pii;

import io.sluice.processor.pii.detect.ChosenKeys;
import io.sluice.processor.pii.detect.NormalForms;
import java.util.List;

/** The rules that take whole values of keys, for keys and values inside texts. Threads: one worker's. */
final class KeyedRules implements ChosenKeys.Caller {

    /** Hears what a rule finds. */
    interface Listener {

        /** True if the rule takes the finding, so that it is no later rule's. */
        boolean found(Rule rule, int start, int end);
    }

    private final Rule[] rules;
    private final ChosenKeys keys = new ChosenKeys();
    private final NormalForms forms = new NormalForms();
    /** Of {@link #rules} those that hold for the key that was chosen last, in their order. */
    private final Rule[] holding;

    private int count;
    private Listener listener = (_, _, _) -> false;
    private boolean any;

    /** @param all the rules of the user's, in their order */
    KeyedRules(List<Rule> all) {
        rules = all.stream().filter(Rule::isWhole).toArray(Rule[]::new);
        holding = new Rule[rules.length];
    }

    boolean isEmpty() {
        return rules.length == 0;
    }

    /** Forgets what they found in another text. */
    void begin() {
        for (Rule rule : rules) {
            rule.found().clear();
        }
    }

    /** Finds what is in the text itself. */
    void find(byte[] array, int from, int end, Listener heard) {
        listener = heard;
        keys.find(array, from, end, this);
    }

    /** Finds what is in the form that was made last; places are those in the form. */
    void find(NormalForms made, Listener heard) {
        for (Rule rule : rules) {
            rule.found().beginForm();
        }
        listener = heard;
        keys.find(made, this);
    }

    /**
     * True if there is a value of theirs in a text.
     *
     * @param special true if the text may have another normal form
     */
    boolean mayFind(byte[] array, int from, int end, boolean special) {
        any = false;
        listener = (_, _, _) -> any = true;
        keys.find(array, from, end, this);
        if (special && !any) {
            forms.begin(array, from, end);
            while (!any && forms.next()) {
                keys.find(forms, this);
            }
            forms.trim();
        }
        boolean found = any;
        any = false;
        return found;
    }

    @Override
    public boolean isChosen(byte[] array, int from, int end) {
        count = 0;
        for (Rule rule : rules) {
            if (rule.appliesTo(array, from, end)) {
                holding[count++] = rule;
            }
        }
        return count > 0;
    }

    @Override
    public boolean found(int start, int end) {
        for (int i = 0; i < count; i++) {
            if (listener.found(holding[i], start, end)) {
                break;
            }
        }
        return !any;
    }
}
