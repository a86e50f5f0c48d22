package io.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.kafka.BrokerOptions;
import io.sluice.testkit.kafka.BrokerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Marked personal data and secrets go into every place that OTLP has for text, and into requests that fail; then everything that comes out
 * of the process is searched for them: what lies in Kafka, its log at debug with the debug exporter in it, its metrics, its answers, the
 * printed configuration.
 */
class CanaryIT {

    private static final String KEY = "dGhpcyBpcyBub3QgYSBrZXkgZm9yIGFueXRoaW5nIGVsc2UhPz4=";

    /** What is sent, and what of it must be found nowhere. */
    private static final Map<String, String> CANARIES = Map.of(
            "mail canary.person@example.com", "canary.person@",
            "card 4111 1111 1111 1111", "4111 1111",
            "電話 090-1234-5678", "1234-5678",
            "from 198.51.100.77", "198.51.100.77",
            "https://canary:swordfish@db.internal/", "swordfish",
            "Authorization: Bearer canary0123456789abcdef", "canary0123456789",
            "key AKIAQ3EGRZ7KJ5XKQW2M", "AKIAQ3EGRZ7KJ5XKQW2M",
            "password=kanariya-hunter2", "kanariya-hunter2",
            "氏名：金糸雀太郎", "金糸雀太郎",
            "My Number 1234-5678-9018", "5678-9018");

    private static final List<String> SIGNALS = List.of("traces", "metrics", "logs");

    private final String http = Ports.freeAddress();
    private final String metrics = Ports.freeAddress();

