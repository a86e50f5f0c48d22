package io.sluice.bench;

import io.sluice.pdata.Signal;
import io.sluice.testkit.kafka.BrokerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./sluice bench faults}: breaks the gateway or its broker under load and counts. {@link FaultAccounting} defines the figures. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description = "Kills, ends or starves the gateway under load and counts what is missing or twice.")
final class FaultsCommand implements Callable<Integer> {

    /** What is done. */
    enum Kind {
        /** SIGKILL, started again at once. */
        KILL,
        /** SIGTERM, started again when it has ended. */
        TERM,
        /** The broker is stopped for 20 s. */
        PAUSE
    }

    private static final int CLIENTS = 8;
    private static final int RSS_BAR_MIB = 320;
    private static final double SHARE_BAR = 0.99;
    private static final long PAUSE_SECONDS = 20;
    private static final long WARM_UP_MILLIS = 10_000;
    private static final long SAMPLE_MILLIS = 200;

    @Option(names = "--fault", defaultValue = "kill", description = "kill, term or pause")
    private String fault = "kill";

    @Option(names = "--cycles", defaultValue = "0", description = "default: 20; 3 for pause")
    private int cycles;

    @Option(names = "--seed", defaultValue = "1")
    private long seed = 1;

    @Option(names = "--rate", defaultValue = "20000", description = "spans a second")
    private long rate = 20_000;

    @Option(names = "--json", description = "file to write the results to")
    private @Nullable Path json;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private FaultsCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Kind kind = Kind.valueOf(fault.toUpperCase(Locale.ROOT));
        Path folder = Files.createTempDirectory("sluice-bench-");
        try (FileChannel _ = BenchMain.onlyOne();
                BrokerProcess broker = Brokers.start(folder);
                Gateway gateway = new Gateway(
                        Path.of("").toAbsolutePath(), folder, broker.endpoints(), 0, List.of(Gateway.UNSAMPLED));
                OpenLoad load = new OpenLoad(gateway.port(), broker.endpoints().certificates(), CLIENTS, rate, seed)) {
            load.start();
            watch(gateway, WARM_UP_MILLIS);
            long warm = System.nanoTime();
            List<Fault> faults = breakIt(kind, broker, gateway);
            List<Offer> offers = load.end(60);
            ItemSet items = new ItemSet(Signal.TRACES);
            broker.reader().forEach(List.of(Brokers.TRACES), record -> items.add(record.value()));
            FaultAccounting accounting = new FaultAccounting(offers, faults, items.repeats(), rate);
            return report(
                    kind,
                    accounting,
                    accounting.acknowledgedOutside(warm),
                    Totals.of(offers, items.missing(offers)),
                    gateway.peakMib());
        } finally {
            BenchMain.delete(folder);
        }
    }

    private List<Fault> breakIt(Kind kind, BrokerProcess broker, Gateway gateway) throws InterruptedException {
        Random random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        int count = cycles > 0 ? cycles : kind == Kind.PAUSE ? 3 : 20;
        for (int i = 0; i < count; i++) {
            watch(gateway, random.nextInt(2_000));
            Fault done = kind == Kind.PAUSE ? pause(broker, gateway) : restart(kind, gateway);
            faults.add(done);
            out.printf(
                    Locale.ROOT,
                    "fault %d of %d took %.1f s%n",
                    i + 1,
                    count,
                    (done.endNanos() - done.beginNanos()) / 1e9);
            watch(gateway, TimeUnit.NANOSECONDS.toMillis(FaultAccounting.ALLOWED_NANOS) + 2_500);
        }
        return faults;
    }

    private static Fault restart(Kind kind, Gateway gateway) {
        long begin = System.nanoTime();
        int exit = 0;
        if (kind == Kind.KILL) {
            gateway.kill();
        } else {
            exit = gateway.terminate();
        }
        long struck = System.nanoTime();
        gateway.restart();
        gateway.awaitReady();
        return new Fault(begin, struck, System.nanoTime(), exit);
    }

    private static Fault pause(BrokerProcess broker, Gateway gateway) throws InterruptedException {
        long begin = System.nanoTime();
        broker.pause();
        try {
            watch(gateway, TimeUnit.SECONDS.toMillis(PAUSE_SECONDS));
        } finally {
            broker.resume();
        }
        long end = System.nanoTime();
        return new Fault(begin, end, end, 0);
    }

    private static void watch(Gateway gateway, long millis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis; left > 0; left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())) {
            TimeUnit.MILLISECONDS.sleep(Math.min(left, SAMPLE_MILLIS));
            gateway.sample();
        }
    }

    private int report(Kind kind, FaultAccounting accounting, double outside, Totals totals, long peakMib)
            throws IOException {
        out.printf("%n%5s %12s %12s %12s %6s%n", "fault", "in flight", "duplicates", "back in s", "exit");
        boolean each = true;
        boolean exits = true;
        List<String> rows = new ArrayList<>();
        for (FaultAccounting.Line line : accounting.lines()) {
            double back = line.recoveryNanos() == Long.MAX_VALUE ? -1 : line.recoveryNanos() / 1e9;
            int exit = line.fault().exitCode();
            out.printf(
                    Locale.ROOT,
                    "%5d %12d %12d %12.1f %6d%s%n",
                    rows.size() + 1,
                    line.inFlight(),
                    line.duplicates(),
                    back,
                    exit,
                    line.isMet() ? "" : "  NOT MET");
            rows.add(String.format(
                    Locale.ROOT,
                    "{\"in_flight\":%d,\"duplicates\":%d,\"recovery_s\":%.1f,\"exit\":%d}",
                    line.inFlight(),
                    line.duplicates(),
                    back,
                    exit));
            each &= line.isMet();
            exits &= exit == 0;
        }
        out.print(totals.text());
        out.printf(
                Locale.ROOT,
                "duplicates apart from faults %d; acknowledged of what was offered outside %.3f %% (bar 99); RSS at"
                        + " most %d MiB (bar %d)%n",
                accounting.duplicatesElsewhere(),
                outside * 100,
                peakMib,
                RSS_BAR_MIB);
        boolean met = each && accounting.duplicatesElsewhere() == 0 && outside >= SHARE_BAR && peakMib <= RSS_BAR_MIB;
        boolean hard = totals.isMet() && exits;
        out.println(met && hard ? "All bars are met." : "NOT all bars are met.");
        if (json != null) {
            Files.writeString(
                    json,
                    String.format(
                            Locale.ROOT,
                            "{\"fault\":\"%s\",\"seed\":%d,\"rate\":%d,%s,\"duplicates_elsewhere\":%d,"
                                    + "\"acknowledged_outside\":%.5f,\"peak_mib\":%d,\"met\":%b,\"faults\":[%n%s]}%n",
                            kind.name().toLowerCase(Locale.ROOT),
                            seed,
                            rate,
                            totals.json(),
                            accounting.duplicatesElsewhere(),
                            outside,
                            peakMib,
                            met && hard,
                            String.join(",\n", rows)));
        }
        return hard ? 0 : 1;
    }
}
