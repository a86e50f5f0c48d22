package io.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.sluice.pdata.Signal;
import io.sluice.testkit.kafka.BrokerOptions;
import io.sluice.testkit.kafka.BrokerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example pair of {@code ack: on_decision}, with shorter times: the gateway is killed while it holds traces that are undecided, and the
 * agent sends them again.
 */
class CustodyIT {

    private static final Pattern HELD =
            Pattern.compile("otelcol_processor_tail_sampling_spans_held\\{[^}]*} ([0-9.E]+)");
    private static final int REQUESTS = 300;

    @TempDir
    private static Path folder;

    private final Pki pki = Pki.in(folder);
    private final String gatewayGrpc = Ports.freeAddress();
    private final String gatewayMetrics = Ports.freeAddress();
    private final String agentGrpc = Ports.freeAddress();

    @Test
    void aKilledGatewayLosesNoErrorSpan() throws IOException, InterruptedException {
        try (BrokerProcess broker = new BrokerProcess(BrokerOptions.DEFAULT.withTopic("telemetry.traces", 1));
                ProductProcess agent = agent();
                Application application = Application.grpc("http://" + agentGrpc, null)) {
            for (int cycle = 0; cycle < 2; cycle++) {
                try (ProductProcess gateway = gateway(broker)) {
                    application.handle(REQUESTS);
                    application.flush();
                    awaitHeld();

                    gateway.signal("KILL");
                }
            }
            try (ProductProcess _ = gateway(broker)) {
                agent.signal("TERM");
                // It exits with 0 only if the gateway has answered for all that it held.
                assertThat(agent.exitCode()).as(agent.log()).isZero();
            }

            Set<Span> sent = spans(application);
            Set<ByteString> errors = sent.stream()
                    .filter(span -> span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR)
                    .map(Span::getTraceId)
                    .collect(Collectors.toSet());
            assertThat(sent).hasSize(2 * 2 * REQUESTS);
            assertThat(errors).isNotEmpty();
            assertThat(spanIds(landed(broker)))
                    .containsAll(spanIds(sent.stream()
                            .filter(span -> errors.contains(span.getTraceId()))
                            .collect(Collectors.toSet())));
        }
    }

    @Test
    void aReceiverThatAnswersSoonerIsAnError() {
        try (ProductProcess gateway = ProductProcess.launch(
                ProductProcess.gateway(),
                Map.of("KAFKA_PASSWORD", "secret"),
                "validate",
                "--config=../config-examples/custody-gateway.yaml",
                "--set=receivers.otlp.protocols.grpc.result_timeout=46s")) {
            assertThat(gateway.exitCode()).isEqualTo(1);
            assertThat(gateway.log())
                    .contains("receivers::otlp::protocols::grpc::result_timeout: is too short for senders that name no"
                            + " deadline: tail_sampling answers within 47s. Use at least 47s.");
        }
    }

    @Test
    void aSenderOfTheSameFileThatDoesNotWaitIsAnErrorWithItsPlace() throws IOException {
        Path file = Files.writeString(folder.resolve("both.yaml"), """
            receivers:
              otlp: {protocols: {grpc: {endpoint: "localhost:4317", result_timeout: 2m}}}
              otlp/front: {protocols: {grpc: {endpoint: "localhost:14317"}}}
            processors:
              tail_sampling:
                ack: on_decision
                policies: [{name: all, type: always_sample}]
            exporters:
              otlp_grpc:
                endpoint: 127.0.0.1:4317
                timeout: 5s
              nop:
            service:
              pipelines:
                traces/front: {receivers: [otlp/front], exporters: [otlp_grpc]}
                traces: {receivers: [otlp], processors: [tail_sampling], exporters: [nop]}
            """);
        try (ProductProcess gateway =
                ProductProcess.launch(ProductProcess.gateway(), Map.of(), "validate", "--config=" + file)) {
            assertThat(gateway.exitCode()).isEqualTo(1);
            assertThat(gateway.log())
                    .contains(
                            "both.yaml:11:14: exporters::otlp_grpc::timeout: is too short: this sends to a receiver of"
                                + " the same configuration, where tail_sampling answers within 92s. Use at least 92s.")
                    .contains("    timeout: 5s\n", "             ^")
                    .contains("exporters::otlp_grpc::sending_queue::in_flight_bytes: is not set, so 10 requests may be")
                    .contains(
                            "receivers::otlp::protocols::grpc::max_concurrent_streams: is not set, so a connection may"
                                    + " have 1024 requests open: while tail_sampling takes 92s to answer, that is 11 a"
                                    + " second")
                    .doesNotContain("receivers::otlp/front");
        }
    }

    private ProductProcess agent() {
        return ProductProcess.start(
                ProductProcess.agent(),
                Map.of("SLUICE_HEAP", "128m"),
                "--config=../config-examples/custody-agent.yaml",
                "--set=receivers.otlp.protocols.grpc.endpoint=" + agentGrpc,
                "--set=receivers.otlp.protocols.http.endpoint=127.0.0.1:0",
                "--set=extensions.health_check.endpoint=127.0.0.1:0",
                "--set=exporters.otlp_grpc.endpoint=" + gatewayGrpc.replace("127.0.0.1", "localhost"),
                "--set=exporters.otlp_grpc.tls.ca_file=" + pki.file("ca.pem"),
                "--set=exporters.otlp_grpc.tls.cert_file=" + pki.file("client.pem"),
                "--set=exporters.otlp_grpc.tls.key_file=" + pki.file("client.key"),
                "--set=exporters.otlp_grpc.retry_on_failure.max_interval=1s",
                "--set=service.engine.shutdown_timeout=60s",
                "--set=service.telemetry.metrics.level=none");
    }

    private ProductProcess gateway(BrokerProcess broker) {
        return new ExampleGateway("custody-gateway.yaml", pki, gatewayGrpc, gatewayMetrics)
                .start(
                        broker,
                        "--set=receivers.otlp.protocols.grpc.result_timeout=8s",
                        "--set=processors.tail_sampling.decision_wait=4s",
                        "--set=processors.tail_sampling.retry_for=2s");
    }

    private static Set<Span> spans(Application application) {
        return application.ledger().acknowledged(Signal.TRACES).stream()
                .map(item -> (Span) item.item())
                .collect(Collectors.toSet());
    }

    private static Set<Span> landed(BrokerProcess broker) {
        return broker.reader().readAll("telemetry.traces").stream()
                .flatMap(record -> Item.of(Signal.TRACES, record.value()).stream())
                .map(item -> (Span) item.item())
                .collect(Collectors.toSet());
    }

    private static Set<ByteString> spanIds(Set<Span> spans) {
        return spans.stream().map(Span::getSpanId).collect(Collectors.toSet());
    }

    /** Returns when the gateway holds spans. */
    private void awaitHeld() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + gatewayMetrics + "/metrics"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        try (HttpClient client = HttpClient.newHttpClient()) {
            String page;
            do {
                page = client.send(request, BodyHandlers.ofString()).body();
                assertThat(System.nanoTime()).as(page).isLessThan(end);
            } while (HELD.matcher(page).results().allMatch(held -> Double.parseDouble(held.group(1)) < REQUESTS));
        }
    }
}
