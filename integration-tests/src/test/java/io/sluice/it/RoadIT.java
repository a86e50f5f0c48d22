package io.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pdata.Signal;
import io.sluice.testkit.kafka.BrokerOptions;
import io.sluice.testkit.kafka.BrokerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole road with the defaults that ship: applications with the OpenTelemetry SDK, over mTLS to an agent, over mTLS to a gateway, over
 * SASL_SSL with SCRAM-SHA-512 to Kafka. What landed is what the applications were told had landed, item by item.
 */
class RoadIT {

    @TempDir
    private static Path folder;

    private static Pki pki;
    private static BrokerProcess broker;
    private static ProductProcess gateway;
    private static ProductProcess agent;
    private static final String AGENT_GRPC = Ports.freeAddress();
    private static final String AGENT_HTTP = Ports.freeAddress();

    @BeforeAll
    static void start() {
        pki = Pki.in(folder);
        broker = new BrokerProcess(BrokerOptions.DEFAULT
                .withTopic("telemetry.traces", 3)
                .withTopic("telemetry.metrics", 3)
                .withTopic("telemetry.logs", 3));
        String gatewayGrpc = Ports.freeAddress();
        gateway = ProductProcess.start(
                ProductProcess.gateway(),
                Map.of(
                        "SLUICE_CERT_FILE", pki.file("server.pem"),
                        "SLUICE_KEY_FILE", pki.file("server.key"),
                        "SLUICE_CLIENT_CA_FILE", pki.file("ca.pem"),
                        "SLUICE_KAFKA_BROKERS", broker.endpoints().saslSsl(),
                        "SLUICE_KAFKA_CA_FILE", broker.endpoints().caFile().toString(),
                        "SLUICE_KAFKA_USERNAME", BrokerOptions.USER,
                        "SLUICE_KAFKA_PASSWORD", BrokerOptions.PASSWORD),
                "--set=receivers.otlp.protocols.grpc.endpoint=" + gatewayGrpc,
                "--set=receivers.otlp.protocols.http.endpoint=127.0.0.1:0",
                "--set=extensions.health_check.endpoint=127.0.0.1:0",
                "--set=service.telemetry.metrics.level=none");
        agent = ProductProcess.start(
                ProductProcess.agent(),
                Map.of(
                        "SLUICE_GATEWAY_ENDPOINT", gatewayGrpc.replace("127.0.0.1", "localhost"),
                        "SLUICE_CERT_FILE", pki.file("client.pem"),
                        "SLUICE_KEY_FILE", pki.file("client.key"),
                        "SLUICE_CA_FILE", pki.file("ca.pem")),
                "--set=receivers.otlp.protocols.grpc={endpoint: \"" + AGENT_GRPC + "\", tls: " + serverTls() + "}",
                "--set=receivers.otlp.protocols.http={endpoint: \"" + AGENT_HTTP + "\", tls: " + serverTls() + "}",
                "--set=extensions.health_check.endpoint=127.0.0.1:0",
                "--set=service.telemetry.metrics.level=none");
    }

    private static String serverTls() {
        return "{cert_file: " + pki.file("server.pem") + ", key_file: " + pki.file("server.key") + ", client_ca_file: "
                + pki.file("ca.pem") + "}";
    }

    @AfterAll
    static void stop() {
        for (AutoCloseable running : new AutoCloseable[] {agent, gateway, broker}) {
            close(running);
        }
    }

    private static void close(AutoCloseable running) {
        try {
            if (running != null) {
                running.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatLandsIsWhatTheApplicationsWereToldHadLanded() {
        try (Application grpc = Application.grpc("https://" + AGENT_GRPC, pki);
                Application http = Application.http("https://" + AGENT_HTTP, pki)) {
            for (Application application : List.of(grpc, http)) {
                application.handle(500);
                application.flush();
            }

            for (Signal signal : Signal.values()) {
                List<Item> sent = new ArrayList<>();
                for (Application application : List.of(grpc, http)) {
                    assertThat(application.ledger().failures(signal)).isZero();
                    assertThat(application.ledger().acknowledged(signal)).isNotEmpty();
                    sent.addAll(application.ledger().acknowledged(signal));
                }
                assertThat(landed(signal)).containsExactlyInAnyOrderElementsOf(sent);
            }
            assertThat(grpc.ledger().acknowledged(Signal.TRACES)).hasSize(1000);
            assertThat(http.ledger().acknowledged(Signal.LOGS)).hasSize(500);
        }
    }

    private static List<Item> landed(Signal signal) {
        return broker.reader().readAll("telemetry." + signal.configName()).stream()
                .flatMap(record -> Item.of(signal, record.value()).stream())
                .toList();
    }
}
