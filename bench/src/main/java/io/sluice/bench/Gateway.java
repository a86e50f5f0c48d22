package io.sluice.bench;

import io.sluice.testkit.kafka.BrokerEndpoints;
import io.sluice.testkit.kafka.BrokerOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The packaged gateway with the configuration that it runs without {@code --config}: mTLS in, SASL_SSL out. Can be killed and started again;
 * remembers the greatest resident set of all its lives.
 *
 * <p>Threads: one at a time; {@link #sample} any.
 */
final class Gateway implements AutoCloseable {

    /** Nothing is sampled, and spans are answered after Kafka. */
    static final String UNSAMPLED = "--set=service.pipelines.traces.processors=[memory_limiter, pii, batch]";

    private static final int OFFSET = 10_000;

    private final List<String> command = new ArrayList<>();
    private final Map<String, String> environment;
    private final Path log;
    private final int offset;
    private volatile Running process;
    private volatile long peakMib;

    /**
     * Starts it and waits until it is ready.
     *
     * @param number 0 for the standard ports; 10,000 is added to them for 1
     * @param arguments further arguments
     */
    Gateway(Path home, Path folder, BrokerEndpoints broker, int number, List<String> arguments) {
        offset = number * OFFSET;
        String certificates = broker.certificates().toString();
        command.addAll(Subject.sluice(home).command());
        command.addAll(List.of(
                "--set=receivers.otlp.protocols.grpc.endpoint=127.0.0.1:" + port(),
                "--set=receivers.otlp.protocols.http.endpoint=127.0.0.1:" + (4318 + offset),
                "--set=extensions.health_check.endpoint=127.0.0.1:" + healthPort(),
                "--set=service.telemetry.metrics.readers=[{pull: {exporter: {prometheus: {host: 127.0.0.1, port: "
                        + metricsPort() + "}}}}]"));
        command.addAll(arguments);
        environment = Map.of(
                "SLUICE_CERT_FILE",
                certificates + "/server.pem",
                "SLUICE_KEY_FILE",
                certificates + "/server.key",
                "SLUICE_CLIENT_CA_FILE",
                certificates + "/ca.pem",
                "SLUICE_KAFKA_BROKERS",
                broker.saslSsl(),
                "SLUICE_KAFKA_USERNAME",
                BrokerOptions.USER,
                "SLUICE_KAFKA_PASSWORD",
                BrokerOptions.PASSWORD);
        log = folder.resolve("gateway-" + number + ".log");
        process = launch();
        awaitReady();
    }

    private Running launch() {
        return Running.start(command, environment, log);
    }

    int port() {
        return 4317 + offset;
    }

    private int healthPort() {
        return 13133 + offset;
    }

    private int metricsPort() {
        return 8888 + offset;
    }

    /** Spans accepted in its present life. */
    double acceptedSpans() throws java.io.IOException {
        return Http.counter(metricsPort(), "otelcol_receiver_accepted_spans");
    }

    /** Starts it again after its end. */
    void restart() {
        process = launch();
    }

    /** Waits until it is healthy and listens. */
    void awaitReady() {
        process.awaitHealthy(healthPort()).awaitListening(port());
    }

    void kill() {
        sample();
        process.kill();
    }

    int terminate() {
        sample();
        return process.terminate();
    }

    /** Notes its resident set; to be called several times a second. */
    void sample() {
        Running sampled = process;
        if (sampled.isAlive()) {
            try {
                peakMib = Math.max(peakMib, sampled.peakMib());
            } catch (IllegalStateException _) {
                return; // it ended just now
            }
        }
    }

    /** The resident set now, in MiB. */
    long rssMib() {
        return process.rssMib();
    }

    /** The greatest resident set seen, in MiB. */
    long peakMib() {
        return peakMib;
    }

    @Override
    public void close() {
        process.close();
    }
}
