package io.sluice.processor.tailsampling;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireWriter;
import io.sluice.processor.sampling.Threshold;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Writes what encloses spans in a scope, with attributes that say how their trace was decided where that is wanted: the Collector's, which
 * replace those of the same name, and in a dry run what would have become of it.
 *
 * <p>Threads: one worker's.
 */
final class ScopeWriter {

    private static final int SCOPE = 1;
    private static final int ATTRIBUTES = 3;
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int STRING_VALUE = 1;
    private static final int BOOL_VALUE = 2;
    private static final int DOUBLE_VALUE = 4;

    private static final byte[] POLICY = utf8("tailsampling.policy");
    private static final byte[] CACHED = utf8("tailsampling.cached_decision");
    private static final byte[] VERDICT = utf8("tailsampling.verdict");
    private static final byte[] COUNT = utf8("tailsampling.adjusted_count");

    private final byte[][] policies;
    private final boolean dryRun;
    private final WireReader fields = new WireReader();
    private final WireReader scope = new WireReader();
    private final WireReader attribute = new WireReader();
    private final WireWriter value = new WireWriter(32);

    /** @param policies in the order of their numbers */
    ScopeWriter(List<PolicySet.Policy> policies, boolean dryRun) {
        this.policies = policies.stream().map(policy -> utf8(policy.name())).toArray(byte[][]::new);
        this.dryRun = dryRun;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Writes a scope's envelope.
     *
     * @param tag what to say, see {@link Tag}
     * @param threshold of the runs, see {@link Releases}
     */
    void write(byte[] envelope, int tag, long threshold, WireWriter out) throws MalformedException {
        if (tag == Tag.NONE) {
            out.raw(envelope, 0, envelope.length);
            return;
        }
        int mark = out.openMessage(SCOPE);
        fields.reset(envelope, 0, envelope.length);
        while (fields.next()) {
            if (fields.isBytes(SCOPE)) {
                copyScope(envelope, tag, out);
            }
        }
        addAttributes(tag, threshold, out);
        out.closeMessage(mark);
        fields.reset(envelope, 0, envelope.length);
        while (fields.next()) {
            if (!fields.isBytes(SCOPE)) {
                out.raw(envelope, fields.fieldStart(), fields.valueEnd() - fields.fieldStart());
            }
        }
    }

    private void copyScope(byte[] envelope, int tag, WireWriter out) throws MalformedException {
        scope.enter(fields);
        while (scope.next()) {
            if (!scope.isBytes(ATTRIBUTES) || !isReplaced(envelope, tag)) {
                out.raw(envelope, scope.fieldStart(), scope.valueEnd() - scope.fieldStart());
            }
        }
    }

    private boolean isReplaced(byte[] envelope, int tag) throws MalformedException {
        boolean replaced = false;
        attribute.enter(scope);
        while (attribute.next()) {
            if (attribute.isBytes(KEY)) {
                replaced = (Tag.policy(tag) >= 0 && isKey(envelope, POLICY))
                        || (Tag.isLate(tag) && isKey(envelope, CACHED))
                        || (dryRun && (isKey(envelope, VERDICT) || isKey(envelope, COUNT)));
            }
        }
        return replaced;
    }

    private boolean isKey(byte[] envelope, byte[] key) {
        return Arrays.equals(envelope, attribute.valueStart(), attribute.valueEnd(), key, 0, key.length);
    }

    private void addAttributes(int tag, long threshold, WireWriter out) {
        int policy = Tag.policy(tag);
        if (policy >= 0 && policy < policies.length) {
            add(POLICY, value.reset().bytesField(STRING_VALUE, policies[policy], 0, policies[policy].length), out);
        }
        if (Tag.isLate(tag)) {
            add(CACHED, value.reset().varintField(BOOL_VALUE, 1), out);
        }
        if (dryRun) {
            byte[] verdict = utf8(Tag.vote(tag).name().toLowerCase(Locale.ROOT));
            add(VERDICT, value.reset().bytesField(STRING_VALUE, verdict, 0, verdict.length), out);
            if (threshold < Releases.UNCHANGED && Tag.vote(tag) == Decider.Vote.SAMPLED) {
                double count = Threshold.adjustedCount(Releases.wouldHaveBeen(threshold));
                add(COUNT, value.reset().fixed64Field(DOUBLE_VALUE, Double.doubleToRawLongBits(count)), out);
            }
        }
    }

    private static void add(byte[] key, WireWriter value, WireWriter out) {
        int mark = out.openMessage(ATTRIBUTES);
        out.bytesField(KEY, key, 0, key.length);
        out.bytesField(VALUE, value.array(), 0, value.length());
        out.closeMessage(mark);
    }
}
