package io.sluice.bench;

import io.sluice.pdata.Signal;
import io.sluice.testkit.kafka.BrokerOptions;
import io.sluice.testkit.kafka.BrokerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./sluice bench rebalance}: an agent with {@code load_balancing} before two gateways that sample whole traces, then three, then two
 * again, under load; or the second of two, whose answers come after their decisions, is killed. DNS is a file of hosts that is rewritten; gateways have addresses of their own on loopback.
 */
@Command(
        name = "rebalance",
        mixinStandardHelpOptions = true,
        description = "Adds a gateway behind a balancing agent and takes it away under load, and counts traces.")
final class RebalanceCommand implements Callable<Integer> {

    private static final String NAME = "gateways.test";
    private static final int GATEWAYS = 3;
    private static final int OTLP = 4317;
    private static final int AGENT_METRICS = 8888;
    private static final int HEALTH = 13_133;
    private static final int FIRST_SECONDS = 10;
    private static final int STAY_SECONDS = 20;

    /** Until a gateway that has left DNS may end: the handover, the interval, the gateway's decision_wait, and some. */
    private static final int LEAVE_SECONDS = 6 + 1 + 5 + 3;

    private static final int LAST_SECONDS = 10;
    private static final int KILL_SECONDS = 7;
    private static final int START_SECONDS = 3;

    /** Answers come after 5 s; the agent holds what waits for them, and sends it again soon if its gateway is gone. */
    private static final List<String> CUSTODY_OF_AGENT = List.of(
            "--set=exporters.load_balancing.protocol.otlp.timeout=30s",
            "--set=exporters.load_balancing.protocol.otlp.retry_on_failure={initial_interval: 200ms, max_interval: 1s,"
                    + " max_elapsed_time: 0s}",
            "--set=exporters.load_balancing.protocol.otlp.sending_queue={wait_for_result: false, sizer: bytes,"
                    + " in_flight_bytes: 268435456, queue_size: 335544320}",
            "--set=service.engine={max_bytes: 402653184, shutdown_timeout: 40s}");

    private static final List<String> CUSTODY_OF_GATEWAY = List.of(
            "--set=receivers.otlp.protocols.grpc.result_timeout=25s",
            "--set=receivers.otlp.protocols.grpc.max_concurrent_streams=20000",
            "--set=processors.tail_sampling.ack=on_decision",
            "--set=processors.tail_sampling.retry_for=15s");
    private static final int SETTLE_SECONDS = 10;
    private static final int DRAIN_SECONDS = 60;

    @Option(names = "--cycles", defaultValue = "2", description = "how often the third gateway comes and goes")
    private int cycles = 2;

    @Option(
            names = "--kills",
            defaultValue = "0",
            description = "instead of that, how often the second gateway is killed and started again, with ack:"
                    + " on_decision")
    private int kills;

    @Option(names = "--rate", defaultValue = "20000", description = "spans a second")
    private long rate = 20_000;

    @Option(
            names = "--handover",
            defaultValue = "6",
            description = "seconds for which traces stay where they began; 0 shows what that is good for")
    private int handover = 6;

    @Option(names = "--json", description = "file to write the results to")
    private @Nullable Path json;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Path home = Path.of("").toAbsolutePath();
    private final List<Running> gateways = new ArrayList<>();
    private final BitSet unacknowledged = new BitSet();
    private int requests = -1;
    private double accepted;

