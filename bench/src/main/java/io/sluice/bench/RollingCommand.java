package io.sluice.bench;

import io.sluice.pdata.Signal;
import io.sluice.testkit.kafka.BrokerProcess;
import io.sluice.testkit.net.TcpBalancer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./sluice bench rolling}: restarts two gateways in turn behind a TCP balancer under load. */
@Command(
        name = "rolling",
        mixinStandardHelpOptions = true,
        description = "Restarts two gateways in turn behind a balancer under load and counts.")
final class RollingCommand implements Callable<Integer> {

    private static final int BALANCER_PORT = 4417;
    private static final int CLIENTS = 16;
    private static final double GREATEST_SHARE = 0.6;
    private static final long SETTLE_SECONDS = 60;
    private static final long WINDOW_SECONDS = 15;

    @Option(names = "--restarts", defaultValue = "10")
    private int restarts = 10;

    @Option(names = "--rate", defaultValue = "20000", description = "spans a second")
    private long rate = 20_000;

    @Option(
            names = "--connection-age",
            defaultValue = "20",
            description = "max_connection_age of the gateways in seconds, short so that load spreads again")
    private int connectionAge = 20;

    @Option(names = "--json", description = "file to write the results to")
    private @Nullable Path json;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private RollingCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("sluice-bench-");
        Path home = Path.of("").toAbsolutePath();
        List<String> arguments = List.of(
                Gateway.UNSAMPLED,
                "--set=receivers.otlp.protocols.grpc.keepalive.server_parameters.max_connection_age=" + connectionAge
                        + "s");
        try (FileChannel _ = BenchMain.onlyOne();
                BrokerProcess broker = Brokers.start(folder);
                Gateway first = new Gateway(home, folder, broker.endpoints(), 0, arguments);
                Gateway second = new Gateway(home, folder, broker.endpoints(), 1, arguments);
                TcpBalancer balancer = new TcpBalancer(BALANCER_PORT, List.of(first.port(), second.port()));
                OpenLoad load = new OpenLoad(balancer.port(), broker.endpoints().certificates(), CLIENTS, rate, 1)) {
            load.start();
            TimeUnit.SECONDS.sleep(10);
            boolean exits = restartInTurn(List.of(first, second));
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            double a = first.acceptedSpans();
            double b = second.acceptedSpans();
            TimeUnit.SECONDS.sleep(WINDOW_SECONDS);
            a = first.acceptedSpans() - a;
            b = second.acceptedSpans() - b;
            List<Offer> offers = load.end(60);
            ItemSet items = new ItemSet(Signal.TRACES);
            broker.reader().forEach(List.of(Brokers.TRACES), record -> items.add(record.value()));
            return report(
                    Totals.of(offers, items.missing(offers)), items.repeats().size(), a, b, exits);
        } finally {
            BenchMain.delete(folder);
        }
    }

    private boolean restartInTurn(List<Gateway> gateways) throws InterruptedException {
        boolean exits = true;
        for (int i = 0; i < restarts; i++) {
            Gateway gateway = gateways.get(i % 2);
            int exit = gateway.terminate();
            exits &= exit == 0;
            gateway.restart();
            gateway.awaitReady();
            out.println("restart " + (i + 1) + " of " + restarts + ", exit " + exit);
            TimeUnit.SECONDS.sleep(4);
        }
        return exits;
    }

    private int report(Totals totals, int duplicates, double a, double b, boolean exits) throws IOException {
        double share = Math.max(a, b) / (a + b);
        out.print(totals.text());
        out.printf(
                Locale.ROOT,
                "duplicates %d; accepted in %d s, %d s after the last restart: %.0f and %.0f, the greater share %.1f %%"
                        + " (bar 60)%n",
                duplicates,
                WINDOW_SECONDS,
                SETTLE_SECONDS,
                a,
                b,
                share * 100);
        boolean hard = totals.isMet() && exits;
        boolean met = hard && share <= GREATEST_SHARE;
        out.println(met ? "All bars are met." : "NOT all bars are met.");
        if (json != null) {
            Files.writeString(
                    json,
                    String.format(
                            Locale.ROOT,
                            "{\"restarts\":%d,\"rate\":%d,%s,\"duplicates\":%d,\"accepted\":[%.0f,%.0f],"
                                    + "\"greater_share\":%.4f,\"exits_are_0\":%b,\"met\":%b}%n",
                            restarts,
                            rate,
                            totals.json(),
                            duplicates,
                            a,
                            b,
                            share,
                            exits,
                            met));
        }
        return hard ? 0 : 1;
    }
}
