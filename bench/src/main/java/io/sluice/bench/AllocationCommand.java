package io.sluice.bench;

import io.sluice.testkit.kafka.BrokerOptions;
import io.sluice.testkit.kafka.BrokerPorts;
import io.sluice.testkit.kafka.BrokerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./sluice bench allocation}: heap that the gateway allocates for a request, by how many spans the same bytes hold. */
@Command(
        name = "allocation",
        mixinStandardHelpOptions = true,
        description = "Bytes that the gateway allocates for a request of 10, 100 and 1,000 spans of equal wire size.")
final class AllocationCommand implements Callable<Integer> {

    private static final int[] SPANS = {10, 100, 1_000};
    private static final int GRPC = 4317;
    private static final int METRICS = 8888;

    /** Requests in flight of the second measurement: what waits together is merged, and shares Kafka's buffers. */
    private static final int MERGED = 8;

    @Option(names = "--warm-up", defaultValue = "10", description = "seconds")
    private int warmUp = 10;

    @Option(names = "--seconds", defaultValue = "10", description = "the measured window")
    private int seconds = 10;

    @Option(names = "--wire-bytes", defaultValue = "131072", description = "size of each request")
    private int wireBytes = 131_072;

    @Option(names = "--json", description = "file to write the results to")
    private @Nullable Path json;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private AllocationCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("sluice-bench-");
        Path home = Path.of("").toAbsolutePath();
        BrokerOptions options = BrokerOptions.DEFAULT
                .withDirectory(folder.resolve("kafka"))
                .withPorts(new BrokerPorts(9093, 9092, 0, 0))
                .withTopic(Brokers.TRACES, 4)
                .withTopic("telemetry.logs", 4);
        List<String> command = new ArrayList<>(Subject.sluice(home).command());
        command.addAll(List.of(
                "--config",
                home.resolve("bench/configs/pass.yaml").toString(),
                "--set=service.telemetry.metrics.level=normal",
                "--set=service.telemetry.metrics.readers=[{pull: {exporter: {prometheus: {host: 127.0.0.1, port: "
                        + METRICS + "}}}}]"));
        try (FileChannel _ = BenchMain.onlyOne();
                BrokerProcess _ = new BrokerProcess(options, BrokerProcess.FAST, List.of());
                Running gateway = Running.start(command, Map.of(), folder.resolve("gateway.log"))) {
            gateway.awaitListening(GRPC);
            double[] alone = new double[SPANS.length];
            double[] merged = new double[SPANS.length];
            for (int i = 0; i < SPANS.length; i++) {
                alone[i] = measure(SPANS[i], 1);
                merged[i] = measure(SPANS[i], MERGED);
            }
            return report(alone, merged);
        } finally {
            BenchMain.delete(folder);
        }
    }

    private double measure(int spans, int inFlight) throws IOException, InterruptedException {
        List<String> command = Jvm.command(List.of("-Xmx256m", "-XX:+UseSerialGC"), LoadMain.class);
        command.addAll(List.of("--port", "" + GRPC, "--items", "" + spans, "--wire-bytes", "" + wireBytes));
        command.addAll(List.of("--in-flight", "" + inFlight, "--warm-up", "" + warmUp, "--seconds", "" + seconds));
        Process load = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Children.register(load);
        double bytes = 0;
        double accepted = 0;
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(load.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = said.readLine()) != null) {
                if (line.equals("BEGIN")) {
                    bytes = -allocated();
                    accepted = -accepted();
                } else if (line.startsWith("MEASURED")) {
                    bytes += allocated();
                    accepted += accepted();
                }
            }
            if (!load.waitFor(30, TimeUnit.SECONDS) || load.exitValue() != 0 || accepted <= 0) {
                throw new IllegalStateException("the load generator did not come to its end");
            }
        } finally {
            load.destroyForcibly();
        }
        return bytes / accepted * spans;
    }

    private static double allocated() throws IOException {
        return Http.counter(METRICS, "otelcol_process_runtime_total_alloc_bytes");
    }

    private static double accepted() throws IOException {
        return Http.counter(METRICS, "otelcol_receiver_accepted_spans");
    }

    private int report(double[] alone, double[] merged) throws IOException {
        out.printf("%n%8s %12s %16s %16s %10s%n", "spans", "wire bytes", "alone, bytes", "merged, bytes", "ratio");
        double greatest = 0;
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < SPANS.length; i++) {
            int wire = Template.padded(SPANS[i], wireBytes).length();
            double ratio = merged[i] / wire;
            greatest = Math.max(greatest, ratio);
            out.printf(Locale.ROOT, "%8d %12d %16.0f %16.0f %10.3f%n", SPANS[i], wire, alone[i], merged[i], ratio);
            rows.append(i == 0 ? "" : ",")
                    .append(String.format(
                            Locale.ROOT,
                            "{\"spans\":%d,\"wire_bytes\":%d,\"alone\":%.0f,\"merged\":%.0f}",
                            SPANS[i],
                            wire,
                            alone[i],
                            merged[i]));
        }
        double slope = slope(SPANS, alone);
        out.printf(
                Locale.ROOT,
                "slope of requests alone %.2f B a span (bar 1); allocated / wire of merged ones at most %.3f (bar"
                        + " 1.3)%n",
                slope,
                greatest);
        if (json != null) {
            Files.writeString(
                    json,
                    String.format(
                            Locale.ROOT, "{\"requests\":[%s],\"slope\":%.3f,\"ratio\":%.4f}%n", rows, slope, greatest));
        }
        return 0;
    }

    /** The slope of the line that fits best (least squares). */
    static double slope(int[] x, double[] y) {
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < x.length; i++) {
            meanX += (double) x[i] / x.length;
            meanY += y[i] / x.length;
        }
        double above = 0;
        double below = 0;
        for (int i = 0; i < x.length; i++) {
            above += (x[i] - meanX) * (y[i] - meanY);
            below += (x[i] - meanX) * (x[i] - meanX);
        }
        return above / below;
    }
}
