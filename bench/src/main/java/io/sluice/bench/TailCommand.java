package io.sluice.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./sluice bench tail-load}: what tail sampling holds, how late it decides, and whether that grows when twice as much comes as it can
 * take.
 */
@Command(
        name = "tail-load", // not tail: picocli would take the name of the case for the command
        mixinStandardHelpOptions = true,
        description = "Tail sampling at a fixed rate, at full speed, and at twice that.")
final class TailCommand implements Callable<Integer> {

    private static final int METRICS = 18_888;
    private static final int OVERLOAD_IN_FLIGHT = 128;

    @Option(names = "--rate", defaultValue = "45000", description = "spans a second of the first run")
    private long rate = 45_000;

    @Option(names = "--warm-up", defaultValue = "30", description = "seconds")
    private int warmUp = 30;

    @Option(names = "--seconds", defaultValue = "20", description = "the measured window of each run")
    private int seconds = 20;

    @Option(names = "--json", description = "file to write the results to")
    private @Nullable Path json;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private TailCommand() {}

    @Override
    public Integer call() throws IOException {
        Case tail = Case.named("tail");
        Case overload = tail.inFlight(OVERLOAD_IN_FLIGHT);
        try (FileChannel _ = BenchMain.onlyOne()) {
            out.printf(
                    "%-9s %10s %10s %9s %8s %8s %10s %9s %10s %10s %12s %8s %8s%n",
                    "run",
                    "offered/s",
                    "taken/s",
                    "CPU-s/M",
                    "RSS MiB",
                    "held MiB",
                    "lag p99 ms",
                    "1st half",
                    "2nd half",
                    "early/s",
                    "held spans/s",
                    "missing",
                    "refused");
            Run fixed = run("fixed", tail, rate);
            Run full = run("full", tail, 0);
            Run twice = run("twice", overload, Math.round(2 * full.result.itemsPerSecond()));
            if (json != null) {
                Files.writeString(
                        json,
                        "[" + String.join(",\n", List.of(fixed.json(), full.json(), twice.json())) + "]\n",
                        StandardCharsets.UTF_8);
            }
            return fixed.result.counts() && full.result.counts() && twice.result.counts() ? 0 : 1;
        }
    }

    private Run run(String name, Case work, long offered) throws IOException {
        Path home = Path.of("").toAbsolutePath();
        Path folder = Files.createTempDirectory("sluice-bench-");
        try {
            TailProbe probe = new TailProbe(METRICS);
            Result result = new Trial(
                            work, Subject.sluice(home), home.resolve("bench/configs"), folder, warmUp, seconds, offered)
                    .watched(
                            List.of(
                                    "--set=service.telemetry.metrics.level=normal",
                                    "--set=service.telemetry.metrics.readers=[{pull: {exporter: {prometheus: {host:"
                                            + " 127.0.0.1, port: " + METRICS + "}}}}]"),
                            probe)
                    .run();
            Run run = new Run(name, offered, result, probe.readings());
            out.println(run.row());
            return run;
        } finally {
            BenchMain.delete(folder);
        }
    }

    /** What one run came to. */
    private record Run(String name, long offered, Result result, List<TailProbe.Reading> readings) {

        private double lag(int from, int to) {
            return readings.get(to).lags().p99Since(readings.get(from).lags());
        }

        private int last() {
            return readings.size() - 1;
        }

        private double early() {
            return (readings.get(last()).early() - readings.get(0).early()) / Math.max(1, last());
        }

        /** By how many spans a second what is held grows, over the second half. */
        private double growth() {
            int from = readings.size() / 2;
            int[] times = IntStream.range(from, readings.size()).toArray();
            double[] held = IntStream.range(from, readings.size())
                    .mapToDouble(i -> readings.get(i).held())
                    .toArray();
            return AllocationCommand.slope(times, held);
        }

        String row() {
            int middle = readings.size() / 2;
            return String.format(
                    Locale.ROOT,
                    "%-9s %10d %10.0f %9.3f %8d %8.0f %10.0f %9.0f %10.0f %10.0f %12.0f %8d %8d%s",
                    name,
                    offered,
                    result.itemsPerSecond(),
                    result.cpuPerMillion(),
                    result.peakMib(),
                    readings.get(last()).memoryMib(),
                    lag(0, last()),
                    lag(0, middle),
                    lag(middle, last()),
                    early(),
                    growth(),
                    result.missing(),
                    result.unacknowledged(),
                    result.counts() ? "" : "  DOES NOT COUNT");
        }

        String json() {
            return String.format(
                    Locale.ROOT,
                    "{\"run\":\"%s\",\"offered_per_second\":%d,\"decision_lag_p99_ms\":%.0f,\"memory_held_mib\":%.1f,"
                            + "\"decided_early_per_second\":%.0f,\"held_spans_growth_per_second\":%.1f,\"result\":%s}",
                    name,
                    offered,
                    lag(0, last()),
                    readings.get(last()).memoryMib(),
                    early(),
                    growth(),
                    result.json());
        }
    }
}
