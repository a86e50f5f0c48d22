package io.sluice.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Arguments and environment of the products: their default configurations, with ports of their own. */
final class Settings {

    private Settings() {}

    static List<String> gateway(int grpcPort, int httpPort, int healthPort, int metricsPort) {
        return List.of(
                "--set=receivers.otlp.protocols.grpc.endpoint=127.0.0.1:" + grpcPort,
                "--set=receivers.otlp.protocols.http.endpoint=127.0.0.1:" + httpPort,
                "--set=extensions.health_check.endpoint=127.0.0.1:" + healthPort,
                metrics(metricsPort));
    }

    static Map<String, String> gatewayEnvironment(Path certificates, String brokers, String user, String password) {
        return Map.of(
                "SLUICE_CERT_FILE", certificates.resolve("server.pem").toString(),
                "SLUICE_KEY_FILE", certificates.resolve("server.key").toString(),
                "SLUICE_CLIENT_CA_FILE", certificates.resolve("ca.pem").toString(),
                "SLUICE_KAFKA_BROKERS", brokers,
                "SLUICE_KAFKA_USERNAME", user,
                "SLUICE_KAFKA_PASSWORD", password,
                "SLUICE_KAFKA_CA_FILE", certificates.resolve("ca.pem").toString());
    }

    static List<String> agent(int grpcPort, int httpPort, int healthPort, int metricsPort) {
        return gateway(grpcPort, httpPort, healthPort, metricsPort);
    }

    static Map<String, String> agentEnvironment(Path certificates, int balancerPort) {
        return Map.of(
                "SLUICE_GATEWAY_ENDPOINT", "localhost:" + balancerPort,
                "SLUICE_CERT_FILE", certificates.resolve("client.pem").toString(),
                "SLUICE_KEY_FILE", certificates.resolve("client.key").toString(),
                "SLUICE_CA_FILE", certificates.resolve("ca.pem").toString());
    }

    /** The pipelines with these processors only. */
    static List<String> withoutMasking(String processors) {
        return List.of(
                "--set=service.pipelines.traces.processors=[" + processors + "]",
                "--set=service.pipelines.metrics.processors=[" + processors + "]",
                "--set=service.pipelines.logs.processors=[" + processors + "]");
    }

    /**
     * Traces with errors, of the important route and slow ones whole, a tenth of the others; decided after {@code waitSeconds}. Before {@code
     * pii}, so that policies see what was sent.
     */
    static List<String> tailSampling(int waitSeconds, String route) {
        String policies = """
            {name: errors, type: status_code, status_code: {status_codes: [ERROR]}}, \
            {name: important-routes, type: string_attribute, string_attribute: {key: http.route, values: ['%s']}}, \
            {name: slow, type: latency, latency: {threshold_ms: 2000}}, \
            {name: tenth, type: probabilistic, probabilistic: {sampling_percentage: 10}}\
            """.formatted(route);
        return List.of(
                "--set=processors.tail_sampling={decision_wait: " + waitSeconds + "s, num_traces: 100000, policies: ["
                        + policies + "]}",
                "--set=service.pipelines.traces.processors=[memory_limiter, tail_sampling, pii, batch]");
    }

    /** Kafka's topics of traces, logs and metrics. */
    static List<String> topics(List<String> names) {
        return List.of(
                "--set=exporters.kafka.traces.topic=" + names.get(0),
                "--set=exporters.kafka.logs.topic=" + names.get(1),
                "--set=exporters.kafka.metrics.topic=" + names.get(2));
    }

    private static String metrics(int port) {
        return "--set=service.telemetry.metrics.readers=[{pull: {exporter: {prometheus: {host: 127.0.0.1, port: " + port
                + "}}}}]";
    }
}
