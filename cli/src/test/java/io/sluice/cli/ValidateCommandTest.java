package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.CommandLineHarness.Run;
import org.junit.jupiter.api.Test;

class ValidateCommandTest {

    private final FakeProduct fake = new FakeProduct();

    private Run run(String... arguments) {
        return CommandLineHarness.run(fake.product(), arguments);
    }

    @Test
    void saysWhenAClientHearsOk() {
        assertThat(run("validate", "--config", FakeProduct.GOOD))
                .isEqualTo(new Run(
                        0,
                        "pipeline traces: a client hears OK after the sink has it. Intake stops when this fails: sink"
                                + " (decouple with exporters::sink::waits).\n",
                        ""));
    }

    @Test
    void saysThatADecoupledExporterStopsNothing() {
        assertThat(run("--config", FakeProduct.GOOD, "validate", "--set=exporters.sink.waits=false")
                        .out())
                .isEqualTo("pipeline traces: a client hears OK after the sink has it. No exporter's failure stops"
                        + " intake.\n");
    }

    @Test
    void saysThatClientsOfTwoWaitingExportersRepeat() {
        String two = FakeProduct.GOOD
                .replace("exporters: {sink: {", "exporters: {sink/b: {}, sink: {")
                .replace("[sink]", "[sink, sink/b]");

        assertThat(run("validate", "--config", two).out())
                .contains("exporters::sink::waits", "exporters::sink/b::waits")
                .contains("While one exporter refuses, clients send again, and the others get what they already have.");
    }

    @Test
    void saysWhatAProcessorThatHoldsDataPromises() {
        String held = FakeProduct.GOOD
                .replace("exporters: {sink: {", "processors: {holder: {}}, exporters: {sink: {")
                .replace("receivers: [tap],", "receivers: [tap], processors: [holder],");

        assertThat(run("validate", "--config", held).out())
                .isEqualTo("pipeline traces: a client hears OK after holder holds it. A crash loses what is held. No"
                        + " exporter's failure stops intake before what is held reaches processors::holder::most.\n");
    }

    private static String answeringWithin(String time, boolean waits) {
        return FakeProduct.GOOD
                .replace(
                        "exporters: {sink: {",
                        "processors: {holder: {answers_within: " + time + "}}, exporters: {sink: {waits: " + waits
                                + ", ")
                .replace("receivers: [tap],", "receivers: [tap], processors: [holder],");
    }

    @Test
    void saysWhatAProcessorThatAnswersLatePromises() {
        assertThat(run("validate", "--config", answeringWithin("30s", true)).out())
                .isEqualTo(
                        "pipeline traces: a client hears OK after holder has decided, and for what it keeps after the"
                            + " sink has it. That takes up to 30s, which clients have to wait for and hold their data:"
                            + " their timeout has to be at least that. A crash loses nothing at all. When exporters"
                            + " fail, clients are refused and send again; what is held stays within"
                            + " processors::holder::most.\n");
    }

    @Test
    void saysThatADecoupledExporterBreaksWhatALateAnswerPromises() {
        assertThat(run("validate", "--config", answeringWithin("30s", false)).out())
                .contains("A crash loses what exporter sink holds in its queue.");
    }

    @Test
    void refusesAReceiverThatAnswersTooSoonForAProcessor() {
        Run run = run("validate", "--config", answeringWithin("61s", true));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("receivers::tap::patience: is too little for holder. Use 61.");
    }

    private Run sendingTo(String address) {
        return run(
                "validate",
                "--config",
                answeringWithin("30s", true)
                        .replace(
                                "exporters: {sink: {", "exporters: {sink/front: {sends_to: '" + address + "'}, sink: {")
                        .replace(
                                "pipelines: {",
                                "pipelines: {traces/front: {receivers: [tap/front], exporters: [sink/front]}, ")
                        .replace("receivers: {", "receivers: {tap/front: {}, "));
    }

    @Test
    void refusesASenderOfTheSameConfigurationThatDoesNotWait() {
        Run run = sendingTo("127.0.0.1:1");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("exporters::sink/front::sends_to: does not wait for holder. Wait 30.")
                .doesNotContain("exporters::sink::sends_to");
    }

    @Test
    void saysNothingOfASenderToSomewhereElse() {
        assertThat(sendingTo("127.0.0.1:2").exitCode()).isZero();
        assertThat(sendingTo("other:1").exitCode()).isZero();
    }

    @Test
    void saysThatPipelinesShareAReceiver() {
        String two = FakeProduct.GOOD.replace(
                "pipelines: {", "pipelines: {traces/errors: {receivers: [tap], exporters: [sink]}, ");

        assertThat(run("validate", "--config", two).out())
                .endsWith("receiver tap feeds traces/errors and traces: a client hears OK when all of them have said"
                        + " so.\n");
    }

    @Test
    void startsNothing() {
        run("validate", "--config", FakeProduct.GOOD);

        assertThat(fake.events).isEmpty();
    }

    @Test
    void failsOnAnInvalidConfiguration() {
        Run run = run("validate", "--config", FakeProduct.GOOD.replace("[sink]", "[sunk]"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("Error: invalid configuration:\n").contains("sunk");
    }
}