    @Test
    void nothingGetsOut() throws IOException, InterruptedException {
        BrokerOptions options = BrokerOptions.DEFAULT;
        for (String signal : SIGNALS) {
            options = options.withTopic("canary." + signal, 1);
        }
        try (BrokerProcess broker = new BrokerProcess(options);
                ProductProcess gateway = ProductProcess.start(
                        ProductProcess.gateway(), Map.of("PII_KEY", KEY), "--config", config(broker));
                HttpClient client = HttpClient.newHttpClient()) {
            StringBuilder outputs = new StringBuilder();
            for (String text : CANARIES.keySet()) {
                for (String signal : SIGNALS) {
                    HttpResponse<String> answer = post(client, "/v1/" + signal, request(signal, text));
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                    outputs.append(answer.body());
                }
                provokeErrors(client, text, outputs);
            }
            outputs.append(client.send(
                            HttpRequest.newBuilder(URI.create("http://" + metrics + "/metrics"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body());
            gateway.signal("TERM");
            assertThat(gateway.exitCode()).isZero();
            outputs.append(gateway.log());
            outputs.append(printConfig(broker));
            int records = 0;
            for (String signal : SIGNALS) {
                for (var record : broker.reader().readAll("canary." + signal)) {
                    records++;
                    outputs.append(new String(record.value(), StandardCharsets.UTF_8));
                    outputs.append(record.keyText());
                    record.headerValues().forEach(value -> outputs.append(new String(value, StandardCharsets.UTF_8)));
                }
            }
            assertThat(records).isGreaterThanOrEqualTo(CANARIES.size() * SIGNALS.size());
            assertThat(outputs.toString())
                    .contains("[EMAIL]", "[CARD]", "[PHONE]", "[IPV4]", "[SECRET]", "otelcol_processor_pii_findings")
                    .doesNotContain(CANARIES.values())
                    .doesNotContain(KEY);
        }
    }

    private String config(BrokerProcess broker) {
        int colon = metrics.lastIndexOf(':');
        String pipeline = "{receivers: [otlp], processors: [required_attributes, pii], exporters: [kafka, debug]}";
        return "yaml:{receivers: {otlp: {protocols: {http: {endpoint: \"" + http + "\"}}}}, processors:"
                + " {required_attributes: {}, pii:"
                + " {pseudonym_keys: [{id: k1, value:"
                + " \"${env:PII_KEY}\"}]}},"
                + " exporters: {debug: {verbosity:"
                + " detailed}, kafka: {brokers: [\""
                + broker.endpoints().internal()
                + "\"], traces: {topic: canary.traces}, metrics: {topic: canary.metrics}, logs: {topic:"
                + " canary.logs}}}, service: {telemetry: {logs: {level: debug}, metrics: {level: detailed, readers:"
                + " [{pull: {exporter:"
                + " {prometheus:"
                + " {host:"
                + " " + metrics.substring(0, colon) + ", port: " + metrics.substring(colon + 1)
                + "}}}}]}}, pipelines: {traces: " + pipeline + ", metrics: " + pipeline + ", logs: " + pipeline + "}}}";
    }

    private String printConfig(BrokerProcess broker) {
        try (ProductProcess print = ProductProcess.launch(
                ProductProcess.gateway(), Map.of("PII_KEY", KEY), "print-config", "--config", config(broker))) {
            assertThat(print.exitCode()).as(print.log()).isZero();
            return print.log();
        }
    }

    private HttpResponse<String> post(HttpClient client, String path, String body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://" + http + path))
                        .timeout(Duration.ofSeconds(30))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Requests that can't be read, or end in the middle of the text. */
    private void provokeErrors(HttpClient client, String text, StringBuilder outputs)
            throws IOException, InterruptedException {
        String whole = request("logs", text);
        int inText = whole.indexOf(text) + text.length();
        for (String broken : List.of(
                whole.substring(0, inText),
                whole.replace("\"timeUnixNano\":\"1\"", "\"timeUnixNano\":" + quoted(text)),
                whole.replace("\"severityNumber\":9", "\"severityNumber\":" + quoted(text)),
                whole.replace("\"resourceLogs\"", quoted(text)),
                quoted(text))) {
            outputs.append(post(client, "/v1/logs", broken).body());
        }
        outputs.append(
                post(client, "/v1/" + text.replaceAll("[^a-z0-9]", ""), whole).body());
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\\\"") + "\"";
    }

    private static String attributes(String text) {
        String value = quoted(text);
        return "\"attributes\":[{\"key\":\"a\",\"value\":{\"stringValue\":" + value + "}},"
                + "{\"key\":\"b\",\"value\":{\"arrayValue\":{\"values\":[{\"stringValue\":" + value + "}]}}},"
                + "{\"key\":\"c\",\"value\":{\"kvlistValue\":{\"values\":[{\"key\":" + value
                + ",\"value\":{\"stringValue\":" + value + "}}]}}},"
                + "{\"key\":" + value + ",\"value\":{\"intValue\":\"1\"}}]";
    }

    private static String request(String signal, String text) {
        String value = quoted(text);
        String own = attributes(text);
        String resource = "\"resource\":{" + own + "}";
        String scope = "\"scope\":{\"name\":" + value + ",\"version\":" + value + "," + own + "}";
        String exemplars =
                "\"exemplars\":[{\"timeUnixNano\":\"1\",\"asInt\":\"1\",\"filteredA" + own.substring(2) + "}]";
        return switch (signal) {
            case "traces" ->
                "{\"resourceSpans\":[{" + resource + ",\"scopeSpans\":[{" + scope
                        + ",\"spans\":[{\"traceId\":\"0102030405060708090a0b0c0d0e0f10\",\"spanId\":\"0102030405060708\",\"name\":"
                        + value + ",\"traceState\":" + value + "," + own + ",\"status\":{\"code\":2,\"message\":"
                        + value
                        + "},\"events\":[{\"name\":" + value + "," + own
                        + "}],\"links\":[{\"traceId\":\"0102030405060708090a0b0c0d0e0f10\",\"spanId\":\"0102030405060708\",\"traceState\":"
                        + value + "," + own + "}]}]}]}]}";
            case "metrics" ->
                "{\"resourceMetrics\":[{" + resource + ",\"scopeMetrics\":[{" + scope + ",\"metrics\":[{\"name\":"
                        + value
                        + ",\"description\":" + value + ",\"unit\":" + value + ",\"metadata\":"
                        + own.substring(own.indexOf('['))
                        + ",\"gauge\":{\"dataPoints\":[{\"asInt\":\"1\"," + own + "," + exemplars + "}]}}]}]}]}";
            default ->
                "{\"resourceLogs\":[{" + resource + ",\"scopeLogs\":[{" + scope
                        + ",\"logRecords\":[{\"timeUnixNano\":\"1\",\"severityNumber\":9,\"severityText\":" + value
                        + ",\"eventName\":" + value + ",\"body\":{\"stringValue\":" + value + "}," + own + "}]}]}]}";
        };
    }
}
