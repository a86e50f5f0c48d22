package io.sluice.processor.tailsampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.CustodyPoint;
import io.sluice.pdata.Signal;
import io.sluice.processor.Configs;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TailSamplingConfigTest {

    private static String report(String yaml) {
        return Configs.report(new TailSamplingFactory(), yaml);
    }

    private static String ofPolicy(String policy) {
        return report("policies: [" + policy + "]");
    }

    @Test
    void defaultsAreTheCollectors() {
        TailSamplingConfig config =
                Configs.of(new TailSamplingFactory(), "policies: [{name: all, type: always_sample}]");

        assertThat(config.decisionWait()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.numTraces()).isEqualTo(50_000);
        assertThat(config.isConsistent()).isTrue();
        assertThat(config.ack()).isEqualTo(TailSamplingConfig.AckTime.ON_STORE);
        assertThat(config.keptRemembered()).isEqualTo(50_000);
    }

    @Test
    void takesEveryPolicyOfTheCollectorThatIsThere() {
        Configs.of(new TailSamplingFactory(), """
            decision_wait: 10s
            num_traces: 100
            expected_new_traces_per_sec: 10
            decision_cache: {sampled_cache_size: 1000, non_sampled_cache_size: 10000}
            policies:
              - {name: p1, type: always_sample}
              - {name: p2, type: latency, latency: {threshold_ms: 5000, upper_threshold_ms: 10000}}
              - {name: p3, type: numeric_attribute, numeric_attribute: {key: key1, min_value: 50, max_value: 100}}
              - {name: p4, type: probabilistic, probabilistic: {hash_salt: custom, sampling_percentage: 0.1}}
              - {name: p5, type: status_code, status_code: {status_codes: [ERROR, UNSET]}}
              - {name: p6, type: string_attribute, string_attribute: {key: key2, values: [value1, 'val*'], enabled_regex_matching: true, cache_max_size: 10}}
              - {name: p7, type: rate_limiting, rate_limiting: {spans_per_second: 35, burst_capacity: 70}}
              - {name: p8, type: bytes_limiting, bytes_limiting: {bytes_per_second: 1024000}}
              - {name: p9, type: span_count, span_count: {min_spans: 2}}
              - {name: p10, type: trace_state, trace_state: {key: key3, values: [value1, value2]}}
              - {name: p11, type: boolean_attribute, boolean_attribute: {key: key4, value: true}}
              - {name: p12, type: trace_flags}
              - name: p13
                type: and
                and:
                  and_sub_policy:
                    - {name: s1, type: numeric_attribute, numeric_attribute: {key: key1, min_value: 50}}
                    - {name: s2, type: not, not: {not_sub_policy: {name: s3, type: latency, latency: {threshold_ms: 1000}}}}
              - name: p14
                type: drop
                drop: {drop_sub_policy: [{name: s4, type: string_attribute, string_attribute: {key: url.path, values: [/health]}}]}
            """);
    }

    @Test
    void namesAreShort() {
        assertThat(ofPolicy("{name: " + "n".repeat(200) + ", type: always_sample}"))
                .isEmpty();
        assertThat(ofPolicy("{name: " + "n".repeat(201) + ", type: always_sample}"))
                .contains("policies::0::name: has more than 200 characters. Choose a shorter one.");
    }

    @Test
    void policiesWithinPoliciesCountAsWell() {
        String parts = "{type: always_sample}, ".repeat(999);
        assertThat(ofPolicy("{name: a, type: and, and: {and_sub_policy: [" + parts + "]}}"))
                .isEmpty();
        assertThat(ofPolicy("{name: a, type: and, and: {and_sub_policy: [" + parts + "{type: always_sample}]}}"))
                .contains("policies: has more than 1000 with their parts. Join some of them.");
    }

    @Test
    void patternsTakeABoundedMemoryTogether() {
        StringBuilder patterns = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            patterns.append("'x").append(i).append(".*[a-z]{1,50}y', ");
        }
        String text = "string_attribute: {key: k, enabled_regex_matching: %s, values: [%s]}";

        assertThat(ofPolicy("{name: a, type: string_attribute, " + text.formatted(true, patterns) + "}"))
                .contains("policies: has patterns that are too large together: 20000 patterns");
        assertThat(ofPolicy("{name: a, type: string_attribute, " + text.formatted(false, patterns) + "}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate_limiting: {spans_per_second: 0}|spans_per_second: is 0, so nothing is kept",
                "bytes_limiting: {bytes_per_second: 0}|bytes_per_second: is 0, so nothing is kept",
                "string_attribute: {key: k, values: ['']}|values: has nothing but empty texts",
                "trace_state: {key: k, values: ['']}|values: has nothing that matches",
            })
    void warnsOfWhatKeepsNothing(String block, String warning) {
        String type = block.substring(0, block.indexOf(':'));

        assertThat(ofPolicy("{name: a, type: " + type + ", " + block + "}"))
                .contains("warning: ")
                .contains(warning);
    }

    @Test
    void warnsOfMembersThatAreTooLong() {
        String policy = "{name: a, type: trace_state, trace_state: {key: %s, values: [v]}}";

        assertThat(ofPolicy(policy.formatted("k".repeat(254)))).isEmpty();
        assertThat(ofPolicy(policy.formatted("k".repeat(255)))).contains("values: has nothing that matches");
    }

    @Test
    void roomIsMadeForNoMoreTracesThanThereIsMemoryFor() {
        String yaml = "{expected_new_traces_per_sec: 50000000, num_traces: %s, max_bytes: 16000000,"
                + " policies: [{name: all, type: always_sample}]}";

        assertThat(Configs.of(new TailSamplingFactory(), yaml.formatted(50_000_000))
                        .expectedTraces())
                .isEqualTo(100_000);
        assertThat(Configs.of(new TailSamplingFactory(), yaml.formatted(7)).expectedTraces())
                .isEqualTo(7);
    }

    @Test
    void warnsOfMoreMemoryThanThereMayBe() {
        assertThat(report("max_bytes: 9000000000000000000\npolicies: [{name: a, type: always_sample}]"))
                .contains("max_bytes: is more than three quarters of what may be taken outside the heap, so ")
                .contains("Raise -XX:MaxDirectMemorySize");
    }

    @Test
    void policiesNeedNamesOfTheirOwn() {
        String report = report("""
            policies:
              - {type: always_sample}
              - {name: a, type: always_sample}
              - {name: a, type: trace_flags}
            """);

        assertThat(report)
                .contains("processors::tail_sampling::policies::0::name: a policy needs a name")
                .contains("\"a\" is the name of a policy before it")
                .contains("- {name: a, type: trace_flags}")
                .contains("^");
    }

    @Test
    void aBlockOfAnotherTypeIsNamed() {
        String report = ofPolicy("{name: a, type: boolean_attribute, string_attribute: {key: k, values: [v]}}");

        assertThat(report)
                .contains("policies::0::string_attribute: is the block of policies of type string_attribute, and this"
                        + " one is of type boolean_attribute")
                .contains("Rename it to boolean_attribute")
                .contains("a policy of type boolean_attribute needs a block of that name");
    }

    @Test
    void patternsStatusesAndRangesAreChecked() {
        assertThat(ofPolicy("{name: a, type: string_attribute, string_attribute: {key: k, values: ['a(b'],"
                        + " enabled_regex_matching: true}}"))
                .contains("policies::0::string_attribute::values::0: is no pattern")
                .contains(">>>");
        assertThat(ofPolicy("{name: a, type: status_code, status_code: {status_codes: [ERR]}}"))
                .contains("\"ERR\" is no status of a span")
                .contains("Use OK, ERROR or UNSET");
        assertThat(ofPolicy("{name: a, type: status_code, status_code: {status_codes: []}}"))
                .contains("names no status");
        assertThat(ofPolicy("{name: a, type: numeric_attribute, numeric_attribute: {key: k}}"))
                .contains("has no bounds");
        assertThat(ofPolicy(
                        "{name: a, type: numeric_attribute, numeric_attribute: {key: k, min_value: 5, max_value: 4}}"))
                .contains("min_value: is above max_value");
        assertThat(ofPolicy("{name: a, type: latency, latency: {threshold_ms: 5, upper_threshold_ms: 5}}"))
                .contains("is not above threshold_ms");
        assertThat(ofPolicy("{name: a, type: span_count, span_count: {min_spans: 5, max_spans: 4}}"))
                .contains("is below min_spans");
        assertThat(ofPolicy("{name: a, type: and, and: {and_sub_policy: []}}")).contains("has no policies");
        assertThat(ofPolicy("{name: a, type: and, and: {and_sub_policy: [{type: drop, drop: {drop_sub_policy:"
                        + " [{type: trace_flags}]}}]}}"))
                .contains("drop stands for itself, not within and");
        assertThat(report("policies: []")).contains("is empty, so nothing would be kept");
        assertThat(ofPolicy("{name: a, type: latency, latency: {treshold_ms: 5}}"))
                .contains("threshold_ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sampling_strategy: span-ingest", "tail_storage: pebble", "block_on_overflow: true"})
    void whatDoesNotExistYetIsRefusedByName(String key) {
        String report = report(key + "\npolicies: [{name: a, type: always_sample}]");

        assertThat(report)
                .contains("tail_sampling::" + key.split(":")[0] + ": ")
                .contains("does not exist yet")
                .doesNotContain("warning");
    }

    @ParameterizedTest
    @ValueSource(strings = {"composite: {max_total_spans_per_second: 1}", "ottl_condition: {span: [x]}"})
    void policiesThatDoNotExistYetAreRefusedByName(String block) {
        String type = block.split(":")[0];

        assertThat(ofPolicy("{name: a, type: " + type + ", " + block + "}"))
                .contains(type + " does not exist yet")
                .doesNotContain("warning");
    }

    @Test
    void whatNoThresholdCanSayIsForTheOtherMode() {
        String limited =
                "{name: a, type: not, not: {not_sub_policy: {type: rate_limiting, rate_limiting: {spans_per_second:"
                        + " 1}}}}";

        assertThat(ofPolicy(limited)).contains("can't stand within not or drop").contains("mode: compat");
        assertThat(report("mode: compat\npolicies: [" + limited + "]")).isEmpty();
        assertThat(report("invert_match_vetoes: true\npolicies: [{name: a, type: always_sample}]"))
                .contains("is for mode: compat");
        assertThat(report("sample_on_first_match: true\npolicies: [{name: a, type: always_sample}]"))
                .contains("warning")
                .contains("has no effect");
    }

    @Test
    void expectedTracesHaveToFindRoomForAsLongAsTheyAreHeld() {
        String rate =
                "{decision_wait: 30s, expected_new_traces_per_sec: 1000, policies: [{name: a, type: always_sample}], ";

        assertThat(report(rate + "num_traces: 29999, max_bytes: 100000000}"))
                .contains(
                        "warning",
                        "num_traces: is less than expected_new_traces_per_sec for decision_wait, 30000 traces")
                .doesNotContain("::max_bytes:");
        assertThat(report(rate + "num_traces: 30000, max_bytes: 4799999}"))
                .contains("warning", "max_bytes: lets 4799999 bytes be held, too little for")
                .doesNotContain("::num_traces:");
        assertThat(report(rate + "num_traces: 30000, max_bytes: 4800000}")).isEmpty();
    }

    @Test
    void anEmergencyNeedsAThresholdToBeWritten() {
        String all = ", policies: [{name: all, type: always_sample}]";

        assertThat(report("{emergency_at: 30, mode: compat" + all + "}"))
                .contains("emergency_at", "is not for mode: compat");
        assertThat(report("{emergency_at: 30, dry_run: true" + all + "}")).contains("a dry run keeps everything");
        assertThat(report("{emergency_at: 46" + all + "}")).contains("emergency_at");
        assertThat(report("{emergency_at: 45" + all + "}")).isEmpty();
    }

    @Test
    void shardsAreAWarning() {
        assertThat(report("num_shards: 4\npolicies: [{name: a, type: always_sample}]"))
                .contains("warning")
                .contains("num_shards");
    }

    @ParameterizedTest
    @CsvSource({
        "150, warning, 150.0 is taken for 100",
        "-3, warning, -3.0 is taken for 0",
        "1e-300, warning, too small for any trace",
        ".nan, sampling_percentage, is not a number",
        ".inf, sampling_percentage, is not a number"
    })
    void percentagesThatAreHardlyMeantAreTold(String percentage, String kind, String what) {
        assertThat(ofPolicy("{name: a, type: probabilistic, probabilistic: {sampling_percentage: " + percentage + "}}"))
                .contains(kind, "policies::0::probabilistic::sampling_percentage: ", what);
    }

    @Test
    void aBoundOfZeroIsToldWhereTheCollectorTakesItForNone() {
        String bounds = "{name: a, type: and, and: {and_sub_policy: [{type: numeric_attribute, numeric_attribute:"
                + " {key: k, min_value: 0, max_value: %s}}]}}";

        assertThat(report("mode: compat\npolicies: [" + bounds.formatted("0") + "]"))
                .contains("and_sub_policy::0::numeric_attribute: has no bounds, since with mode: compat")
                .doesNotContain("warning");
        assertThat(report("mode: compat\npolicies: [" + bounds.formatted("9") + "]"))
                .contains("warning", "numeric_attribute::min_value: is no bound");
        assertThat(ofPolicy(bounds.formatted("0"))).isEmpty();
    }

    private static final String KEEP_ALL = "policies: [{name: all, type: always_sample}]";

    private static String report(String more, String... pipelines) {
        return Configs.report(new TailSamplingFactory(), "{" + more + KEEP_ALL + "}", List.of(pipelines));
    }

    @Test
    void logsMayFollowTraces() {
        assertThat(report("logs_follow_traces: true, ", "traces", "logs/a", "logs/b"))
                .isEmpty();
        assertThat(report(
                        "logs_follow_traces: true, logs: {max_bytes: 1048576, keep_severity: none}, ",
                        "traces",
                        "logs"))
                .isEmpty();
    }

    @Test
    void aPipelineOfLogsNeedsTheKeyAndAPipelineOfTraces() {
        assertThat(report("", "traces", "logs/a"))
                .contains("processors::tail_sampling::logs_follow_traces: is not set, but pipeline logs/a names this"
                        + " processor. Set logs_follow_traces: true, so that log records follow the decision on their"
                        + " trace, or remove it there.");
        assertThat(report("logs_follow_traces: true, ", "logs/a", "logs/b"))
                .contains("processors::tail_sampling::logs_follow_traces: pipeline logs/a, logs/b has no traces to"
                        + " follow: no pipeline of traces names this processor.");
        assertThat(report("logs_follow_traces: true, ", "traces", "metrics"))
                .contains("tail_sampling does not handle metrics");
    }

    @Test
    void keysOfLogsWithoutEffectAreTold() {
        assertThat(report("logs_follow_traces: true, ", "traces"))
                .contains("warning")
                .contains("has no effect: no pipeline of logs names this processor");
        assertThat(report("logs: {keep_severity: warn}, ", "traces"))
                .contains("warning")
                .contains("processors::tail_sampling::logs: has no effect without logs_follow_traces");
    }

    @Test
    void aRuleThatKeepsNoLogsIsAnError() {
        assertThat(report("logs_follow_traces: true, logs: {keep: [{key: k, values: []}]}, ", "traces", "logs"))
                .contains("processors::tail_sampling::logs::keep::0::values: is empty, so it keeps nothing.");
    }

    @Test
    void logsTakeAtMostHalfOfTheMemory() {
        assertThat(report(
                        "max_bytes: 4194304, logs_follow_traces: true, logs: {max_bytes: 2097153}, ", "traces", "logs"))
                .contains("processors::tail_sampling::logs::max_bytes: is more than half of max_bytes, of which it is a"
                        + " part. Use at most 2097152.");
        assertThat(report("logs_follow_traces: true, logs: {max_bytes: 1048575}, ", "traces", "logs"))
                .contains("is too little to hold anything");
        TailSamplingConfig config = Configs.of(
                new TailSamplingFactory(), "{max_bytes: 8388608, logs_follow_traces: true, " + KEEP_ALL + "}");
        assertThat(config.logBytes()).isEqualTo(1 << 20);
        assertThat(config.spanBytes()).isEqualTo(7 << 20);
    }

    @Test
    void saysWhenSendersOfLogsHearOk() {
        TailSamplingConfig stored = Configs.of(new TailSamplingFactory(), "{decision_wait: 10s, " + KEEP_ALL + "}");
        TailSamplingConfig decided =
                Configs.of(new TailSamplingFactory(), "{decision_wait: 10s, ack: on_decision, " + KEEP_ALL + "}");

        assertThat(new TailSamplingFactory().custody(stored, Signal.LOGS))
                .isEqualTo(new CustodyPoint(
                        "holds its log records (ack: on_store)",
                        "what came in within the last 20.0 s (twice decision_wait), most of it only within the last"
                                + " 10.0 s, and kept records that are not yet delivered",
                        "logs::max_bytes",
                        Duration.ZERO));
        assertThat(new TailSamplingFactory().custody(decided, Signal.LOGS).answersWithin())
                .isEqualTo(Duration.ofSeconds(82));
        assertThat(new TailSamplingFactory().custody(decided, Signal.TRACES).answersWithin())
                .isEqualTo(Duration.ofSeconds(72));
    }
}
