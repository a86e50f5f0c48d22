package io.sluice.processor.probabilisticsampler;

import io.sluice.api.Ack;
import io.sluice.api.RequestContext;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Schema;
import io.sluice.pdata.Signal;
import io.sluice.processor.edit.EditedMessage;
import io.sluice.processor.edit.RecordEditor;
import io.sluice.processor.probabilisticsampler.ProbabilisticSamplerConfig.Mode;
import io.sluice.processor.sampling.Randomness;
import io.sluice.processor.sampling.Threshold;
import org.jspecify.annotations.Nullable;

/**
 * Decides over items, in the Collector's order: what the item bears, the threshold, its priority; then the rules of {@code keep}. Threads:
 * one worker's.
 */
abstract class SamplerEditor implements RecordEditor {

    /** True if an item that was sampled consistently before is one that cannot be decided on. */
    final boolean hashes;

    final boolean never;
    final HashedRandomness hash;
    final KeepRules keep;

    // What the item bears, as read() leaves it.
    long randomness;
    long incoming;
    Policy policy = Policy.MISSING_RANDOMNESS;

    /** False if what it bears is to stay as it is. */
    boolean writable;

    private final int item;
    private final ThresholdRule rule;
    private final boolean failClosed;
    private final SamplerCounts counts;

    SamplerEditor(ProbabilisticSamplerConfig config, Signal signal, SamplerCounts counts) {
        this.item = signal == Signal.TRACES ? Schema.SPAN : Schema.LOG_RECORD;
        this.hashes = config.mode() == Mode.HASH_SEED;
        this.never = config.keepsNone();
        this.hash = new HashedRandomness(config.hashSeed());
        this.keep = new KeepRules(config.keep(), signal);
        this.rule = config.rule();
        this.failClosed = config.failClosed();
        this.counts = counts;
    }

    /**
     * Reads what an item bears.
     *
     * @return why it cannot be decided on; null if it can
     */
    abstract @Nullable DropReason read(EditedMessage message) throws MalformedException;

    /** The threshold that the item's priority asks for; {@link Threshold#NONE} if for none. */
    abstract long priority(EditedMessage message) throws MalformedException;

    /** True if a rule of {@code keep} is about the item. */
    abstract boolean isAlwaysKept(EditedMessage message) throws MalformedException;

    /** Takes away the threshold that the item bears. */
    abstract void forgetThreshold();

    /** Writes to an item that is kept by what threshold, unless it bears a higher one. */
    abstract void write(EditedMessage message, long threshold);

    @Override
    public final long wants() {
        return 1L << item | (keep.asksResources() ? 1L << Schema.RESOURCE : 0);
    }

    @Override
    public final void begin(Signal signal, RequestContext context, Payload payload) {
        counts.reset();
    }

    @Override
    public final void edit(EditedMessage message) throws MalformedException {
        if (message.message() == item) {
            decide(message);
        } else {
            keep.look(message);
        }
    }

    private void decide(EditedMessage message) throws MalformedException {
        DropReason trouble = read(message);
        if (incoming > Threshold.ALWAYS) {
            counts.sampledBefore();
        }
        if (trouble == null) {
            trouble = inconsistency();
        }
        long threshold = trouble == null ? rule.threshold(incoming) : failClosed ? Threshold.NEVER : Threshold.ALWAYS;
        DropReason reason = trouble == null ? DropReason.SAMPLING : trouble;
        long wanted = priority(message);
        if (wanted != Threshold.NONE) {
            threshold = wanted;
            policy = Policy.SAMPLING_PRIORITY;
            reason = wanted == Threshold.NEVER ? DropReason.SAMPLING_PRIORITY : DropReason.SAMPLING;
        }
        if (isAlwaysKept(message)) {
            threshold = Threshold.ALWAYS;
            policy = Policy.KEEP;
        }
        if (!Threshold.keeps(threshold, randomness)) {
            counts.dropped(policy, reason);
            message.drop();
            return;
        }
        counts.kept(policy);
        if (writable) {
            write(message, threshold);
        }
    }

    private @Nullable DropReason inconsistency() {
        if (policy == Policy.MISSING_RANDOMNESS) {
            return DropReason.SAMPLING_MISSING_RANDOMNESS;
        }
        if (writable && incoming != Threshold.NONE && !Threshold.keeps(incoming, randomness)) {
            forgetThreshold();
            incoming = Threshold.NONE;
            return DropReason.SAMPLING_INCONSISTENT;
        }
        return null;
    }

    /** Of an item that has no randomness: whoever decides on it nevertheless keeps it if it keeps anything. */
    final void missRandomness() {
        randomness = Randomness.MAX;
        policy = Policy.MISSING_RANDOMNESS;
    }

    /** Of an item where nothing is kept by chance, so that there is nothing to be missing. */
    final void needNoRandomness() {
        randomness = Randomness.MAX;
        policy = Policy.SAMPLING_PRIORITY;
    }

    @Override
    public final void end() {
        counts.tell();
    }

    @Override
    public final void countDropped(int items, Ack ack) {
        counts.tellDropped(ack);
    }
}
