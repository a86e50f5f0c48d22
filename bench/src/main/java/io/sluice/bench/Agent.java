package io.sluice.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The packaged agent with the configuration that it runs without {@code --config}, on ports 24317 and so on. */
final class Agent implements AutoCloseable {

    /** Where it takes OTLP/gRPC. */
    static final int PORT = 24317;

    private static final int HEALTH_PORT = 33133;

    private final Running process;

    /** Starts it; does not wait for it. */
    Agent(Path home, Path folder, Path certificates, int gatewayPort) {
        process = Running.start(
                List.of(
                        Subject.sluice(home).agentCommand().getFirst(),
                        "--set=receivers.otlp.protocols.grpc.endpoint=127.0.0.1:" + PORT,
                        "--set=receivers.otlp.protocols.http.endpoint=127.0.0.1:24318",
                        "--set=extensions.health_check.endpoint=127.0.0.1:" + HEALTH_PORT,
                        "--set=service.telemetry.metrics.readers=[{pull: {exporter: {prometheus: {host: 127.0.0.1,"
                                + " port: 28888}}}}]"),
                Map.of(
                        "SLUICE_GATEWAY_ENDPOINT", "localhost:" + gatewayPort,
                        "SLUICE_CERT_FILE", certificates.resolve("client.pem").toString(),
                        "SLUICE_KEY_FILE", certificates.resolve("client.key").toString(),
                        "SLUICE_CA_FILE", certificates.resolve("ca.pem").toString()),
                folder.resolve("agent.log"));
    }

    /** Waits until it is healthy and listens. */
    Agent awaitReady() {
        process.awaitHealthy(HEALTH_PORT).awaitListening(PORT);
        return this;
    }

    long rssMib() {
        return process.rssMib();
    }

    @Override
    public void close() {
        process.close();
    }
}
