package io.sluice.exporter.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.Exporter;
import io.sluice.api.Outcome;
import io.sluice.exporter.helper.QueueConfig;
import io.sluice.exporter.local.DebugConfig.Verbosity;
import io.sluice.pdata.Signal;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.TestContext;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DebugExporterContractTest {

    private final TestContext context = new TestContext(ComponentKind.EXPORTER, new ComponentId("debug", ""));
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private Exporter exporter = start(Verbosity.BASIC);

    private Exporter start(Verbosity verbosity) {
        try {
            exporter = DebugExporterFactory.create(
                    context, new DebugConfig(verbosity, 2, 1, true, null), EnumSet.allOf(Signal.class), lines::add);
            exporter.start();
            return exporter;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void stop() {
        Rig.stop(exporter);
    }

    @Test
    void countsAtBasic() {
        byte[] payload = Rig.span("secret").toByteArray();

        assertThat(Rig.consume(exporter, payload).await()).isEqualTo(Outcome.accepted());

        assertThat(lines).containsExactly("Traces resource_spans=1 spans=1 bytes=" + payload.length);
    }

    @Test
    void showsALineOfJsonForEachResourceAboveBasic() {
        Rig.stop(exporter);
        start(Verbosity.NORMAL);
        byte[] payload = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(Rig.resource("a"))
                .addResourceSpans(Rig.resource("b"))
                .build()
                .toByteArray();

        Rig.consume(exporter, payload).await();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("Traces resource_spans=2 ");
        assertThat(lines.subList(1, 3)).containsExactly(Rig.json("a"), Rig.json("b"));
    }

    @Test
    void cutsLongLinesAndSaysHowMuchIsMissing() {
        Rig.stop(exporter);
        start(Verbosity.NORMAL);
        String name = "検".repeat(1000);

        Rig.export(exporter, name);

        int all = Rig.json("").length() + 3000;
        String line = lines.get(1);
        String shown = line.substring(0, line.indexOf(" ... ("));
        assertThat(Rig.json(name)).startsWith(shown);
        int shownBytes = shown.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        assertThat(shownBytes).isBetween(DebugSender.NORMAL_BYTES - 3, DebugSender.NORMAL_BYTES);
        assertThat(line).endsWith(" ... (" + (all - shownBytes) + " bytes more)");
    }

    @Test
    void showsMoreOfALongLineAtDetailed() {
        Rig.stop(exporter);
        start(Verbosity.DETAILED);

        Rig.export(exporter, "x".repeat(5000));
        Rig.export(exporter, "x".repeat(DebugSender.DETAILED_BYTES));

        assertThat(lines.get(1)).isEqualTo(Rig.json("x".repeat(5000)));
        assertThat(lines.get(3)).endsWith(" bytes more)");
    }

    @Test
    void acceptsWhatItCannotShow() {
        Rig.stop(exporter);
        start(Verbosity.DETAILED);

        assertThat(Rig.consume(exporter, new byte[] {0x0A, 50}).await()).isEqualTo(Outcome.accepted());

        assertThat(lines).singleElement().asString().startsWith("the data cannot be shown, it is not valid OTLP: ");
    }

    @Test
    void saysWhenTheSenderHearsOk() {
        DebugExporterFactory factory = new DebugExporterFactory();

        assertThat(factory.ackPoint(new DebugConfig(Verbosity.BASIC, 2, 1, true, null))
                        .event())
                .isEqualTo("the text was written");
        assertThat(factory.ackPoint(new DebugConfig(Verbosity.BASIC, 2, 1, true, QueueConfig.DEFAULTS))
                        .decouplingKey())
                .isEqualTo("sending_queue::wait_for_result");
    }

    @Test
    void answersOnceTheTextIsOut() {
        RecordingAck ack = Rig.consume(exporter, Rig.span("a").toByteArray());

        ack.await();

        assertThat(lines).hasSize(1);
    }
}
