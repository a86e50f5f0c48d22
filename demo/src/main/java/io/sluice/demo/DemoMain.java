package io.sluice.demo;

import io.sluice.demo.platform.ImagePlatform;
import io.sluice.demo.platform.Ledgers;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./sluice demo}. Exit 0 only if everything that was acknowledged lies in Kafka. */
@Command(
        name = "sluice demo",
        mixinStandardHelpOptions = true,
        description = {
            "Runs applications, an agent, two gateways and a Kafka broker on this machine, breaks two of them,",
            "and holds what lies in Kafka against what the applications made."
        })
public final class DemoMain implements Callable<Integer> {

    private static final int REQUESTS_PER_SECOND = 40;
    private static final int UNMASKED_SECONDS = 3;
    private static final int SAMPLED_REQUESTS_PER_SECOND = 250;
    private static final int SAMPLED_SECONDS = 8;

    @Option(names = "--quick", description = "Fifteen seconds, no faults.")
    private boolean quick;

    @Option(names = "--keep", description = "Leaves everything running afterwards, until Ctrl-C.")
    private boolean keep;

    @Option(names = "--root", hidden = true, description = "The repository's root.")
    private Path root = Path.of(".");

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final long startNanos = System.nanoTime();

    private DemoMain() {}

    /** Runs the demo. */
    public static void main(String[] args) {
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF); // the SDK logs each failed export; the ledger counts them
        System.exit(new CommandLine(new DemoMain())
                .setExecutionExceptionHandler((e, commandLine, _) -> {
                    commandLine.getErr().println("sluice demo: " + (e instanceof DemoException ? e.getMessage() : e));
                    return 1;
                })
                .execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("sluice-demo-");
        say("starting a Kafka broker, two gateways and an agent; logs in " + folder);
        try (Stage stage = Stage.start(root.toAbsolutePath().normalize(), folder)) {
            say("everything is ready");
            Map<String, ProcessUsage> usages = new LinkedHashMap<>();
            ImagePlatform platform = new ImagePlatform(stage.agentEndpoint());
            try (platform) {
                platform.run(REQUESTS_PER_SECOND);
                if (quick) {
                    watch(platform, 5);
                } else {
                    runWithFaults(stage, platform, usages);
                }
                say("the applications stop and export what is left");
            }
            Ledgers ledgers = platform.ledgers();
            say("reading back from Kafka");
            Landed landed = Landed.read(stage.broker().reader());
            usages.put("agent", ProcessUsage.of(stage.agent().pid()));
            stage.gateways().forEach(gateway -> usages.put(gateway.name(), ProcessUsage.of(gateway.pid())));
            usages.put("kafka", ProcessUsage.of(stage.broker().pid()));
            say("knocking without a certificate and with a wrong password");
            Refusals refusals = Refusals.provoke(stage);
            Leaks leaks = Leaks.read(stage.broker().reader(), List.of(Landed.TRACES, Landed.LOGS, Landed.METRICS));
            say("the same for " + UNMASKED_SECONDS + " s without masking, into topics of its own");
            Leaks unmasked = runUnmasked(stage);
            say("another road for " + SAMPLED_SECONDS + " s, whose gateway samples whole traces after "
                    + Stage.DECISION_WAIT_SECONDS + " s");
            Sampled sampled = runSampled(stage, usages);
            Accounting accounting =
                    Accounting.of(ledgers, landed, refusals, platform.failedTrace(), usages, leaks, unmasked);
            accounting.print(out);
            sampled.print(out);
            if (keep) {
                waitForEver(stage);
            }
            return accounting.addsUp() && sampled.addsUp() ? 0 : 1;
        }
    }

    private static Leaks runUnmasked(Stage stage) {
        try (Stage.Road unmasked = stage.startUnmasked()) {
            try (ImagePlatform platform = new ImagePlatform(unmasked.endpoint())) {
                platform.run(REQUESTS_PER_SECOND);
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(UNMASKED_SECONDS));
            }
            return Leaks.read(stage.broker().reader(), Stage.UNMASKED);
        }
    }

    /** No faults here: such a gateway says OK once it holds the spans, so kill -9 would lose what it holds. */
    private static Sampled runSampled(Stage stage, Map<String, ProcessUsage> usages) {
        try (Stage.Road road = stage.startSampling(ImagePlatform.TAKEDOWN)) {
            ImagePlatform platform = new ImagePlatform(road.endpoint());
            try (platform) {
                platform.run(SAMPLED_REQUESTS_PER_SECOND);
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(SAMPLED_SECONDS));
            }
            usages.put("gateway-sampling", ProcessUsage.of(road.gateway().pid()));
            road.agent().stop();
            road.gateway().stop(); // decides what it still holds, and delivers it
            Leaks leaks = Leaks.read(stage.broker().reader(), Stage.SAMPLED);
            return Sampled.read(stage.broker().reader(), platform.ledgers(), leaks);
        }
    }

    private void runWithFaults(Stage stage, ImagePlatform platform, Map<String, ProcessUsage> usages) {
        watch(platform, 6);
        say("kill -9 of gateway-1");
        usages.put("gateway-1", stage.killGateway());
        watch(platform, 4);
        stage.restartGateway();
        say("gateway-1 is started again");
        watch(platform, 3);
        say("the Kafka broker is paused for 5 s");
        stage.broker().pause();
        watch(platform, 5);
        stage.broker().resume();
        say("the Kafka broker goes on");
        watch(platform, 6);
    }

    private void watch(ImagePlatform platform, int seconds) {
        for (int i = 0; i < seconds; i++) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            Ledgers ledgers = platform.ledgers();
            say("  " + platform.requests() + " requests: "
                    + ledgers.spans().made().size() + " spans made, "
                    + ledgers.spans().acknowledged().size() + " acknowledged, "
                    + ledgers.spans().failed().size() + " failed; "
                    + ledgers.logs().acknowledged().size() + " log records and "
                    + ledgers.points().acknowledged().size() + " data points acknowledged");
        }
    }

    private void say(String what) {
        out.printf("%5.1f s  %s%n", (System.nanoTime() - startNanos) / 1e9, what);
    }

    private void waitForEver(Stage stage) {
        out.println("OTLP/gRPC of the agent: " + stage.agentEndpoint());
        out.println(
                "Kafka without authentication: " + stage.broker().endpoints().internal());
        out.println("  kafka-console-consumer.sh --bootstrap-server "
                + stage.broker().endpoints().internal() + " --topic " + Landed.LOGS + " --from-beginning");
        out.println("Ctrl-C ends it.");
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