    private RebalanceCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("sluice-bench-");
        try (FileChannel _ = BenchMain.onlyOne();
                BrokerProcess broker = Brokers.start(folder)) {
            boolean exits = run(folder, broker);
            ItemSet items = new ItemSet(Signal.TRACES);
            broker.reader().forEach(List.of(Brokers.TRACES), record -> items.add(record.value()));
            TailSample sample = TailSample.consistent(requests, unacknowledged);
            TraceAccounting accounting = TraceAccounting.of(
                    requests,
                    unacknowledged,
                    items::has,
                    trace -> sample.must(Math.toIntExact(Traces.APART.lastItem(trace))));
            return report(accounting, items.repeats().size(), exits);
        } finally {
            BenchMain.delete(folder);
        }
    }

    private boolean run(Path folder, BrokerProcess broker) throws IOException, InterruptedException {
        Path hosts = folder.resolve("hosts");
        name(hosts, 2);
        boolean exits = true;
        try {
            gateways.add(gateway(folder, broker, 0));
            gateways.add(gateway(folder, broker, 1));
            Running agent = agent(folder, hosts);
            gateways.add(agent);
            Process load = load(folder);
            TimeUnit.SECONDS.sleep(FIRST_SECONDS);
            killRepeatedly(folder, broker);
            for (int i = 0; i < cycles && kills == 0; i++) {
                Running third = gateway(folder, broker, 2);
                gateways.add(third);
                name(hosts, GATEWAYS);
                TimeUnit.SECONDS.sleep(STAY_SECONDS);
                name(hosts, 2);
                TimeUnit.SECONDS.sleep(LEAVE_SECONDS);
                accepted += Http.counter(metricsPort(2), "otelcol_receiver_accepted_spans");
                int exit = third.terminate();
                out.println("cycle " + (i + 1) + " of " + cycles + ", exit " + exit);
                exits &= exit == 0;
            }
            if (!load.waitFor(loadSeconds() + DRAIN_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the load generator did not come to its end");
            }
            readLoad(folder.resolve("load.log"));
            out.printf(
                    Locale.ROOT,
                    "parts of requests: %.0f, rerouted %.0f%n",
                    Http.counter(AGENT_METRICS, "otelcol_loadbalancer_backend_outcome"),
                    Http.counter(AGENT_METRICS, "otelcol_loadbalancer_rerouted_parts"));
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            exits &= agent.terminate() == 0;
            exits &= gateways.get(0).terminate() == 0;
            exits &= gateways.get(1).terminate() == 0;
        } finally {
            gateways.reversed().forEach(Running::close);
        }
        return exits;
    }

    private void killRepeatedly(Path folder, BrokerProcess broker) throws InterruptedException {
        for (int i = 0; i < kills; i++) {
            gateways.get(1).kill();
            gateways.set(1, gateway(folder, broker, 1));
            out.println("kill " + (i + 1) + " of " + kills);
            TimeUnit.SECONDS.sleep(KILL_SECONDS);
        }
    }

    /** Has the name stand for the first gateways. */
    private static void name(Path hosts, int count) throws IOException {
        StringBuilder text = new StringBuilder("127.0.0.1 localhost\n");
        for (int i = 0; i < count; i++) {
            text.append(host(i)).append(' ').append(NAME).append('\n');
        }
        Path next = hosts.resolveSibling("hosts.next");
        Files.writeString(next, text);
        Files.move(next, hosts, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String host(int gateway) {
        return "127.0.0." + (gateway + 2);
    }

    private static int metricsPort(int gateway) {
        return AGENT_METRICS + 1 + gateway;
    }

    private Running gateway(Path folder, BrokerProcess broker, int number) {
        int health = HEALTH + 1 + number;
        List<String> command = new ArrayList<>(Subject.sluice(home).command());
        command.add("--config");
        command.add(home.resolve("bench/configs/rebalance-gateway.yaml").toString());
        command.addAll(kills > 0 ? CUSTODY_OF_GATEWAY : List.of());
        return Running.start(
                        command,
                        Map.of(
                                "HOST", host(number),
                                "HEALTH", Integer.toString(health),
                                "METRICS", Integer.toString(metricsPort(number)),
                                "BROKERS", broker.endpoints().saslPlaintext(),
                                "KAFKA_USER", BrokerOptions.USER,
                                "KAFKA_PASSWORD", BrokerOptions.PASSWORD),
                        folder.resolve("gateway-" + number + ".log"))
                .awaitHealthy(health);
    }

    private Running agent(Path folder, Path hosts) {
        List<String> command = new ArrayList<>(Subject.sluice(home).agentCommand());
        command.add("--config");
        command.add(home.resolve("bench/configs/rebalance-agent.yaml").toString());
        command.add("--set=exporters.load_balancing.handover=" + handover + "s");
        command.addAll(kills > 0 ? CUSTODY_OF_AGENT : List.of());
        return Running.start(
                        command,
                        Map.of(
                                "SLUICE_JVM_OPTS",
                                "-Djdk.net.hosts.file=" + hosts,
                                "SLUICE_HEAP",
                                kills > 0 ? "768m" : "64m"),
                        folder.resolve("agent.log"))
                .awaitHealthy(HEALTH)
                .awaitListening(OTLP);
    }

    private int loadSeconds() {
        return kills > 0
                ? FIRST_SECONDS + kills * (KILL_SECONDS + START_SECONDS) + LAST_SECONDS
                : FIRST_SECONDS + cycles * (STAY_SECONDS + LEAVE_SECONDS + LAST_SECONDS);
    }

    private Process load(Path folder) throws IOException {
        List<String> command = Jvm.command(List.of("-Xmx256m", "-XX:+UseSerialGC"), LoadMain.class);
        command.addAll(List.of(
                "--port",
                Integer.toString(OTLP),
                "--rate",
                Long.toString(rate),
                "--traces",
                Traces.APART.name(),
                "--warm-up",
                "0",
                "--seconds",
                Integer.toString(loadSeconds()),
                "--in-flight",
                "64"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("load.log").toFile())
                .start();
        Children.register(process);
        return process;
    }

    private void readLoad(Path log) throws IOException {
        for (String line : Files.readAllLines(log, StandardCharsets.UTF_8)) {
            if (line.startsWith("UNACKNOWLEDGED")) {
                unacknowledged.set(Integer.parseInt(line.substring(line.indexOf(' ') + 1)));
            } else if (line.startsWith("END")) {
                requests = Math.toIntExact(Trial.value(line, "requests"));
            }
        }
        if (requests < 0) {
            throw new IllegalStateException(
                    "the load generator said: " + Files.readString(log, StandardCharsets.UTF_8));
        }
    }

    private int report(TraceAccounting accounting, int duplicates, boolean exits) throws IOException {
        // Spans that are sent again may come to the other gateway, so traces may be divided; errors are not lost by
        // that.
        boolean met = exits && (kills > 0 ? accounting.losesNoError() : accounting.isMet());
        out.print(accounting.text());
        out.printf(
                Locale.ROOT,
                "requests %d, not acknowledged %d; spans that arrived twice %d; the third gateway took %.0f spans%n",
                requests,
                unacknowledged.cardinality(),
                duplicates,
                accepted);
        out.println(met ? "All bars are met." : "NOT all bars are met.");
        if (json != null) {
            Files.writeString(
                    json,
                    String.format(
                            Locale.ROOT,
                            "{\"cycles\":%d,\"kills\":%d,\"handover_s\":%d,\"rate\":%d,\"requests\":%d,\"unacknowledged\":%d,%s,\"duplicates\":%d,"
                                + "\"third_gateway_spans\":%.0f,\"exits_are_0\":%b,\"met\":%b}%n",
                            kills > 0 ? 0 : cycles,
                            kills,
                            handover,
                            rate,
                            requests,
                            unacknowledged.cardinality(),
                            accounting.json(),
                            duplicates,
                            accepted,
                            exits,
                            met));
        }
        return met ? 0 : 1;
    }
}
