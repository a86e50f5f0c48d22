package io.sluice.bench;

import io.sluice.pdata.Signal;
import io.sluice.testkit.kafka.BrokerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./sluice bench sdk}: one SDK at its default settings through agent and gateway to Kafka; what it drops, what lands. */
@Command(
        name = "sdk",
        mixinStandardHelpOptions = true,
        description = "One OpenTelemetry Java SDK at its default settings through agent and gateway to Kafka.")
final class SdkCommand implements Callable<Integer> {

    @Option(names = "--warm-up", defaultValue = "15", description = "seconds; drops in it are reported apart")
    private int warmUp = 15;

    @Option(names = "--seconds", defaultValue = "60", description = "the measured time")
    private int seconds = 60;

    @Option(names = "--rate", defaultValue = "20000", description = "spans a second")
    private long rate = 20_000;

    @Option(names = "--json", description = "file to write the results to")
    private @Nullable Path json;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private SdkCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("sluice-bench-");
        Path home = Path.of("").toAbsolutePath();
        try (FileChannel _ = BenchMain.onlyOne();
                BrokerProcess broker = Brokers.start(folder);
                Gateway gateway = new Gateway(home, folder, broker.endpoints(), 0, List.of(Gateway.UNSAMPLED));
                Agent agent = new Agent(home, folder, broker.endpoints().certificates(), gateway.port())) {
            agent.awaitReady();
            String[] said = runSdk();
            ItemSet items = new ItemSet(Signal.TRACES);
            broker.reader().forEach(List.of(Brokers.TRACES), record -> items.add(record.value()));
            return report(said[0], said[1], items);
        } finally {
            BenchMain.delete(folder);
        }
    }

    private String[] runSdk() throws IOException, InterruptedException {
        List<String> command = Jvm.command(List.of("-Xmx256m"), SdkMain.class);
        command.addAll(List.of("http://127.0.0.1:" + Agent.PORT, "" + rate, "" + warmUp, "" + seconds));
        Process sdk = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Children.register(sdk);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(sdk.getInputStream(), StandardCharsets.UTF_8))) {
            String warm = lines.readLine();
            String end = lines.readLine();
            if (warm == null || end == null || !sdk.waitFor(60, TimeUnit.SECONDS) || sdk.exitValue() != 0) {
                throw new IllegalStateException("the application did not come to its end");
            }
            return new String[] {warm, end};
        } finally {
            sdk.destroyForcibly();
        }
    }

    private int report(String warm, String end, ItemSet items) throws IOException {
        long made = Trial.value(end, "made");
        long dropped = Trial.value(end, "dropped");
        long droppedWarm = Trial.value(warm, "dropped");
        long missing = made - dropped - items.distinct();
        long duplicates = items.total() - items.distinct();
        out.printf(
                "made %d, dropped by the SDK %d (bar 0) and %d in the warm-up, landed %d, missing %d (bar 0),"
                        + " duplicates %d%n",
                made, dropped - droppedWarm, droppedWarm, items.distinct(), missing, duplicates);
        boolean met = missing == 0 && dropped == droppedWarm && items.distinct() > 0;
        out.println(met ? "All bars are met." : "NOT all bars are met.");
        if (json != null) {
            Files.writeString(
                    json,
                    String.format(
                            "{\"rate\":%d,\"seconds\":%d,\"made\":%d,\"dropped\":%d,\"dropped_in_warm_up\":%d,"
                                    + "\"landed\":%d,\"missing\":%d,\"duplicates\":%d,\"met\":%b}%n",
                            rate,
                            seconds,
                            made,
                            dropped - droppedWarm,
                            droppedWarm,
                            items.distinct(),
                            missing,
                            duplicates,
                            met));
        }
        return missing == 0 && items.distinct() > 0 ? 0 : 1;
    }
}
