package io.sluice.processor.probabilisticsampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.ComponentId;
import io.sluice.api.PipelineId;
import io.sluice.api.ProcessorOrder;
import io.sluice.api.config.Problems;
import io.sluice.pdata.Signal;
import io.sluice.processor.Configs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorOrderTest {

    private final List<String> warnings = new ArrayList<>();

    private final Problems problems = new Problems() {
        @Override
        public void error(String key, String what, String remedy) {
            throw new AssertionError(what);
        }

        @Override
        public void warning(String key, String what, String remedy) {
            warnings.add(what);
        }

        @Override
        public Problems at(String key) {
            return this;
        }

        @Override
        public boolean isSet(String key) {
            return true;
        }
    };

    private static ProcessorOrder.Member member(String type, String name) {
        return new ProcessorOrder.Member(ComponentId.of(type + "/" + name), type, new Object());
    }

    private List<String> check(String yaml, List<ProcessorOrder.Member> before, List<ProcessorOrder.Member> after) {
        Sampled.FACTORY.checkOrder(
                Configs.of(Sampled.FACTORY, yaml),
                new ProcessorOrder(new PipelineId(Signal.TRACES, "road"), before, after),
                problems);
        return warnings;
    }

    @Test
    void warnsOfHashSeedBehindAnotherSampler() {
        assertThat(check("sampling_percentage: 50", List.of(member("probabilistic_sampler", "first")), List.of()))
                .containsExactly(
                        "in pipeline traces/road it stands behind probabilistic_sampler/first, whose marks mode"
                                + " hash_seed does not decide on: it drops everything");
    }

    @Test
    void saysThatNothingIsDroppedIfItFailsOpen() {
        assertThat(check(
                        "{sampling_percentage: 50, fail_closed: false}",
                        List.of(member("probabilistic_sampler", "first")),
                        List.of()))
                .singleElement()
                .asString()
                .endsWith("it keeps everything");
    }

    @Test
    void warnsOfAHeadDecisionBeforeATailSampler() {
        assertThat(check("sampling_percentage: 50", List.of(), List.of(member("tail_sampling", "errors"))))
                .containsExactly("in pipeline traces/road it stands before tail_sampling/errors, whose policies, those"
                        + " for errors too, see only what it keeps");
    }

    @Test
    void saysNothingOfOrdersThatMakeSense() {
        List<ProcessorOrder.Member> sampler = List.of(member("probabilistic_sampler", "x"));
        List<ProcessorOrder.Member> tail = List.of(member("tail_sampling", "x"));

        assertThat(check("{mode: equalizing, sampling_percentage: 50}", sampler, List.of()))
                .isEmpty();
        assertThat(check("sampling_percentage: 50", List.of(), sampler)).isEmpty();
        assertThat(check("sampling_percentage: 50", tail, List.of())).isEmpty();
        assertThat(check("sampling_percentage: 100", List.of(), tail)).isEmpty();
    }
}
