package io.sluice.processor.tailsampling;

import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Key;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Range;
import io.sluice.api.config.Unsupported;
import io.sluice.pdata.Signal;
import io.sluice.processor.value.Patterns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of {@code tail_sampling}.
 *
 * @param decisionWait how long a trace is held from its first span on before it is decided
 * @param decisionWaitAfterRootReceived how long a trace is held once its root span has come, if that is sooner; 0 waits as for others
 * @param numTraces most traces held, shared evenly by the workers of the pipeline; beyond it the oldest is decided on what is there
 * @param maxBytes most memory for spans, traces and what is remembered of them; beyond it the oldest traces are decided on what is there. 0
 *     is as much as the heap may have. Spans lie outside the heap, so three quarters of -XX:MaxDirectMemorySize are the most. Sluice's own key
 * @param expectedNewTracesPerSec how many new traces to make room for beforehand
 * @param policies what is kept; a trace is kept if one of them keeps it and none drops it
 * @param mode how it is decided. Sluice's own key
 * @param ack when a sender hears OK. Sluice's own key
 * @param dryRun true to let everything pass, with what would have become of it in attributes of the scope. Sluice's own key
 * @param sampleOnFirstMatch for {@code mode: compat}: true to ask no further policies once one keeps the trace
 * @param dropPendingTracesOnShutdown true to drop what is held when the process stops, false to decide it on what is there
 * @param blockOnOverflow not there: traces beyond {@code num_traces} are decided early
 * @param maximumTraceSizeBytes traces that grow larger are dropped at once; 0 is no bound
 * @param decisionCache how many decisions are remembered, for spans that come after them
 * @param samplingStrategy when policies are asked
 * @param tailStorage not there yet
 * @param recordPolicy true to name the policy in attributes of the scope, as a feature gate of the
 *     Collector does. Sluice's own key
 * @param invertMatchVetoes for {@code mode: compat}: true for what {@code invert_match} meant in older Collectors: a match drops the
 *     trace whatever other policies say, and no match keeps it only if no other policy says no. Sluice's own key
 * @param retryFor how long a kept trace that is refused downstream is sent again before it counts as dropped. Sluice's own key
 * @param emergencyAt for {@code mode: consistent}: percentage of {@code max_bytes}. While kept spans that are not delivered take more, less
 *     of everything is kept, errors too, down to nothing at twice as much, and {@code th} says so; 0 is never. Sluice's own key
 * @param logsFollowTraces true if pipelines of logs name this processor as well: log records then follow the decision on their trace.
 *     Sluice's own key
 * @param logs how they do
 */
@Unsupported(
        value = "num_shards",
        instead = "service::engine::workers says how many workers share the traces; leave it out.")
