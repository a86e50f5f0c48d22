package io.sluice.it;

import io.sluice.pdata.Signal;
import io.sluice.testkit.kafka.BrokerOptions;
import io.sluice.testkit.kafka.BrokerProcess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A broker, and both products with the defaults that ship: applications over mTLS to an agent, over mTLS to a gateway, over SASL_SSL with
 * SCRAM-SHA-512 to Kafka.
 */
final class DefaultRoad implements AutoCloseable {

    private final Pki pki;
    private final BrokerProcess broker;
    private final ProductProcess gateway;
    private final ProductProcess agent;
    private final String agentGrpc = Ports.freeAddress();
    private final String agentHttp = Ports.freeAddress();

    /**
     * Starts all of it.
     *
     * @param folder for certificates
     * @param sampling the gateway's environment, beside what it can't do without
     */
    DefaultRoad(Path folder, Map<String, String> sampling) {
        pki = Pki.in(folder);
        broker = new BrokerProcess(BrokerOptions.DEFAULT
                .withTopic("telemetry.traces", 3)
                .withTopic("telemetry.metrics", 3)
                .withTopic("telemetry.logs", 3));
        String gatewayGrpc = Ports.freeAddress();
        gateway = ProductProcess.start(
                ProductProcess.gateway(),
                gatewayEnvironment(sampling),
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
                "--set=receivers.otlp.protocols.grpc={endpoint: \"" + agentGrpc + "\", tls: " + serverTls() + "}",
                "--set=receivers.otlp.protocols.http={endpoint: \"" + agentHttp + "\", tls: " + serverTls() + "}",
                "--set=extensions.health_check.endpoint=127.0.0.1:0",
                "--set=service.telemetry.metrics.level=none");
    }

    private Map<String, String> gatewayEnvironment(Map<String, String> sampling) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "SLUICE_CERT_FILE", pki.file("server.pem"),
                "SLUICE_KEY_FILE", pki.file("server.key"),
                "SLUICE_CLIENT_CA_FILE", pki.file("ca.pem"),
                "SLUICE_KAFKA_BROKERS", broker.endpoints().saslSsl(),
                "SLUICE_KAFKA_CA_FILE", broker.endpoints().caFile().toString(),
                "SLUICE_KAFKA_USERNAME", BrokerOptions.USER,
                "SLUICE_KAFKA_PASSWORD", BrokerOptions.PASSWORD));
        environment.putAll(sampling);
        return environment;
    }

    private String serverTls() {
        return "{cert_file: " + pki.file("server.pem") + ", key_file: " + pki.file("server.key") + ", client_ca_file: "
                + pki.file("ca.pem") + "}";
    }

    /** An application that sends by gRPC. */
    Application grpc() {
        return Application.grpc("https://" + agentGrpc, pki);
    }

    /** An application that sends by HTTP. */
    Application http() {
        return Application.http("https://" + agentHttp, pki);
    }

    /** Ends the gateway by SIGTERM, which decides what it holds. */
    void stopGateway() {
        gateway.signal("TERM");
        int exit = gateway.exitCode();
        if (exit != 0) {
            throw new AssertionError("the gateway ended with " + exit + ":\n" + gateway.log());
        }
    }

    /** What lies in Kafka. */
    List<Item> landed(Signal signal) {
        return broker.reader().readAll("telemetry." + signal.configName()).stream()
                .flatMap(record -> Item.of(signal, record.value()).stream())
                .toList();
    }

    @Override
    public void close() {
        agent.close();
        gateway.close();
        broker.close();
    }
}
