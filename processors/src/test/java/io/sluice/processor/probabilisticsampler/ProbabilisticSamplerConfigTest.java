package io.sluice.processor.probabilisticsampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.processor.Configs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProbabilisticSamplerConfigTest {

    private static String report(String yaml) {
        return Configs.report(Sampled.FACTORY, yaml);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sampling_percentage: 10",
                "{sampling_percentage: 15.3, hash_seed: 22}",
                "{sampling_percentage: 10, mode: equalizing, sampling_precision: 14, fail_closed: false}",
                "{sampling_percentage: 10, attribute_source: record, from_attribute: foo, sampling_priority: bar}",
                "{sampling_percentage: 10, keep: [{severity: warn}, {status: error}, {attribute: a, equals: [b]}]}",
                "{sampling_percentage: 10, mode: proportional, keep: [{attribute: a, matches: '^x$'}]}",
                "{hash_seed: 4294967295, sampling_percentage: 1}"
            })
    void saysNothingOfWhatIsFine(String yaml) {
        assertThat(report(yaml)).isEmpty();
    }

    @Test
    void patternsOfRulesTakeABoundedMemoryTogether() {
        String rule = "{attribute: a, matches: '[a-z]{1,50}y'}, ";

        assertThat(report("{sampling_percentage: 1, keep: [" + rule.repeat(20) + "]}"))
                .isEmpty();
        assertThat(report("{sampling_percentage: 1, keep: [" + rule.repeat(2_000) + "]}"))
                .contains("keep: has patterns that are too large together: 2000 patterns");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sampling_percentage: -1 | sampling_percentage: -1.0 is no percentage",
                "sampling_percentage: .nan | sampling_percentage: NaN is no percentage",
                "sampling_percentage: .inf | sampling_percentage: Infinity is no percentage",
                "sampling_percentage: 1e300 | sampling_percentage: Infinity is no percentage",
                "sampling_percentage: 1e-20 | sampling_percentage: 1.0E-20 is too small to be a threshold",
                "sampling_percentage: much | sampling_percentage: takes a number",
                "{sampling_percentage: 1, mode: equalising} | mode: ",
                "{sampling_percentage: 1, sampling_precision: 0} | sampling_precision: ",
                "{sampling_percentage: 1, sampling_precision: 15} | sampling_precision: ",
                "{sampling_percentage: 1, hash_seed: 4294967296} | hash_seed: ",
                "{sampling_percentage: 1, hash_seed: -1} | hash_seed: ",
                "{sampling_percentage: 1, attribute_source: span} | attribute_source: ",
                "{sampling_percentage: 1, sampling_percent: 1} | is not a key here. Did you mean",
                "{sampling_percentage: 1, keep: [{}]} | keep::0: says nothing",
                "{sampling_percentage: 1, keep: [{status: error, severity: error}]} | keep::0::severity: is of log"
                        + " records",
                "{sampling_percentage: 1, keep: [{status: bad}]} | keep::0::status: ",
                "{sampling_percentage: 1, keep: [{severity: error, equals: [a]}]} | keep::0::equals: needs an"
                        + " attribute",
                "{sampling_percentage: 1, keep: [{attribute: a, equals: [a], matches: a}]} | keep::0::matches: cannot"
                        + " stand beside",
                "{sampling_percentage: 1, keep: [{severity: error}, {attribute: a, matches: 'a('}]} |"
                        + " keep::1::matches: is no pattern",
                "{sampling_percentage: 1, keep: [{duration: -1s}]} | keep::0::duration: "
            })
    void saysWhereItIsWrong(String yaml, String what) {
        String report = report(yaml);

        assertThat(report).startsWith("yaml:").contains(what).contains("^");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sampling_percentage: 0 | sampling_percentage: keeps nothing but spans with a sampling.priority",
                "{} | probabilistic_sampler: keeps nothing but spans with a sampling.priority",
                "sampling_percentage: 0.006 | sampling_percentage: 0.006 keeps nothing in mode hash_seed",
                "sampling_percentage: 200 | sampling_percentage: 200.0 is taken for 100",
                "{sampling_percentage: 1, mode: equalizing, hash_seed: 2} | hash_seed: has no effect in mode"
                        + " equalizing",
                "{sampling_percentage: 1, attribute_source: record} | attribute_source: names no attribute",
                "{sampling_percentage: 0, sampling_priority: p} | sampling_priority: keeps every log record that has"
                        + " one",
                "{sampling_percentage: 1, keep: [{status: error}]} | keep: has no rule for logs"
            })
    void warnsOfWhatIsHardlyMeant(String yaml, String what) {
        assertThat(report(yaml)).contains(what).contains("warning").doesNotContain("error:");
    }

    @Test
    void takesTheCollectorsDefaults() {
        ProbabilisticSamplerConfig config = Configs.of(Sampled.FACTORY, "{sampling_percentage: 15.3}");

        assertThat(config.percentage()).isEqualTo(15.3f);
        assertThat(config.mode()).isEqualTo(ProbabilisticSamplerConfig.Mode.HASH_SEED);
        assertThat(config.failClosed()).isTrue();
        assertThat(config.samplingPrecision()).isEqualTo(4);
        assertThat(config.attributeSource()).isEqualTo(ProbabilisticSamplerConfig.AttributeSource.TRACE_ID);
    }
}
