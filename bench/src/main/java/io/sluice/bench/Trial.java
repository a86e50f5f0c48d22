package io.sluice.bench;

import io.sluice.bench.Case.Destination;
import io.sluice.pdata.Signal;
import io.sluice.testkit.kafka.BrokerOptions;
import io.sluice.testkit.kafka.BrokerPorts;
import io.sluice.testkit.kafka.BrokerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of one case with one subject: a fresh broker and the load generator on core 1, what is measured alone on core 0; its CPU time
 * is read when the window opens and when it closes; afterwards every acknowledged item is looked for.
 */
final class Trial {

    private static final int SUBJECT_CORE = 0;
    private static final int OTHER_CORE = 1;
    private static final int SINK_PORT = 14317;
    private static final int ROAD_PORT = 14417;
    private static final int PARTITIONS = 4;
    private static final long END_SECONDS = 30;
    private static final long SETTLE_SECONDS = 5;
    private static final BrokerPorts PORTS = new BrokerPorts(9093, 9092, 0, 0);

    private final Case work;
    private final Subject subject;
    private final Path configs;
    private final Path folder;
    private final int warmUpSeconds;
    private final int seconds;
    private final long rate;
    private List<String> arguments = List.of();
    private Probe probe = Probe.NONE;

    /**
     * @param configs folder of the configurations
     * @param folder for logs and data
     * @param rate items a second; 0 for as many as possible
     */
    Trial(Case work, Subject subject, Path configs, Path folder, int warmUpSeconds, int seconds, long rate) {
        this.work = work;
        this.subject = subject;
        this.configs = configs;
        this.folder = folder;
        this.warmUpSeconds = warmUpSeconds;
        this.seconds = seconds;
        this.rate = rate;
    }

    /** The same with further arguments for what is measured, and somebody who looks at it while it is. */
    Trial watched(List<String> further, Probe by) {
        arguments = further;
        probe = by;
        return this;
    }

    /** What the load generator said. */
    private static final class Load {
        private double cpu;
        private long items;
        private long nanos;
        private long p50;
        private long p99;
        private long p999;
        private long rss;
        private long peak;
        private long requests;
        private boolean ended;
        private final BitSet unacknowledged = new BitSet();
    }

    Result run() {
        BrokerOptions options = BrokerOptions.DEFAULT
                .withDirectory(folder.resolve("kafka"))
                .withPorts(PORTS)
                .withTopic("telemetry.traces", PARTITIONS)
                .withTopic("telemetry.logs", PARTITIONS)
                .withTopic("telemetry.metrics", PARTITIONS);
        try (BrokerProcess broker = new BrokerProcess(
                options, BrokerProcess.FAST, List.of("taskset", "-c", Integer.toString(OTHER_CORE)))) {
            return work.destination() == Destination.SINK ? throughSink(broker) : intoKafka(broker);
        }
    }

    private Result intoKafka(BrokerProcess broker) {
        Load load = measure(broker);
        ItemSet items = new ItemSet(work.destination() == Destination.LOGS_IN_KAFKA ? Signal.LOGS : Signal.TRACES);
        String topic = work.destination() == Destination.LOGS_IN_KAFKA ? "telemetry.logs" : "telemetry.traces";
        broker.reader().forEach(List.of(topic), record -> items.add(record.value()));
        Arrival arrival = work.arrival(subject.isPeer(), load.requests, load.unacknowledged);
        long unwanted = items.unwanted(arrival);
        if (unwanted > 0) {
            throw new IllegalStateException(unwanted + " items arrived that were to be dropped on the way");
        }
        return result(
                load,
                items.missing(load.requests, work.items(), load.unacknowledged, arrival),
                items.total() - items.distinct());
    }

