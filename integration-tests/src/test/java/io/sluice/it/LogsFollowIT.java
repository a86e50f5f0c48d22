package io.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.sluice.pdata.Signal;
import io.sluice.testkit.kafka.BrokerOptions;
import io.sluice.testkit.kafka.BrokerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of tail sampling, with a shorter wait: log records land in Kafka that belong to a kept trace, or to none. */
class LogsFollowIT {

    private static final Pattern HELD =
            Pattern.compile("otelcol_processor_tail_sampling_(?:spans|logs)_held\\{[^}]*} ([0-9.E]+)");
    private static final int REQUESTS = 400;
    private static final int NOTES = 50;

    @TempDir
    private static Path folder;

    private final Pki pki = Pki.in(folder);
    private final String grpc = Ports.freeAddress();
    private final String metrics = Ports.freeAddress();

    @Test
    void keptLogsBelongToKeptTraces() throws IOException, InterruptedException {
        try (BrokerProcess broker = new BrokerProcess(
                        BrokerOptions.DEFAULT.withTopic("telemetry.traces", 1).withTopic("telemetry.logs", 1));
                ProductProcess gateway = gateway(broker);
                Application application = Application.grpc("https://" + grpc.replace("127.0.0.1", "localhost"), pki)) {
            application.handle(REQUESTS);
            application.note(NOTES);
            application.flush();
            awaitDecisions();
            // What comes now is decided by the stop.
            application.handle(REQUESTS);
            application.note(NOTES);
            application.flush();
            gateway.signal("TERM");
            assertThat(gateway.exitCode()).as(gateway.log()).isZero();

            List<LogRecord> sent = logs(application.ledger().acknowledged(Signal.LOGS));
            List<LogRecord> landed = logs(broker.reader().readAll("telemetry.logs").stream()
                    .flatMap(record -> Item.of(Signal.LOGS, record.value()).stream())
                    .toList());
            Set<ByteString> kept = broker.reader().readAll("telemetry.traces").stream()
                    .flatMap(record -> Item.of(Signal.TRACES, record.value()).stream())
                    .map(item -> ((Span) item.item()).getTraceId())
                    .collect(Collectors.toSet());
            assertThat(sent).hasSize(2 * (REQUESTS + NOTES));
            assertThat(kept).hasSizeBetween(2 * REQUESTS / 10, 2 * REQUESTS / 3);
            assertThat(ids(landed))
                    .containsExactlyInAnyOrderElementsOf(ids(sent.stream()
                            .filter(record -> record.getTraceId().isEmpty() || kept.contains(record.getTraceId()))
                            .toList()));
            assertThat(landed.stream().filter(LogsFollowIT::standsForTen).count())
                    .isEqualTo(kept.size() - 2 * REQUESTS / 10);
        }
    }

    private static boolean standsForTen(LogRecord record) {
        return record.getAttributesList().stream()
                .anyMatch(attribute -> attribute.getKey().equals("sampling.threshold")
                        && attribute.getValue().getStringValue().startsWith("e666"));
    }

    private static List<LogRecord> logs(List<Item> items) {
        return items.stream().map(item -> (LogRecord) item.item()).toList();
    }

    private static List<ByteString> ids(List<LogRecord> records) {
        return records.stream().map(LogRecord::getTraceId).toList();
    }

    private ProductProcess gateway(BrokerProcess broker) {
        return new ExampleGateway("tail-sampling.yaml", pki, grpc, metrics)
                .start(
                        broker,
                        "--set=service.engine.workers=2",
                        "--set=processors.tail_sampling.decision_wait=2s",
                        // Errors follow their trace as well, which is kept.
                        "--set=processors.tail_sampling.logs={keep_severity: none}");
    }

    /** Returns when the gateway holds nothing any more. */
    private void awaitDecisions() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + metrics + "/metrics"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        try (HttpClient client = HttpClient.newHttpClient()) {
            String page;
            do {
                page = client.send(request, BodyHandlers.ofString()).body();
                assertThat(System.nanoTime()).as(page).isLessThan(end);
            } while (HELD.matcher(page).results().anyMatch(held -> Double.parseDouble(held.group(1)) > 0));
        }
    }
}
