package io.sluice.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A packaged product as a process of its own. Ends with the test at the latest. Threads: the test's, and one that reads its log. */
final class ProductProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;
    private static final String READY = "Everything is ready";

    private final Process process;
    private final List<String> log = new ArrayList<>();
    private final Thread reader;
    private final CountDownLatch ready = new CountDownLatch(1);

    private ProductProcess(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    /** The gateway's command. */
    static Path gateway() {
        return Path.of(System.getProperty("sluice.gateway"), "bin", "sluice-gateway");
    }

    /** The agent's command. */
    static Path agent() {
        return Path.of(System.getProperty("sluice.agent"), "bin", "sluice-agent");
    }

    /** Starts a command and returns at once. The environment is this JVM's Java and {@code environment}, nothing else. */
    static ProductProcess launch(Path command, Map<String, String> environment, String... arguments) {
        if (!Files.isExecutable(command)) {
            throw new IllegalStateException(command + " is missing: package the products first");
        }
        List<String> line = new ArrayList<>(List.of(command.toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        String path = builder.environment().get("PATH");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        builder.environment().put("SLUICE_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        try {
            return new ProductProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a command and waits until it says that it is ready. */
    static ProductProcess start(Path command, Map<String, String> environment, String... arguments) {
        ProductProcess product = launch(command, environment, arguments);
        if (!product.await(product.ready) || !product.log().contains(READY)) {
            String log = product.log();
            product.close();
            throw new AssertionError("did not get ready:\n" + log);
        }
        return product;
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (log) {
                    log.add(line);
                    log.notifyAll();
                }
                if (line.contains(READY)) {
                    ready.countDown();
                }
            }
        } catch (IOException e) {
            synchronized (log) {
                log.add("(log unreadable: " + e.getMessage() + ")");
            }
        } finally {
            ready.countDown();
        }
    }

    private boolean await(CountDownLatch latch) {
        try {
            return latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns when its log has a line that contains {@code text}. */
    void awaitLog(String text) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        synchronized (log) {
            while (log.stream().noneMatch(line -> line.contains(text))) {
                long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (millis <= 0) {
                    throw new AssertionError("no \"" + text + "\" in:\n" + String.join("\n", log));
                }
                try {
                    log.wait(millis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    /** What it has written so far, to either stream. */
    String log() {
        synchronized (log) {
            return String.join("\n", log);
        }
    }

    /** Sends a signal by its name without {@code SIG}. */
    void signal(String name) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
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

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end; all of its log is there then. */
    int exitCode() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("still runs:\n" + log());
            }
            reader.join();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