    private Result throughSink(BrokerProcess broker) {
        List<String> command = new ArrayList<>(List.of("taskset", "-c", Integer.toString(OTHER_CORE)));
        command.addAll(Jvm.command(List.of("-Xmx512m", "-XX:+UseParallelGC"), SinkMain.class));
        command.add(Integer.toString(SINK_PORT));
        Process sink = start(command);
        try {
            BufferedReader said =
                    new BufferedReader(new InputStreamReader(sink.getInputStream(), StandardCharsets.UTF_8));
            if (!"READY".equals(said.readLine())) {
                throw new IllegalStateException("the sink does not start");
            }
            Load load = measure(broker);
            try (OutputStream in = sink.getOutputStream()) {
                StringBuilder told = new StringBuilder("REQUESTS " + load.requests + " ITEMS " + work.items() + "\n");
                load.unacknowledged.stream()
                        .forEach(n -> told.append("UNACKNOWLEDGED ").append(n).append('\n'));
                in.write(told.toString().getBytes(StandardCharsets.UTF_8));
            }
            long missing = Long.parseLong(String.valueOf(said.readLine()).replaceAll("\\D", ""));
            String counts = String.valueOf(said.readLine());
            return result(load, missing, value(counts, "total") - value(counts, "distinct"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            sink.destroyForcibly();
        }
    }

    private Load measure(BrokerProcess broker) {
        Map<String, String> environment =
                Map.of("CERTS", broker.endpoints().certificates().toString(), "GOMAXPROCS", "1");
        List<Running> subjects = new ArrayList<>();
        try {
            Path config = configs.resolve(work.config() + ".yaml");
            String brokers = broker.endpoints().saslPlaintext();
            if (work.isRoad()) {
                subjects.add(start(subject, config, ROAD_PORT, brokers, environment, "gateway"));
                Path agentConfig = configs.resolve("road-agent.yaml");
                subjects.add(start(subject.firstHop(), agentConfig, work.port(), brokers, environment, "agent"));
            } else {
                subjects.add(start(subject, config, work.port(), brokers, environment, "subject"));
            }
            Load load = load(broker, subjects);
            awaitDecisions();
            return load;
        } finally {
            subjects.reversed().forEach(Running::close);
        }
    }

    /** Ends the subject only once it holds nothing back, so that what it does when it ends changes nothing. */
    private void awaitDecisions() {
        try {
            TimeUnit.SECONDS.sleep(work.holdSeconds() == 0 ? 0 : work.holdSeconds() + SETTLE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Running start(
            Subject started, Path config, int port, String brokers, Map<String, String> environment, String name) {
        List<String> line =
                new ArrayList<>(started.commandLine(config, port, brokers, BrokerOptions.USER, BrokerOptions.PASSWORD));
        line.addAll(arguments);
        return Running.start(SUBJECT_CORE, line, environment, folder.resolve(name + ".log"))
                .awaitListening(port);
    }

    private Load load(BrokerProcess broker, List<Running> subjects) {
        List<String> command = new ArrayList<>(List.of("taskset", "-c", Integer.toString(OTHER_CORE)));
        command.addAll(Jvm.command(List.of("-Xmx256m", "-XX:+UseSerialGC"), LoadMain.class));
        command.addAll(List.of(
                "--port",
                Integer.toString(work.port()),
                "--warm-up",
                Integer.toString(warmUpSeconds),
                "--seconds",
                Integer.toString(seconds),
                "--rate",
                Long.toString(rate)));
        for (String argument : work.load()) {
            command.add(argument);
            if (argument.equals("--tls")) {
                command.add(broker.endpoints().certificates().toString());
            }
        }
        Process process = start(command);
        try {
            Load load = new Load();
            double before = 0;
            BufferedReader said =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line;
            while ((line = said.readLine()) != null) {
                if (line.equals("BEGIN")) {
                    before = cpu(subjects);
                    probe.begin();
                } else if (line.startsWith("MEASURED")) {
                    load.cpu = cpu(subjects) - before;
                    probe.end();
                    load.items = value(line, "items");
                    load.nanos = value(line, "nanos");
                    load.rss = subjects.stream().mapToLong(Running::rssMib).sum();
                    load.peak = subjects.stream().mapToLong(Running::peakMib).sum();
                } else if (line.startsWith("ANSWERED")) {
                    load.p50 = value(line, "p50");
                    load.p99 = value(line, "p99");
                    load.p999 = value(line, "p999");
                } else if (line.startsWith("UNACKNOWLEDGED")) {
                    load.unacknowledged.set(Integer.parseInt(line.substring(line.indexOf(' ') + 1)));
                } else if (line.startsWith("END")) {
                    load.requests = value(line, "requests");
                    load.ended = true;
                }
            }
            if (!load.ended || !process.waitFor(END_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(
                        "the load generator did not come to its end: what it sent cannot be accounted for");
            }
            return load;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Children.register(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double cpu(List<Running> subjects) {
        return subjects.stream().mapToDouble(Running::cpuSeconds).sum();
    }

    static long value(String line, String name) {
        for (String word : line.split(" ", -1)) {
            if (word.startsWith(name + "=")) {
                return Long.parseLong(word.substring(name.length() + 1));
            }
        }
        throw new IllegalStateException("no " + name + " in: " + line);
    }

    private Result result(Load load, long missing, long duplicates) {
        return new Result(
                work.name(),
                subject.name(),
                load.items == 0 ? Double.NaN : load.cpu / load.items * 1e6,
                load.nanos == 0 ? 0 : load.items * 1e9 / load.nanos,
                load.p50,
                load.p99,
                load.p999,
                load.rss,
                load.peak,
                missing,
                duplicates,
                load.unacknowledged.cardinality());
    }
}
