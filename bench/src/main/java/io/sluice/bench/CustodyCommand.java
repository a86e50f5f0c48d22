package io.sluice.bench;

import io.sluice.pdata.Signal;
import io.sluice.testkit.kafka.BrokerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./sluice bench custody}: tail sampling whose answers come after its decisions, and a gateway that is killed meanwhile. */
@Command(
        name = "custody",
        mixinStandardHelpOptions = true,
        description =
                "Agent and gateway with ack: on_decision: kills the gateway while traces are undecided, or measures.")
final class CustodyCommand implements Callable<Integer> {

    private static final int CLIENTS = 4;
    private static final long WARM_UP_SECONDS = 10;

    @Option(names = "--cycles", defaultValue = "20", description = "how often to kill the gateway")
    private int cycles = 20;

    @Option(names = "--decision-wait", defaultValue = "5", description = "seconds")
    private int wait = 5;

    @Option(names = "--seconds", defaultValue = "0", description = "measured time ahead of the first kill")
    private int seconds;

    @Option(names = "--rate", defaultValue = "6500", description = "spans a second")
    private long rate = 6_500;

    @Option(names = "--seed", defaultValue = "1")
    private long seed = 1;

    @Option(names = "--json", description = "file to write the results to")
    private @Nullable Path json;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private CustodyCommand() {}

    /** What the two took in the measured time, in parts of a core. */
    private record Cpu(double agent, double gateway) {

        String text() {
            return String.format(Locale.ROOT, "CPU agent %.2f, gateway %.2f of a core; ", agent, gateway);
        }

        String json() {
            return String.format(Locale.ROOT, "\"agent_cpu\":%.3f,\"gateway_cpu\":%.3f,", agent, gateway);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rate * (wait - 1) < Traces.APART_SPREAD * Traces.REQUEST) {
            throw new IllegalArgumentException("traces would last longer than decision_wait at that rate");
        }
        Path folder = Files.createTempDirectory("sluice-bench-");
        try (FileChannel _ = BenchMain.onlyOne();
                BrokerProcess broker = Brokers.start(folder);
                CustodyPair pair = new CustodyPair(Path.of("").toAbsolutePath(), folder, broker.endpoints(), wait);
                OpenLoad load = new OpenLoad(
                        CustodyPair.PORT,
                        broker.endpoints().certificates(),
                        CLIENTS,
                        rate,
                        seed,
                        new int[] {Traces.REQUEST},
                        Traces.APART)) {
            load.start();
            TimeUnit.SECONDS.sleep(WARM_UP_SECONDS + (seconds > 0 ? wait : 0));
            Cpu cpu = seconds > 0 ? measure(pair) : null;
            killRepeatedly(pair);
            List<Offer> offers = load.end(60);
            long agentMib = pair.agentPeakMib();
            int exit = pair.endAgent();
            ItemSet items = new ItemSet(Signal.TRACES);
            broker.reader().forEach(List.of(Brokers.TRACES), record -> items.add(record.value()));
            return report(offers, items, cpu, agentMib, pair.gatewayPeakMib(), exit);
        } finally {
            BenchMain.delete(folder);
        }
    }

    private Cpu measure(CustodyPair pair) throws InterruptedException {
        double agent = pair.agentCpuSeconds();
        double gateway = pair.gatewayCpuSeconds();
        long begin = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        double took = (System.nanoTime() - begin) / 1e9;
        return new Cpu((pair.agentCpuSeconds() - agent) / took, (pair.gatewayCpuSeconds() - gateway) / took);
    }

    /** At times between half the wait and one and a half of it after the start, so that traces of all ages are there. */
    private void killRepeatedly(CustodyPair pair) throws InterruptedException {
        Random random = new Random(seed);
        for (int i = 0; i < cycles; i++) {
            TimeUnit.MILLISECONDS.sleep(TimeUnit.SECONDS.toMillis(wait) / 2 + random.nextInt(wait * 1000));
            pair.killGateway();
            out.printf("kill %d of %d%n", i + 1, cycles);
        }
    }

    private int report(List<Offer> offers, ItemSet items, @Nullable Cpu cpu, long agentMib, long gatewayMib, int exit)
            throws IOException {
        BitSet unacknowledged = new BitSet();
        for (int i = 0; i < offers.size(); i++) {
            unacknowledged.set(i, !offers.get(i).isAcknowledged());
        }
        TailSample sample = TailSample.ofErrors(offers.size(), unacknowledged);
        long errors = 0;
        long errorsLost = 0;
        for (Offer offer : offers) {
            for (int item = offer.first; item < offer.first + offer.items; item++) {
                boolean error = isError(item) && offer.isAcknowledged();
                errors += error ? 1 : 0;
                errorsLost += error && !items.has(item) ? 1 : 0;
            }
        }
        Totals totals = Totals.of(offers, items.missing(offers.size(), Traces.REQUEST, unacknowledged, sample));
        out.print(totals.text());
        out.printf(
                Locale.ROOT,
                "error spans %d, lost %d (bar 0); landed %d, again %d; agent's exit code %d (bar 0)%n"
                        + "%sRSS of agent and gateway at most %d MiB and %d MiB%n",
                errors,
                errorsLost,
                items.distinct(),
                items.total() - items.distinct(),
                exit,
                cpu == null ? "" : cpu.text(),
                agentMib,
                gatewayMib);
        boolean met = totals.isMet() && totals.overflowed() == 0 && errors > 0 && errorsLost == 0 && exit == 0;
        out.println(met ? "All bars are met." : "NOT all bars are met.");
        if (json != null) {
            Files.writeString(
                    json,
                    String.format(
                            Locale.ROOT,
                            "{\"cycles\":%d,\"decision_wait_s\":%d,\"rate\":%d,\"seed\":%d,%s,\"errors\":%d,"
                                    + "\"errors_lost\":%d,\"landed\":%d,\"again\":%d,\"exit\":%d,"
                                    + "%s\"agent_peak_mib\":%d,"
                                    + "\"gateway_peak_mib\":%d,\"met\":%b}%n",
                            cycles,
                            wait,
                            rate,
                            seed,
                            totals.json(),
                            errors,
                            errorsLost,
                            items.distinct(),
                            items.total() - items.distinct(),
                            exit,
                            cpu == null ? "" : cpu.json(),
                            agentMib,
                            gatewayMib,
                            met));
        }
        return met ? 0 : 1;
    }

    private static boolean isError(int item) {
        long trace = Traces.APART.traceOf(item);
        return Traces.APART.eventOf(trace) == Traces.Event.ERROR && Traces.APART.lastItem(trace) == item;
    }
}
