package io.sluice.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Arguments and environment of the products: their default configurations, with ports of their own. Where a balancer stands in front of the
 * gateways, as the defaults say: agents that don't divide traces, and gateways that don't sample.
 */
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

    /** A gateway that keeps everything and answers after Kafka. */
    static List<String> unsampled() {
        return List.of("--set=service.pipelines.traces.processors=[memory_limiter, pii, batch]");
    }

    /** An agent that sends to whatever takes its connections. */
    static List<String> throughBalancer() {
        return List.of(
                "--set=exporters.otlp_grpc={endpoint: \"${env:SLUICE_GATEWAY_ENDPOINT}\", connections: 4, tls:"
                        + " {ca_file: \"${env:SLUICE_CA_FILE}\", cert_file: \"${env:SLUICE_CERT_FILE}\", key_file:"
                        + " \"${env:SLUICE_KEY_FILE}\"}}",
                "--set=service.pipelines.traces.exporters=[otlp_grpc]",
                "--set=service.pipelines.metrics.exporters=[otlp_grpc]",
                "--set=service.pipelines.logs.exporters=[otlp_grpc]");
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

    /** Which traces the gateway's default keeps besides those with errors, and how long it waits. */
    static Map<String, String> sampling(int waitSeconds, String route) {
        return Map.of("SLUICE_DECISION_WAIT", waitSeconds + "s", "SLUICE_IMPORTANT_ROUTES", Pattern.quote(route));
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
