package io.sluice.bench;

import io.sluice.testkit.kafka.BrokerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./sluice bench idle}: how long gateway and agent take until they listen, and what they hold when nothing comes. */
@Command(
        name = "idle",
        mixinStandardHelpOptions = true,
        description = "Start time and resident set of a gateway and an agent that have nothing to do.")
final class IdleCommand implements Callable<Integer> {

    @Option(names = "--repeat", defaultValue = "5")
    private int repeat = 5;

    @Option(names = "--seconds", defaultValue = "30", description = "from listening until the resident set is read")
    private int seconds = 30;

    @Option(names = "--json", description = "file to write the results to")
    private @Nullable Path json;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private IdleCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("sluice-bench-");
        Path home = Path.of("").toAbsolutePath();
        double[][] figures = new double[4][repeat];
        try (FileChannel _ = BenchMain.onlyOne();
                BrokerProcess broker = Brokers.start(folder)) {
            out.printf("%14s %14s %14s %14s%n", "gateway MiB", "start s", "agent MiB", "start s");
            for (int i = 0; i < repeat; i++) {
                long begin = System.nanoTime();
                try (Gateway gateway = new Gateway(home, folder, broker.endpoints(), 0, List.of())) {
                    figures[1][i] = (System.nanoTime() - begin) / 1e9;
                    long agentBegin = System.nanoTime();
                    try (Agent agent =
                            new Agent(home, folder, broker.endpoints().certificates(), gateway.port()).awaitReady()) {
                        figures[3][i] = (System.nanoTime() - agentBegin) / 1e9;
                        TimeUnit.SECONDS.sleep(seconds);
                        figures[0][i] = gateway.rssMib();
                        figures[2][i] = agent.rssMib();
                    }
                }
                print(figures[0][i], figures[1][i], figures[2][i], figures[3][i], "");
            }
        } finally {
            BenchMain.delete(folder);
        }
        double[] medians =
                Arrays.stream(figures).mapToDouble(IdleCommand::median).toArray();
        print(medians[0], medians[1], medians[2], medians[3], "  median");
        if (json != null) {
            Files.writeString(
                    json,
                    String.format(
                            Locale.ROOT,
                            "{\"gateway_rss_mib\":%.0f,\"gateway_start_s\":%.3f,\"agent_rss_mib\":%.0f,"
                                    + "\"agent_start_s\":%.3f,\"repeat\":%d}%n",
                            medians[0],
                            medians[1],
                            medians[2],
                            medians[3],
                            repeat));
        }
        return 0;
    }

    private void print(double gateway, double gatewayStart, double agent, double agentStart, String what) {
        out.printf(Locale.ROOT, "%14.0f %14.2f %14.0f %14.2f%s%n", gateway, gatewayStart, agent, agentStart, what);
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
