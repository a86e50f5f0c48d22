package io.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.logs.v1.LogRecord;
import io.sluice.pdata.Signal;
import io.sluice.testkit.kafka.BrokerOptions;
import io.sluice.testkit.kafka.BrokerProcess;
import io.sluice.testkit.kafka.ReadRecord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example with a quarantine: what is marked lands in the topic of its own, and nothing else does. */
class QuarantineIT {

    private static final String CARD = "card 4111 1111 1111 1111";

    @TempDir
    private static Path folder;

    private final String http = Ports.freeAddress();

    @Test
    void whatIsMarkedLandsInQuarantineAndEverythingElseInItsTopic() throws IOException, InterruptedException {
        try (BrokerProcess broker = new BrokerProcess(
                        BrokerOptions.DEFAULT.withTopic("telemetry.logs", 1).withTopic("telemetry.quarantine", 1));
                ProductProcess gateway = gateway(broker);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://" + http + "/v1/logs"))
                            .timeout(Duration.ofSeconds(30))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{\"resourceLogs\":["
                                    + resource("service.name", "mail to anna@example.com", CARD, "harmless")
                                    + ","
                                    + resource("host.name", "from nobody", "mail to bob@example.com")
                                    + "]}"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{}");
            gateway.signal("TERM");
            assertThat(gateway.exitCode()).as(gateway.log()).isZero();

            assertThat(landed(broker, "telemetry.logs")).containsExactly("mail to [EMAIL]", "harmless");
            assertThat(landed(broker, "telemetry.quarantine"))
                    .containsExactlyInAnyOrder(CARD, "from nobody", "mail to [EMAIL]");
            assertThat(broker.reader().readAll("telemetry.quarantine"))
                    .extracting(record -> record.header("otelcol.signal"))
                    .containsOnly("logs");
        }
    }

    private ProductProcess gateway(BrokerProcess broker) {
        return new ExampleGateway("quarantine.yaml", Pki.in(folder), Ports.freeAddress(), Ports.freeAddress())
                .start(broker, "--set=receivers.otlp.protocols.http={endpoint: \"" + http + "\"}");
    }

    /** A resource with one attribute and log records of these texts. */
    private static String resource(String attribute, String... texts) {
        StringBuilder records = new StringBuilder();
        for (String text : texts) {
            records.append(records.isEmpty() ? "" : ",")
                    .append("{\"timeUnixNano\":\"1\",\"body\":{\"stringValue\":\"")
                    .append(text)
                    .append("\"}}");
        }
        return "{\"resource\":{\"attributes\":[{\"key\":\"" + attribute
                + "\",\"value\":{\"stringValue\":\"shop\"}}]},\"scopeLogs\":[{\"logRecords\":[" + records + "]}]}";
    }

    private static List<String> landed(BrokerProcess broker, String topic) {
        return broker.reader().readAll(topic).stream()
                .map(ReadRecord::value)
                .flatMap(value -> Item.of(Signal.LOGS, value).stream())
                .map(item -> ((LogRecord) item.item()).getBody().getStringValue())
                .toList();
    }
}
