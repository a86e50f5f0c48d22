package io.sluice.processor.pii;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sluice.processor.pii.detect.Command;
import org.jspecify.annotations.Nullable;

/**
 * The verdicts over the elements of a list that may be the arguments of a command: {@code --password} names the next one, and so does the
 * {@code -u} of {@code curl} if the next one holds a password. Reusable. Threads: one at a time.
 */
final class ArgumentVerdicts {

    private static final int MAX_OPTION = 127;
    private static final byte[] PASSWORD = "--password".getBytes(US_ASCII);

    private final KeyVerdicts keys;
    private KeyVerdict ofList;
    private KeyVerdict next;
    private @Nullable Command command;
    /** True behind the option of the command. */
    private boolean isBehindOption;

    /** @param keys the verdicts over options */
    ArgumentVerdicts(KeyVerdicts keys) {
        this.keys = keys;
        ofList = keys.none();
        next = ofList;
    }

    void begin(KeyVerdict verdict) {
        ofList = verdict;
        next = verdict;
        command = null;
        isBehindOption = false;
    }

    /** False if the verdict over the list is that over each element. */
    boolean mayDiffer() {
        return !ofList.decides() && !ofList.isProtected();
    }

    /** The verdict over the next element; an empty range for what is no text. */
    KeyVerdict of(byte[] array, int from, int end) {
        Command before = command;
        boolean argument = isBehindOption && before != null && before.isSecret(array, from, end);
        KeyVerdict verdict = argument ? secret() : next;
        next = ofList;
        isBehindOption = false;
        if (from == end || end - from > MAX_OPTION) {
            return verdict;
        }
        if (array[from] != '-') {
            command = Command.behind(before, array, from, end);
        } else if (before != null && before.isOption(array, from, end)) {
            isBehindOption = true;
        } else if (before != null && before.holdsSecret(array, from, end)) {
            return secret();
        } else {
            next = keys.of(array, from, end);
        }
        return verdict;
    }

    private KeyVerdict secret() {
        return keys.of(PASSWORD, 0, PASSWORD.length);
    }
}
