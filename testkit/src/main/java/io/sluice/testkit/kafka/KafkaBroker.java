package io.sluice.testkit.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * A real single-node Kafka broker inside this JVM, ready when the constructor returns.
 *
 * <p>Tests that only need some broker take {@link #shared} and a topic of their own ({@link #newTopic}). A test that stops the broker or
 * wants it special starts its own, or a {@link BrokerProcess}.
 *
 * <p>Threads: any. Starting takes about 3 s.
 */
public final class KafkaBroker implements AutoCloseable {

    /** The shared broker, made on first use. */
    private static final class Shared {
        static final KafkaBroker BROKER = startShared();

        private static KafkaBroker startShared() {
            KafkaBroker broker = new KafkaBroker(BrokerOptions.DEFAULT);
            Runtime.getRuntime().addShutdownHook(new Thread(broker::deleteFiles, "shared-broker-files"));
            return broker;
        }
    }

    private final BrokerOptions options;
    private final Path directory;
    private final BrokerPorts ports;
    private final BrokerEndpoints endpoints;
    private final BrokerAdmin admin;
    private @Nullable KafkaRaftServer server;

    /** Starts a broker. */
    public KafkaBroker(BrokerOptions options) {
        this.options = options;
        try {
            directory = options.directory() != null
                    ? Files.createDirectories(options.directory()).toAbsolutePath()
                    : Files.createTempDirectory("sluice-kafka-");
            Path certificates = options.certificates() != null
                    ? options.certificates().toAbsolutePath()
                    : directory.resolve("certificates");
            if (options.certificates() == null) {
                BrokerCertificates.make(certificates);
            }
            ports = options.ports().chosen();
            endpoints = BrokerEndpoints.of(ports, certificates);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        format();
        start();
        admin = new BrokerAdmin(endpoints.internal());
        options.topics().forEach(admin::createTopic);
    }

    /** The one broker that the tests of a module share, with the default options. It must not be stopped. */
    public static KafkaBroker shared() {
        return Shared.BROKER;
    }

    public BrokerEndpoints endpoints() {
        return endpoints;
    }

    public BrokerAdmin admin() {
        return admin;
    }

    /** Makes a topic with a name that no other test has. */
    public String newTopic(int partitions) {
        String name = "test-" + UUID.randomUUID();
        admin.createTopic(name, partitions);
        return name;
    }

    /** Reads from this broker. */
    public KafkaReader reader() {
        return new KafkaReader(endpoints.internal());
    }

    /** Starts the broker again after {@link #stop}, with the same ports and data. */
    public synchronized void start() {
        if (server == null) {
            try {
                Properties properties =
                        BrokerProperties.of(options, ports, directory.resolve("data"), endpoints.certificates());
                KafkaRaftServer started = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
                started.startup();
                server = started;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Stops the broker in good order; its data stays. */
    public synchronized void stop() {
        KafkaRaftServer running = server;
        if (running != null) {
            running.shutdown();
            running.awaitShutdown();
            server = null;
        }
    }

    private void format() {
        Path data = directory.resolve("data");
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        try {
            Formatter formatter = new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(BrokerProperties.NODE)
                    .addDirectory(data.toString())
                    .setMetadataLogDirectory(data.toString())
                    .setControllerListenerName(BrokerProperties.CONTROLLER)
                    .setAdditionalBootstrapRecords(BrokerUsers.records(options.users()));
            formatter.run();
        } catch (Exception e) {
            throw new IllegalStateException("cannot format " + data, e);
        }
    }

    /** Stops the broker, and deletes its directory if that was temporary. */
    @Override
    public void close() {
        admin.close();
        stop();
        deleteFiles();
    }

    private void deleteFiles() {
        if (options.directory() != null) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException _) {
            return; // a temporary directory is left behind, nothing worse
        }
    }
}
