package io.sluice.processor.tailsampling;

import io.sluice.pdata.AnyValueBuffer;
import io.sluice.pdata.AttributeOwner;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.PayloadEditor;
import io.sluice.pdata.WireReader;
import io.sluice.processor.sampling.Randomness;
import io.sluice.processor.sampling.Threshold;
import io.sluice.processor.value.AnyValueBytes;
import io.sluice.processor.value.Ascii;
import java.util.Arrays;
import java.util.List;

/**
 * Writes to log records how their trace was decided, as attributes: the threshold, where {@code probabilistic_sampler} has it as well, and
 * what {@link ScopeWriter} says of spans in their scope. Records of one scope belong to different traces, so here each says it itself.
 *
 * <p>Threads: one worker's.
 */
final class LogMarks {

    private static final byte[] THRESHOLD = Ascii.bytes("sampling.threshold");
    private static final byte[] RANDOMNESS = Ascii.bytes("sampling.randomness");
    private static final byte[] POLICY = Ascii.bytes("tailsampling.policy");
    private static final byte[] VERDICT = Ascii.bytes("tailsampling.verdict");
    private static final byte[] COUNT = Ascii.bytes("tailsampling.adjusted_count");
    private static final int ATTRIBUTES = 6;
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int NOWHERE = -1;

    private final boolean consistent;
    private final boolean dryRun;
    private final boolean policyToo;
    private final AnyValueBuffer[] policies;
    private final AnyValueBuffer sampled = new AnyValueBuffer().setString("sampled");
    private final AnyValueBuffer notSampled = new AnyValueBuffer().setString("not_sampled");
    private final AnyValueBuffer value = new AnyValueBuffer();
    private final WireReader fields = new WireReader();
    private final WireReader attribute = new WireReader();
    private final AnyValueBytes present = new AnyValueBytes();
    private final byte[] digits = new byte[Threshold.MAX_DIGITS];

    /** @param policies in the order of their numbers */
    LogMarks(TailSamplingConfig config, List<PolicySet.Policy> policies) {
        this.consistent = config.isConsistent();
        this.dryRun = config.dryRun();
        this.policyToo = config.recordPolicy() || dryRun;
        this.policies = policies.stream()
                .map(policy -> new AnyValueBuffer().setString(policy.name()))
                .toArray(AnyValueBuffer[]::new);
    }

    /**
     * Marks a record that leaves.
     *
     * @param from where its content begins in {@code array}
     * @param idAt where its trace id begins
     * @param verdict on its trace
     */
    void write(PayloadEditor editor, byte[] array, int from, int end, int idAt, long verdict)
            throws MalformedException {
        boolean kept = VerdictBoard.isKept(verdict);
        if (policyToo) {
            takeAway(editor, array, from, end);
        }
        if (dryRun) {
            append(editor, from, VERDICT, kept ? sampled : notSampled);
        }
        if (!kept) {
            return;
        }
        int policy = VerdictBoard.policy(verdict);
        if (policyToo && policy >= 0) {
            append(editor, from, POLICY, policies[policy]);
        }
        long threshold = VerdictBoard.threshold(verdict);
        if (consistent && dryRun) {
            append(editor, from, COUNT, value.setDouble(Threshold.adjustedCount(threshold)));
        } else if (threshold > Threshold.ALWAYS) {
            raise(editor, array, from, end, Randomness.ofTraceId(array, idAt), threshold);
        }
    }

    private static void append(PayloadEditor editor, int from, byte[] key, AnyValueBuffer value) {
        editor.append(AttributeOwner.LOG_RECORD, from, key, value);
    }

    /** Takes away what we are about to say ourselves. */
    private void takeAway(PayloadEditor editor, byte[] array, int from, int end) throws MalformedException {
        fields.reset(array, from, end);
        while (fields.next()) {
            if (fields.isBytes(ATTRIBUTES) && isOurs()) {
                editor.drop(fields.valueStart());
            }
        }
    }

    private boolean isOurs() throws MalformedException {
        return hasKey(POLICY) || (dryRun && (hasKey(VERDICT) || hasKey(COUNT)));
    }

    /**
     * Writes the threshold, unless the record has a higher one, or one that can't be read. One above its own randomness would be a
     * contradiction: it then bears none, so that nobody knows how many it stands for.
     */
    private void raise(PayloadEditor editor, byte[] array, int from, int end, long idRandomness, long threshold)
            throws MalformedException {
        int place = NOWHERE;
        long before = Threshold.NONE;
        long randomness = idRandomness;
        fields.reset(array, from, end);
        while (fields.next()) {
            if (!fields.isBytes(ATTRIBUTES)) {
                continue;
            }
            if (hasKey(THRESHOLD)) {
                place = fields.valueStart();
                before = isText() ? Threshold.parse(array, present.from(), present.end()) : Threshold.NONE;
            } else if (hasKey(RANDOMNESS) && isText()) {
                long own = Randomness.parse(array, present.from(), present.end());
                randomness = own == Randomness.NONE ? idRandomness : own;
            }
        }
        if (place != NOWHERE && before == Threshold.NONE) {
            return;
        }
        boolean contradicts = Math.max(before, threshold) > randomness;
        if (place != NOWHERE && contradicts) {
            editor.drop(place);
        } else if (!contradicts && before < threshold) {
            value.setString(digits, 0, Threshold.encode(threshold, digits, 0));
            if (place == NOWHERE) {
                append(editor, from, THRESHOLD, value);
            } else {
                editor.setValue(place, value);
            }
        }
    }

    /** True if the attribute's value is a text, where {@link #present} then stands. */
    private boolean isText() throws MalformedException {
        boolean text = false;
        attribute.enter(fields);
        while (attribute.next()) {
            if (attribute.isBytes(VALUE)) {
                present.read(attribute.array(), attribute.valueStart(), attribute.valueEnd());
                text = present.kind() == AnyValueBytes.STRING;
            }
        }
        return text;
    }

    private boolean hasKey(byte[] key) throws MalformedException {
        boolean same = false;
        attribute.enter(fields);
        while (attribute.next()) {
            if (attribute.isBytes(KEY)) {
                same = Arrays.equals(
                        attribute.array(), attribute.valueStart(), attribute.valueEnd(), key, 0, key.length);
            }
        }
        return same;
    }
}
