package io.sluice.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./sluice bench}. */
@Command(
        name = "sluice bench",
        mixinStandardHelpOptions = true,
        subcommands = {
            FaultsCommand.class,
            CustodyCommand.class,
            RollingCommand.class,
            RebalanceCommand.class,
            IdleCommand.class,
            AllocationCommand.class,
            SdkCommand.class,
            TailCommand.class
        },
        description = {
            "Measures CPU-seconds per million items of the gateway beside reference relays and, with --peer, another",
            "program, each on the same work. Needs two cores for itself; measure nothing while something else runs."
        })
final class BenchMain implements Callable<Integer> {

    @Option(
            names = "--case",
            split = ",",
            defaultValue = "pass",
            description = "pass, sync, keyed, mask, attr, head, tail, pii, mtls, small, http, logs, relay, road")
    private List<String> cases = List.of("pass");

    @Option(names = "--subject", split = ",", defaultValue = "null,sluice", description = "null, plain, sluice")
    private List<String> subjects = List.of();

    @Option(names = "--peer", description = "command of another program that takes --config FILE")
    private @Nullable String peer;

    @Option(names = "--warm-up", defaultValue = "10", description = "seconds")
    private int warmUp = 10;

    @Option(names = "--seconds", defaultValue = "12", description = "the measured window")
    private int seconds = 12;

    @Option(names = "--rate", defaultValue = "0", description = "items a second; 0 for as many as possible")
    private long rate;

    @Option(names = "--repeat", defaultValue = "1")
    private int repeat = 1;

    @Option(names = "--json", description = "file to write the results to")
    private @Nullable Path json;

    @Option(names = "--root", hidden = true)
    private Path root = Path.of(".");

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private BenchMain() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new BenchMain())
                .setExecutionExceptionHandler((e, commandLine, _) -> {
                    commandLine.getErr().println("sluice bench: " + e.getMessage());
                    return 1;
                })
                .execute(args));
    }

    @Override
    public Integer call() throws IOException {
        try (FileChannel _ = onlyOne()) {
            return runAll();
        }
    }

    /** Ports and cores are fixed, so two benches at once would measure each other; the lock ends with this JVM. */
    static FileChannel onlyOne() throws IOException {
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "sluice-bench.lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new IllegalStateException("another bench holds " + file + "; wait until it has ended");
        }
        return channel;
    }

    private int runAll() throws IOException {
        warnIfBusy();
        Path home = root.toAbsolutePath().normalize();
        List<Result> results = new ArrayList<>();
        for (String name : cases) {
            Case work = Case.named(name);
            out.println(Result.HEADER);
            for (int i = 0; i < repeat; i++) {
                for (Subject subject : subjectsFor(work, home)) {
                    Result result = runOrFail(work, subject, home);
                    results.add(result);
                    out.println(result.row());
                }
            }
            printRatios(results.stream().filter(r -> r.caseName().equals(name)).toList());
        }
        Path file = json;
        if (file != null) {
            Files.writeString(file, toJson(results), StandardCharsets.UTF_8);
        }
        return results.stream().allMatch(Result::counts) ? 0 : 1;
    }

    /** The relays speak OTLP/gRPC in plaintext to Kafka and nothing else. */
    private List<Subject> subjectsFor(Case work, Path home) {
        boolean relaysCan = List.of("pass", "sync", "small", "logs").contains(work.name());
        List<Subject> all = new ArrayList<>();
        for (String name : subjects) {
            switch (name) {
                case "sluice" -> all.add(Subject.sluice(home));
                case "null", "plain" -> {
                    if (relaysCan) {
                        all.add(Subject.relay(name));
                    }
                }
                default -> throw new IllegalArgumentException("--subject is null, plain or sluice, not " + name);
            }
        }
        if (peer != null) {
            all.add(Subject.peer(peer));
        }
        return all;
    }

    /** A run that breaks off is one that does not count; the others go on. */
    private Result runOrFail(Case work, Subject subject, Path home) throws IOException {
        try {
            return run(work, subject, home);
        } catch (IllegalStateException e) {
            out.println(work.name() + " with " + subject.name() + " broke off: " + e.getMessage());
            return Result.failed(work.name(), subject.name());
        }
    }

    private Result run(Case work, Subject subject, Path home) throws IOException {
        Path folder = Files.createTempDirectory("sluice-bench-");
        try {
            return new Trial(work, subject, home.resolve("bench/configs"), folder, warmUp, seconds, rate).run();
        } finally {
            delete(folder);
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void printRatios(List<Result> results) {
        double sluice = median(results, "sluice");
        for (String other : List.of("null", "plain", "peer")) {
            double cost = median(results, other);
            if (!Double.isNaN(sluice) && !Double.isNaN(cost)) {
                out.printf(Locale.ROOT, "sluice / %s = %.2f%n", other, sluice / cost);
            }
        }
        double relay = median(results, "null");
        double peers = median(results, "peer");
        if (!Double.isNaN(relay) && !Double.isNaN(peers)) {
            out.printf(Locale.ROOT, "null / peer = %.2f%n", relay / peers);
        }
        out.println();
    }

    private static double median(List<Result> results, String subject) {
        double[] costs = results.stream()
                .filter(r -> r.subject().equals(subject) && r.counts())
                .mapToDouble(Result::cpuPerMillion)
                .sorted()
                .toArray();
        return costs.length == 0 ? Double.NaN : costs[costs.length / 2];
    }

    private static String toJson(List<Result> results) throws IOException {
        return "{\"machine\":{\"processors\":" + Runtime.getRuntime().availableProcessors() + ",\"cpu\":\"" + cpuModel()
                + "\",\"java\":\"" + System.getProperty("java.vm.version") + "\"},\n\"results\":[\n"
                + String.join(",\n", results.stream().map(Result::json).toList()) + "\n]}\n";
    }

    private static String cpuModel() throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo"), StandardCharsets.UTF_8).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    private void warnIfBusy() throws IOException {
        String load = Files.readString(Path.of("/proc/loadavg"), StandardCharsets.UTF_8);
        if (Double.parseDouble(load.substring(0, load.indexOf(' '))) > 0.7) {
            out.println("The machine is busy (load " + load.strip() + "): these figures will be worth little.");
        }
    }
}
