package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.api.Batch;
import io.sluice.api.BuildInfo;
import io.sluice.api.Consumer;
import io.sluice.api.Outcome;
import io.sluice.api.RequestContext;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.testkit.RecordingAck;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ServiceTest {

    private static final BuildInfo BUILD = new BuildInfo("sluice-test", "test", "0.0.0");

    private final FakeComponents components = new FakeComponents();

    private Service service(String... pipelines) {
        return new Service(components.config(pipelines), BUILD, 1);
    }

    private Consumer output(String receiver, Signal signal) {
        return Objects.requireNonNull(
                Objects.requireNonNull(components.outputs.get(receiver)).consumer(signal));
    }

    private static RecordingAck send(Consumer to, Signal signal, int items) {
        RecordingAck ack = new RecordingAck();
        to.consume(new Batch(signal, Payload.of(new byte[10]), items, RequestContext.NONE, ack));
        return ack;
    }

    @Test
    void startsWhatTakesDataLastAndStopsItFirst() throws StartException {
        Service service = service("traces: in -> out");

        service.start();
        service.stop();

        assertThat(components.events)
                .containsExactly(
                        "start extension health",
                        "start exporter out",
                        "start receiver in",
                        "ready",
                        "not ready",
                        "stop receiver in",
                        "stop exporter out",
                        "stop extension health");
    }

    @Test
    void instancesOfAProcessorShareAndThoseOfTracesStopBeforeThoseOfLogs() throws StartException {
        components.noting = true;
        Service service = service("logs: in -> out", "traces: in -> out");

        service.start();
        service.stop();

        assertThat(components.events)
                .containsSubsequence(
                        "make note 1 of logs",
                        "make note 2 of traces",
                        "stop note of traces",
                        "stop note of logs",
                        "stop exporter out");
    }

    @Test
    void aFailedStartNamesTheComponentAndStopsWhatWasStarted() {
        components.failing = "receiver in";
        Service service = service("traces: in -> out");

        assertThatThrownBy(service::start)
                .isInstanceOf(StartException.class)
                .hasMessage("receiver in: endpoint: 127.0.0.1:1 is taken");
        assertThat(components.events).contains("stop exporter out", "stop extension health", "stop receiver in");
    }

    @Test
    void pipelinesThatNameTheSameExporterShareOneInstance() throws StartException {
        Service service = service("traces: in -> out", "logs: in -> out");
        service.start();

        assertThat(send(output("in", Signal.TRACES), Signal.TRACES, 1).await()).isEqualTo(Outcome.accepted());
        assertThat(send(output("in", Signal.LOGS), Signal.LOGS, 1).await()).isEqualTo(Outcome.accepted());

        assertThat(components.exporterSignals).hasSize(1).containsValue(Set.of(Signal.TRACES, Signal.LOGS));
        assertThat(components.outputs.get("in").consumer(Signal.METRICS)).isNull();
        service.stop();
    }

    @Test
    void twoPipelinesOnOneReceiverBothGetEachRequest() throws StartException {
        Service service = service("traces/a: in -> out", "traces/b: in -> other");
        service.start();

        assertThat(send(output("in", Signal.TRACES), Signal.TRACES, 3).await()).isEqualTo(Outcome.accepted());

        assertThat(components.exported).hasSize(2);
        assertThat(service.metrics().value("pipeline_delivered_items", "pipeline", "traces/a"))
                .isEqualTo(3);
        assertThat(service.metrics().value("pipeline_delivered_items", "pipeline", "traces/b"))
                .isEqualTo(3);
        assertThat(service.imbalance()).isZero();
        service.stop();
    }

    @Test
    void stoppingTellsWhenSomethingIsStillHeld() throws Exception {
        components.holding = true;
        Service service = service("traces: in -> out");
        service.start();
        RecordingAck ack = send(output("in", Signal.TRACES), Signal.TRACES, 5);
        Batch held = Objects.requireNonNull(components.exported.poll(30, TimeUnit.SECONDS));

        assertThat(service.stop()).isFalse();

        assertThat(service.heldItems()).isEqualTo(5);
        assertThat(ack.outcome()).isNull();
        held.complete(Outcome.accepted());
        assertThat(service.heldItems()).isZero();
        assertThat(service.imbalance()).isZero();
    }

    @Test
    void whatComesAfterTheStopIsRefused() throws StartException {
        Service service = service("traces: in -> out");
        service.start();
        Consumer door = output("in", Signal.TRACES);
        service.stop();

        assertThat(send(door, Signal.TRACES, 1).await()).isInstanceOf(Outcome.Refused.class);
        assertThat(service.imbalance()).isZero();
    }
}
