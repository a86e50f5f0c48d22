package io.sluice.testkit.kafka;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A broker in a process of its own, on this JVM's class path and with its JDK, ready when the constructor returns. It can be paused,
 * killed and started again on the same ports and data. It ends with this JVM at the latest.
 *
 * <p>Threads: one at a time.
 */
public final class BrokerProcess implements AutoCloseable {

    /** JVM flags of a broker that is small rather than fast. */
    public static final List<String> SMALL = List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** JVM flags of a broker that shall not be the bottleneck of a benchmark. */
    public static final List<String> FAST = List.of("-Xmx512m", "-XX:+UseParallelGC");

    private final BrokerOptions options;
    private final List<String> command;
    private final @Nullable Path temporary;
    private @Nullable Process process;
    private BrokerEndpoints endpoints;

    /** Starts a small broker. */
    public BrokerProcess(BrokerOptions options) {
        this(options, SMALL, List.of());
    }

    /**
     * Starts a broker.
     *
     * @param prefix what to put before the command, for instance {@code taskset -c 1}
     */
    public BrokerProcess(BrokerOptions options, List<String> jvmFlags, List<String> prefix) {
        this.temporary = options.directory() == null ? temporaryDirectory() : null;
        this.options = (temporary != null ? options.withDirectory(temporary) : options)
                .withPorts(options.ports().chosen());
        this.command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmFlags);
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerMain.class.getName()));
        command.addAll(BrokerMain.toArguments(this.options));
        this.endpoints = launch();
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("sluice-kafka-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BrokerEndpoints launch() {
        try {
            Process started = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process = started;
            // While it is paused it would not notice that its standard input has ended.
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
            String line = out.readLine();
            if (line == null) {
                throw new IllegalStateException("the broker process ended before it was ready");
            }
            return BrokerEndpoints.parse(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public BrokerEndpoints endpoints() {
        return endpoints;
    }

    /** An admin of this broker, for the caller to close. */
    public BrokerAdmin newAdmin() {
        return new BrokerAdmin(endpoints.internal());
    }

    /** Reads from this broker. */
    public KafkaReader reader() {
        return new KafkaReader(endpoints.internal());
    }

    /** The process id. */
    public long pid() {
        return running().pid();
    }

    /** Stops its clock (SIGSTOP): connections stay open, nothing is answered. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it go on (SIGCONT). */
    public void resume() {
        signal("CONT");
    }

    /** Ends it without warning (SIGKILL), paused or not. */
    public void kill() {
        end(running().destroyForcibly());
    }

    /** Ends it in good order (SIGTERM). */
    public void stop() {
        running().destroy();
        end(running());
    }

    /** Starts it again after {@link #kill} or {@link #stop}, on the same ports and data; returns when it is ready. */
    public void restart() {
        if (process != null) {
            throw new IllegalStateException("the broker still runs");
        }
        endpoints = launch();
    }

    private Process running() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("the broker does not run");
        }
        return running;
    }

    private void signal(String name) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name, String.valueOf(pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill -" + name + " exited with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void end(Process ending) {
        try {
            if (!ending.waitFor(30, TimeUnit.SECONDS)) {
                ending.destroyForcibly();
                throw new IllegalStateException("the broker did not end within 30 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        process = null;
    }

    /** Kills it if it runs, and deletes its directory if that was temporary. */
    @Override
    public void close() {
        if (process != null) {
            kill();
        }
        Path folder = temporary;
        if (folder != null) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException | UncheckedIOException _) {
                return; // a temporary directory is left behind, nothing worse
            }
        }
    }
}