public record TailSamplingConfig(
        @Default("30s") @Range(min = 0, max = MAX_WAIT) Duration decisionWait,
        @Default("0s") @Range(min = 0, max = MAX_WAIT) Duration decisionWaitAfterRootReceived,
        @Default("50000") @Range(min = 1, max = MAX_TRACES) int numTraces,
        @Default("0") @Range(min = 0) long maxBytes,
        @Default("0") @Range(min = 0, max = MAX_TRACES) int expectedNewTracesPerSec,
        List<PolicyConfig> policies,
        @Default("consistent") Mode mode,
        @Default("on_store") AckTime ack,
        @Default("false") boolean dryRun,
        @Default("false") boolean sampleOnFirstMatch,
        @Default("false") boolean dropPendingTracesOnShutdown,
        @Default("false") boolean blockOnOverflow,
        @Default("0") @Range(min = 0) long maximumTraceSizeBytes,
        DecisionCache decisionCache,
        @Default("trace-complete") Strategy samplingStrategy,
        @Nullable Object tailStorage,
        @Default("false") boolean recordPolicy,
        @Default("false") boolean invertMatchVetoes,
        @Default("1m") @Range(min = 0, max = MAX_WAIT) Duration retryFor,
        @Default("0") @Range(min = 0, max = MAX_EMERGENCY) int emergencyAt,
        @Default("false") boolean logsFollowTraces,
        Logs logs)
        implements Checked {

    static final int MAX_TRACES = 50_000_000;
    static final long MAX_WAIT = 3_600_000_000_000L * 24;
    static final long LEAST_BYTES = 1 << 20;
    static final int MAX_EMERGENCY = 45;

    /** What a trace of one span takes that has nothing but ids and times. */
    private static final int LEAST_TRACE_BYTES = 160;

    static final int MAX_POLICIES = 120;
    private static final int MAX_PARTS = 1_000;
    private static final int MAX_NAME = 200;
    private static final int LOG_SHARE = 8;

    /** What decisions and deliveries may take beyond their wait. */
    private static final Duration ANSWER_MARGIN = Duration.ofSeconds(1);

    /** How it is decided. */
    public enum Mode {
        /** Every policy gives a threshold for one randomness, which is written as {@code th}, so that what is kept can be counted. */
        CONSISTENT,
        /** As the Collector 0.155 does, by its hashes; no {@code th} is written. */
        COMPAT
    }

    /** When a sender hears OK. */
    public enum AckTime {
        /** Once its spans are held here. */
        ON_STORE,
        /** Once each of its traces is decided and what is kept of it is delivered, so that senders hold their spans until then. */
        ON_DECISION
    }

    /** When policies are asked. */
    public enum Strategy {
        /** Once the wait is over. */
        @Key("trace-complete")
        TRACE_COMPLETE,
        /** Not there yet. */
        @Key("span-ingest")
        SPAN_INGEST
    }

    /**
     * Decisions that are remembered by trace id. They are kept by age, not by use.
     *
     * @param sampledCacheSize how many traces that were kept; 0 is {@code num_traces}
     * @param nonSampledCacheSize how many that were not; likewise
     */
    public record DecisionCache(
            @Default("0") @Range(min = 0, max = MAX_TRACES) int sampledCacheSize,
            @Default("0") @Range(min = 0, max = MAX_TRACES) int nonSampledCacheSize) {}

    /**
     * For {@code logs_follow_traces}. Sluice's own keys.
     *
     * @param maxBytes the part of {@code max_bytes} for log records that wait for a decision; beyond it the oldest are decided on what
     *     is known. 0 is an eighth; at most half
     * @param keepSeverity the least severity of log records that pass at once, whatever becomes of their trace
     * @param keep others that do, by an attribute of theirs or of their resource; {@code log.type: audit} does in any case
     */
    public record Logs(
            @Default("0") @Range(min = 0) long maxBytes,
            @Default("error") Severity keepSeverity,
            @Default("[]") List<KeptLogs> keep) {
        public Logs {
            keep = List.copyOf(keep);
        }
    }

    /**
     * Log records that pass at once.
     *
     * @param key key of the attribute
     * @param values texts one of which it has to be
     */
    public record KeptLogs(String key, List<String> values) {
        public KeptLogs {
            values = List.copyOf(values);
        }
    }

    /** Severities of log records; each stands for four numbers. */
    public enum Severity {
        /** All follow their trace. */
        NONE(Integer.MAX_VALUE),
        /** From 1 on. */
        TRACE(1),
        /** From 5 on. */
        DEBUG(5),
        /** From 9 on. */
        INFO(9),
        /** From 13 on. */
        WARN(13),
        /** From 17 on. */
        ERROR(17),
        /** From 21 on. */
        FATAL(21);

        private final int least;

        Severity(int least) {
            this.least = least;
        }

        /** The least number. */
        int least() {
            return least;
        }
    }

    public TailSamplingConfig {
        policies = List.copyOf(policies);
    }

    boolean isConsistent() {
        return mode == Mode.CONSISTENT;
    }

    /** True if a sender is answered only when its traces are decided and delivered. */
    boolean waitsForDecisions() {
        return ack == AckTime.ON_DECISION;
    }

    /** The longest that data of a signal is held: log records may come before their trace begins, almost as long as it is held. */
    private Duration longestHold(Signal signal) {
        return signal == Signal.LOGS ? decisionWait.multipliedBy(2) : decisionWait;
    }

    /** The least that a sender must still be willing to wait when its request comes here. */
    Duration leastDeadline(Signal signal) {
        return longestHold(signal).plus(ANSWER_MARGIN);
    }

    /** The longest that a sender waits for its answer if what is kept can be delivered within {@code retry_for}. */
    Duration answersWithin(Signal signal) {
        long seconds = longestHold(signal)
                .plus(retryFor)
                .plus(ANSWER_MARGIN)
                .plusNanos(999_999_999)
                .toSeconds();
        return Duration.ofSeconds(seconds + 1);
    }

    /** The bound on memory, at most what the JVM may take outside its heap. */
    long effectiveMaxBytes() {
        return Math.min(maxBytes > 0 ? maxBytes : Runtime.getRuntime().maxMemory(), OutsideHeap.share());
    }

    /** The part of it for log records that wait. */
    long logBytes() {
        long most = effectiveMaxBytes();
        return logs.maxBytes() > 0 ? Math.min(logs.maxBytes(), most / 2) : most / LOG_SHARE;
    }

    /** The part of it for everything else. */
    long spanBytes() {
        return logsFollowTraces ? effectiveMaxBytes() - logBytes() : effectiveMaxBytes();
    }

    /** What one of several workers, each of which has a part of the traces, is to keep to. */
    TailSamplingConfig ofWorker(int workers) {
        if (workers == 1) {
            return this;
        }
        return new TailSamplingConfig(
                decisionWait,
                decisionWaitAfterRootReceived,
                part(numTraces, workers),
                effectiveMaxBytes() / workers,
                part(expectedNewTracesPerSec, workers),
                policies,
                mode,
                ack,
                dryRun,
                sampleOnFirstMatch,
                dropPendingTracesOnShutdown,
                blockOnOverflow,
                maximumTraceSizeBytes,
                new DecisionCache(part(keptRemembered(), workers), part(droppedRemembered(), workers)),
                samplingStrategy,
                tailStorage,
                recordPolicy,
                invertMatchVetoes,
                retryFor,
                emergencyAt,
                logsFollowTraces,
                new Logs(logBytes() / workers, logs.keepSeverity(), logs.keep()));
    }

    private static int part(int whole, int workers) {
        return Math.ceilDiv(whole, workers);
    }

    /** All policies, and those within them. */
    private List<PolicyConfig> all() {
        List<PolicyConfig> all = new ArrayList<>(policies);
        for (int i = 0; i < all.size(); i++) {
            all.get(i).parts().forEach(part -> all.add(part.policy()));
        }
        return all;
    }

    /** All patterns of policies. */
    List<String> patterns() {
        return all().stream()
                .map(PolicyConfig::stringAttribute)
                .filter(text -> text != null && text.enabledRegexMatching())
                .flatMap(text -> text.values().stream())
                .toList();
    }

    /** True if a root span makes a difference. */
    boolean watchesRoots() {
        return !decisionWaitAfterRootReceived.isZero() && decisionWaitAfterRootReceived.compareTo(decisionWait) < 0;
    }

    /** How many traces to make room for beforehand: no more than there will be memory for. */
    int expectedTraces() {
        long seconds = Math.max(1, decisionWait.toSeconds());
        return (int) Math.min(Math.min(numTraces, spanBytes() / LEAST_TRACE_BYTES), expectedNewTracesPerSec * seconds);
    }

    int keptRemembered() {
        return decisionCache.sampledCacheSize() > 0 ? decisionCache.sampledCacheSize() : numTraces;
    }

    int droppedRemembered() {
        return decisionCache.nonSampledCacheSize() > 0 ? decisionCache.nonSampledCacheSize() : numTraces;
    }

    @Override
    public void check(Problems problems) {
        checkAbsent(problems);
        checkNames(problems);
        if (maxBytes > 0 && maxBytes < LEAST_BYTES) {
            problems.error("max_bytes", "is too little to hold anything", "Use at least " + LEAST_BYTES + ".");
        } else if (maxBytes > effectiveMaxBytes()) {
            problems.warning(
                    "max_bytes",
                    "is more than three quarters of what may be taken outside the heap, so " + effectiveMaxBytes()
                            + " bytes are the most",
                    "Raise -XX:MaxDirectMemorySize in SLUICE_JVM_OPTS.");
        }
        if (!decisionWaitAfterRootReceived.isZero() && decisionWaitAfterRootReceived.compareTo(decisionWait) >= 0) {
            problems.warning(
                    "decision_wait_after_root_received",
                    "is not below decision_wait, so it has no effect",
                    "Use less than decision_wait.");
        }
        if (waitsForDecisions() && dropPendingTracesOnShutdown) {
            problems.warning(
                    "drop_pending_traces_on_shutdown",
                    "has no effect: with ack: on_decision, what is undecided goes back to its senders",
                    "Leave it out.");
        }
        if (isConsistent()) {
            checkConsistent(problems);
        } else {
            for (int i = 0; i < policies.size(); i++) {
                checkZeroBounds(problems.at("policies").at(Integer.toString(i)), policies.get(i));
            }
        }
        checkEmergency(problems);
        checkRoom(problems);
        checkLogs(problems);
    }

    private void checkAbsent(Problems problems) {
        if (samplingStrategy == Strategy.SPAN_INGEST) {
            problems.error("sampling_strategy", "span-ingest does not exist yet", "Use trace-complete, the default.");
        }
        if (tailStorage != null) {
            problems.error("tail_storage", "does not exist yet", "Leave it out: spans are held in memory.");
        }
        if (blockOnOverflow) {
            problems.error(
                    "block_on_overflow",
                    "does not exist yet",
                    "Leave it out: the oldest traces are decided early, and counted, when there are too many.");
        }
    }

    private void checkLogs(Problems problems) {
        if (!logsFollowTraces && problems.isSet("logs")) {
            problems.warning(
                    "logs",
                    "has no effect without logs_follow_traces",
                    "Set logs_follow_traces: true, or leave it out.");
        }
        for (int i = 0; i < logs.keep().size(); i++) {
            if (logs.keep().get(i).values().isEmpty()) {
                problems.at("logs")
                        .at("keep")
                        .at(Integer.toString(i))
                        .error("values", "is empty, so it keeps nothing", "Name at least one text.");
            }
        }
        if (logs.maxBytes() > 0 && logs.maxBytes() < LEAST_BYTES) {
            problems.at("logs")
                    .error("max_bytes", "is too little to hold anything", "Use at least " + LEAST_BYTES + ".");
        } else if (maxBytes > 0 && logs.maxBytes() > maxBytes / 2) {
            problems.at("logs")
                    .error(
                            "max_bytes",
                            "is more than half of max_bytes, of which it is a part",
                            "Use at most " + maxBytes / 2 + ".");
        }
    }

    /** At the rate of traces that is said to be expected, they have to find room for as long as they are held. */
    private void checkRoom(Problems problems) {
        double traces = expectedNewTracesPerSec * (decisionWait.toMillis() / 1000.0);
        String many = "expected_new_traces_per_sec for decision_wait, " + Math.round(traces) + " traces";
        if (traces > numTraces) {
            problems.warning(
                    "num_traces",
                    "is less than " + many + ": the oldest will be decided before their time",
                    "Use at least " + Math.round(traces) + ".");
        }
        if (traces * LEAST_TRACE_BYTES > effectiveMaxBytes()) {
            problems.warning(
                    "max_bytes",
                    "lets " + effectiveMaxBytes() + " bytes be held, too little for " + many
                            + " of one small span each:" + " the oldest will be decided before their time",
                    "Use what comes in in that time and 100 bytes for each trace, and raise -XX:MaxDirectMemorySize to"
                            + " half as much again.");
        }
    }

    private void checkEmergency(Problems problems) {
        if (emergencyAt > 0 && !isConsistent()) {
            problems.error(
                    "emergency_at",
                    "is not for mode: compat, which writes no th to say how much was kept",
                    "Leave it out, or use mode: consistent.");
        }
        if (emergencyAt > 0 && dryRun) {
            problems.warning("emergency_at", "has no effect: a dry run keeps everything", "Leave it out, or dry_run.");
        }
    }

    private void checkNames(Problems problems) {
        if (policies.isEmpty()) {
            problems.error("policies", "is empty, so nothing would be kept", "Add at least one policy.");
        }
        if (policies.size() > MAX_POLICIES) {
            problems.error("policies", "has more than " + MAX_POLICIES, "Join some of them.");
        } else if (all().size() > MAX_PARTS) {
            problems.error("policies", "has more than " + MAX_PARTS + " with their parts", "Join some of them.");
        }
        Patterns.checkSize(problems, "policies", patterns());
        Set<String> names = new HashSet<>();
        for (int i = 0; i < policies.size(); i++) {
            String name = policies.get(i).name();
            Problems there = problems.at("policies").at(Integer.toString(i));
            if (name.isEmpty()) {
                there.error("name", "a policy needs a name", "Set name.");
            } else if (name.length() > MAX_NAME) {
                there.error("name", "has more than " + MAX_NAME + " characters", "Choose a shorter one.");
            } else if (!names.add(name)) {
                there.error("name", "\"" + name + "\" is the name of a policy before it", "Give it another name.");
            }
        }
    }

    private void checkConsistent(Problems problems) {
        if (invertMatchVetoes) {
            problems.error(
                    "invert_match_vetoes",
                    "is for mode: compat; a yes that counts only while nobody says no is no threshold",
                    "Use a policy of type drop, or mode: compat.");
        }
        if (sampleOnFirstMatch) {
            problems.warning(
                    "sample_on_first_match",
                    "has no effect: all policies are asked, and the one that keeps most counts",
                    "Leave it out, or use mode: compat.");
        }
        for (int i = 0; i < policies.size(); i++) {
            checkLimits(problems.at("policies").at(Integer.toString(i)), policies.get(i), false);
        }
    }

    /** Which traces a limiter keeps depends on the others of the same moment, so its opposite can't be said ahead. */
    private static void checkLimits(Problems problems, PolicyConfig policy, boolean reversed) {
        boolean limits =
                policy.type() == PolicyConfig.Type.RATE_LIMITING || policy.type() == PolicyConfig.Type.BYTES_LIMITING;
        if (limits && reversed) {
            problems.error(
                    "type",
                    policy.type().key() + " can't stand within not or drop",
                    "Move it out, or use mode: compat.");
        }
        boolean reverses = policy.type() == PolicyConfig.Type.NOT || policy.type() == PolicyConfig.Type.DROP;
        for (PolicyConfig.Part part : policy.parts()) {
            checkLimits(part.in(problems), part.policy(), reversed || reverses);
        }
    }

    /** To the Collector a bound of 0 is none, which nobody would guess who reads its configuration. */
    private static void checkZeroBounds(Problems problems, PolicyConfig policy) {
        PolicyConfig.NumericAttribute number = policy.numericAttribute();
        if (number != null) {
            Problems there = problems.at("numeric_attribute");
            if (number.isUnbounded()) {
                there.error(
                        "",
                        "has no bounds, since with mode: compat a bound of 0 is none, as in the Collector",
                        "Use another bound, or mode: consistent.");
            } else {
                warnOfZero("min_value", number.minValue(), there);
                warnOfZero("max_value", number.maxValue(), there);
            }
        }
        for (PolicyConfig.Part part : policy.parts()) {
            checkZeroBounds(part.in(problems), part.policy());
        }
    }

    private static void warnOfZero(String key, @Nullable Long bound, Problems problems) {
        if (bound != null && bound == 0) {
            problems.warning(
                    key,
                    "is no bound: with mode: compat 0 is none, as in the Collector",
                    "Leave it out, or use mode: consistent.");
        }
    }
}
