package io.sluice.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** An agent or a gateway as a process of its own, started by the script that ships. Ends with this JVM at the latest. */
final class ProductProcess implements AutoCloseable {

    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final String name;
    private final Process process;
    private final Path log;
    private final int healthPort;

    private ProductProcess(String name, Process process, Path log, int healthPort) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.healthPort = healthPort;
    }

    /**
     * Starts a process; does not wait for it.
     *
     * @param script the product's start script
     * @param healthPort where its health_check listens
     * @param folder where its log goes, as {@code name.log}
     */
    static ProductProcess start(
            String name,
            Path script,
            List<String> arguments,
            Map<String, String> environment,
            int healthPort,
            Path folder) {
        List<String> command = new ArrayList<>();
        command.add(script.toString());
        command.addAll(arguments);
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new ProductProcess(name, process, log, healthPort);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + script, e);
        }
    }

    /**
     * Waits until it says that it is ready.
     *
     * @throws DemoException with the end of its log if it ends or takes too long
     */
    ProductProcess awaitReady() {
        long giveUp = System.nanoTime() + START_NANOS;
        while (!isReady()) {
            if (!process.isAlive()) {
                throw new DemoException(name + " ended with " + process.exitValue() + ": " + lastLines());
            }
            if (System.nanoTime() - giveUp > 0) {
                throw new DemoException(name + " is not ready after 30 s: " + lastLines());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        return this;
    }

    private boolean isReady() {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + healthPort + "/").toURL().openConnection();
            connection.setConnectTimeout(500);
            connection.setReadTimeout(500);
            int status = connection.getResponseCode();
            connection.disconnect();
            return status == 200;
        } catch (IOException _) {
            return false;
        }
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    Path log() {
        return log;
    }

    /** The first line of the log that holds {@code text}, waiting for it a while; empty if none comes. */
    String awaitLogLine(String text, long patienceNanos) {
        long giveUp = System.nanoTime() + patienceNanos;
        while (true) {
            for (String line : logLines()) {
                if (line.contains(text)) {
                    return line.strip();
                }
            }
            if (System.nanoTime() - giveUp > 0) {
                return "";
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private List<String> logLines() {
        try {
            return Files.readAllLines(log, StandardCharsets.UTF_8);
        } catch (IOException _) {
            return List.of();
        }
    }

    private String lastLines() {
        List<String> lines = logLines();
        return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    }

    /** Ends it without warning (SIGKILL). */
    void kill() {
        process.destroyForcibly();
        await();
    }

    /** Ends it in good order (SIGTERM) and gives its exit code. */
    int stop() {
        process.destroy();
        return await();
    }

    private int await() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new DemoException(name + " did not end within 30 s: " + lastLines());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
