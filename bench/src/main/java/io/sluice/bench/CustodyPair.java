package io.sluice.bench;

import io.sluice.testkit.kafka.BrokerEndpoints;
import io.sluice.testkit.kafka.BrokerOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The packaged agent and gateway with the pair of configurations for {@code ack: on_decision}, the gateway answering after Kafka, both over
 * TLS. Threads: one at a time.
 */
final class CustodyPair implements AutoCloseable {

    /** Where the agent takes OTLP/gRPC. */
    static final int PORT = 24317;

    private static final int GATEWAY_PORT = 4317;
    private static final int GATEWAY_HEALTH = 13133;
    private static final int AGENT_HEALTH = 33133;
    private static final int METRICS = 8888;

    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private final Running agent;
    private Running gateway;
    private double cpuBefore;
    private long gatewayPeak;

    /**
     * Starts both and waits until they are ready.
     *
     * @param waitSeconds {@code decision_wait}
     */
    CustodyPair(Path home, Path folder, BrokerEndpoints broker, int waitSeconds) {
        Path certificates = broker.certificates();
        String server = "{cert_file: " + certificates.resolve("server.pem") + ", key_file: "
                + certificates.resolve("server.key") + ", client_ca_file: " + certificates.resolve("ca.pem") + "}";
        Subject products = Subject.sluice(home);
        Path examples = home.resolve("config-examples");
        command = new ArrayList<>(products.command());
        command.addAll(List.of(
                "--config=" + examples.resolve("custody-gateway.yaml"),
                "--set=receivers.otlp.protocols.grpc.endpoint=127.0.0.1:" + GATEWAY_PORT,
                "--set=receivers.otlp.protocols.grpc.tls=" + server,
                "--set=extensions.health_check.endpoint=127.0.0.1:" + GATEWAY_HEALTH,
                "--set=processors.tail_sampling.decision_wait=" + waitSeconds + "s",
                "--set=exporters.kafka.brokers=" + broker.saslSsl(),
                "--set=exporters.kafka.tls.ca_file=" + certificates.resolve("ca.pem"),
                "--set=exporters.kafka.auth.sasl.username=" + BrokerOptions.USER,
                "--set=service.telemetry.metrics.readers=[{pull: {exporter: {prometheus: {host: 127.0.0.1, port: "
                        + METRICS + "}}}}]"));
        environment = Map.of(
                "KAFKA_PASSWORD",
                BrokerOptions.PASSWORD,
                "SLUICE_HEAP",
                "256m",
                "SLUICE_JVM_OPTS",
                "-XX:MaxDirectMemorySize=768m");
        log = folder.resolve("gateway.log");
        gateway = Running.start(command, environment, log);
        gateway.awaitHealthy(GATEWAY_HEALTH).awaitListening(GATEWAY_PORT);
        agent = Running.start(
                List.of(
                        products.agentCommand().getFirst(),
                        "--config=" + examples.resolve("custody-agent.yaml"),
                        "--set=receivers.otlp.protocols={grpc: {endpoint: 127.0.0.1:" + PORT + ", tls: " + server
                                + "}}",
                        "--set=extensions.health_check.endpoint=127.0.0.1:" + AGENT_HEALTH,
                        "--set=exporters.otlp_grpc.endpoint=localhost:" + GATEWAY_PORT,
                        "--set=exporters.otlp_grpc.tls={ca_file: " + certificates.resolve("ca.pem") + ", cert_file: "
                                + certificates.resolve("client.pem") + ", key_file: "
                                + certificates.resolve("client.key") + "}",
                        // Requests that are sent again have to come within the wait of those that came before.
                        "--set=exporters.otlp_grpc.retry_on_failure.max_interval=" + Math.min(5_000, waitSeconds * 200)
                                + "ms",
                        "--set=exporters.otlp_grpc.retry_on_failure.initial_interval=200ms",
                        "--set=service.engine.shutdown_timeout=" + TimeUnit.MINUTES.toSeconds(2) + "s",
                        "--set=service.telemetry.metrics.readers=[{pull: {exporter: {prometheus: {host: 127.0.0.1,"
                                + " port: 28888}}}}]"),
                Map.of("SLUICE_HEAP", "768m"),
                folder.resolve("agent.log"));
        agent.awaitHealthy(AGENT_HEALTH).awaitListening(PORT);
    }

    /** Kills the gateway and starts it again at once. */
    void killGateway() {
        note();
        gateway.kill();
        gateway = Running.start(command, environment, log);
        gateway.awaitHealthy(GATEWAY_HEALTH).awaitListening(GATEWAY_PORT);
    }

    private void note() {
        cpuBefore += gateway.cpuSeconds();
        gatewayPeak = Math.max(gatewayPeak, gateway.peakMib());
    }

    /** CPU time of the gateway in all its lives, in seconds. */
    double gatewayCpuSeconds() {
        return cpuBefore + gateway.cpuSeconds();
    }

    double agentCpuSeconds() {
        return agent.cpuSeconds();
    }

    /** The gateway's greatest resident set. */
    long gatewayPeakMib() {
        return Math.max(gatewayPeak, gateway.peakMib());
    }

    long agentPeakMib() {
        return agent.peakMib();
    }

    /** Ends the agent in good order: it exits with 0 only if everything it held was answered for. */
    int endAgent() {
        return agent.terminate();
    }

    @Override
    public void close() {
        agent.close();
        gateway.close();
    }
}
