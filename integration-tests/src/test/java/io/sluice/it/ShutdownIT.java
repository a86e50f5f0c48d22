package io.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.sluice.pdata.Signal;
import io.sluice.testkit.kafka.BrokerOptions;
import io.sluice.testkit.kafka.BrokerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** SIGTERM while Kafka is slow to answer: what is under way still arrives, is acknowledged, and the process exits with 0. */
class ShutdownIT {

    private static final Pattern HELD = Pattern.compile("otelcol_pipeline_held_items\\{[^}]*traces[^}]*} [1-9]");

    @Test
    void whatIsUnderWayAtSigtermIsDeliveredAndAcknowledged() throws IOException, InterruptedException {
        String grpc = Ports.freeAddress();
        String metrics = Ports.freeAddress();
        try (BrokerProcess broker = new BrokerProcess(BrokerOptions.DEFAULT.withTopic("telemetry.traces", 1));
                ProductProcess gateway = ProductProcess.start(
                        ProductProcess.gateway(), Map.of(), "--config", config(broker, grpc, metrics));
                Application application = Application.grpc("http://" + grpc, null)) {
            application.handle(10);
            application.flush();
            broker.pause();
            application.handle(10);
            CompletableResultCode sent = application.send();
            awaitHeld(metrics);

            gateway.signal("TERM");
            gateway.awaitLog("shutting down");
            broker.resume();

            assertThat(gateway.exitCode()).isZero();
            assertThat(sent.join(30, TimeUnit.SECONDS).isDone()).isTrue();
            assertThat(application.ledger().acknowledged(Signal.TRACES)).hasSize(40);
            assertThat(broker.reader().readAll("telemetry.traces").stream()
                            .flatMap(record -> Item.of(Signal.TRACES, record.value()).stream()))
                    .containsExactlyInAnyOrderElementsOf(application.ledger().acknowledged(Signal.TRACES));
        }
    }

    private static String config(BrokerProcess broker, String grpc, String metrics) {
        int colon = metrics.lastIndexOf(':');
        return "yaml:{receivers: {otlp: {protocols: {grpc: {endpoint: \"" + grpc
                + "\"}}}}, exporters: {kafka: {brokers: [\""
                + broker.endpoints().internal()
                + "\"], traces: {topic: telemetry.traces}}}, service: {telemetry: {metrics: {readers: [{pull:"
                + " {exporter: {prometheus: {host: "
                + metrics.substring(0, colon) + ", port: " + metrics.substring(colon + 1)
                + "}}}}]}}, pipelines: {traces: {receivers: [otlp], exporters: [kafka]}}}}";
    }

    private static void awaitHeld(String metrics) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + metrics + "/metrics"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!HELD.matcher(client.send(request, BodyHandlers.ofString()).body())
                    .find()) {
                assertThat(System.nanoTime()).isLessThan(end);
            }
        }
    }
}
