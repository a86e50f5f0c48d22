package io.sluice.demo;

import io.sluice.testkit.TestCertificates;
import io.sluice.testkit.kafka.BrokerOptions;
import io.sluice.testkit.kafka.BrokerProcess;
import io.sluice.testkit.net.TcpBalancer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything but the applications: certificates, a Kafka broker (KRaft, SASL_SSL, SCRAM-SHA-512), two gateways behind a balancer, an agent.
 * Agent and gateways are the products as packaged, with the configuration that they run without {@code --config}; what cannot be twice on one
 * machine, ports, is set, and, because of the balancer, that the agent does not divide traces and the gateways do not sample them.
 */
final class Stage implements AutoCloseable {

    private static final String PASSWORD = "demo-secret";
    private static final int PARTITIONS = 4;

    /** Topics of what is written without masking, for comparison. */
    static final List<String> UNMASKED = List.of("unmasked.traces", "unmasked.logs", "unmasked.metrics");

    /** Topics of what is written with tail sampling. */
    static final List<String> SAMPLED = List.of("sampled.traces", "sampled.logs", "sampled.metrics");

    /** How long traces are held there before they are decided. */
    static final int DECISION_WAIT_SECONDS = 2;

    private final Path root;
    private final Path gatewayScript;
    private final Path folder;
    private final BrokerProcess broker;
    private final List<ProductProcess> gateways = new ArrayList<>();
    private final List<Integer> gatewayPorts;
    private final TcpBalancer balancer;
    private final ProductProcess agent;
    private final int agentPort;

    private Stage(
            Path root,
            Path gatewayScript,
            Path folder,
            BrokerProcess broker,
            List<Integer> gatewayPorts,
            TcpBalancer balancer,
            ProductProcess agent,
            int agentPort) {
        this.root = root;
        this.gatewayScript = gatewayScript;
        this.folder = folder;
        this.broker = broker;
        this.gatewayPorts = gatewayPorts;
        this.balancer = balancer;
        this.agent = agent;
        this.agentPort = agentPort;
    }

    /**
     * Starts everything and waits until all of it is ready.
     *
     * @param root the repository's root, below which the products are packaged
     * @param folder for certificates, data and logs
     */
    static Stage start(Path root, Path folder) {
        Path gatewayScript = script(root, "gateway");
        TestCertificates authority =
                TestCertificates.authority("Sluice demo CA").write(folder.resolve("ca.pem"));
        authority.server().write(folder, "server");
        authority.client("spiffe://demo/agent/node-1").write(folder, "client");

        BrokerOptions options = BrokerOptions.DEFAULT
                .withCertificates(folder)
                .withDirectory(folder.resolve("kafka"))
                .withUser(BrokerOptions.USER, PASSWORD)
                .withTopic(Landed.TRACES, PARTITIONS)
                .withTopic(Landed.LOGS, PARTITIONS)
                .withTopic(Landed.METRICS, PARTITIONS);
        for (List<String> topics : List.of(UNMASKED, SAMPLED)) {
            for (String topic : topics) {
                options = options.withTopic(topic, PARTITIONS);
            }
        }
        BrokerProcess broker = new BrokerProcess(options);
        List<Integer> ports = Ports.free(6);
        List<Integer> gatewayPorts = ports.subList(0, 2);
        TcpBalancer balancer = new TcpBalancer(0, gatewayPorts);
        int agentPort = ports.get(2);
        ProductProcess agent = ProductProcess.start(
                "agent",
                script(root, "agent"),
                joined(Settings.agent(agentPort, ports.get(3), ports.get(4), ports.get(5)), Settings.throughBalancer()),
                Settings.agentEnvironment(folder, balancer.port()),
                ports.get(4),
                folder);
        Stage stage = new Stage(root, gatewayScript, folder, broker, gatewayPorts, balancer, agent, agentPort);
        for (int i = 0; i < gatewayPorts.size(); i++) {
            stage.gateways.add(stage.startGateway("gateway-" + (i + 1), gatewayPorts.get(i), PASSWORD));
        }
        stage.gateways.forEach(ProductProcess::awaitReady);
        agent.awaitReady();
        return stage;
    }

    private static List<String> joined(List<String> some, List<String> others) {
        List<String> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private static Path script(Path root, String product) {
        String name = "sluice-" + product;
        return root.resolve(product)
                .resolve("target")
                .resolve(name)
                .resolve("bin")
                .resolve(name);
    }

    private ProductProcess startGateway(String name, int port, String password) {
        List<Integer> own = Ports.free(3);
        return ProductProcess.start(
                name,
                gatewayScript,
                joined(Settings.gateway(port, own.get(0), own.get(1), own.get(2)), Settings.unsampled()),
                Settings.gatewayEnvironment(folder, broker.endpoints().saslSsl(), BrokerOptions.USER, password),
                own.get(1),
                folder);
    }

    /** The agent's OTLP/gRPC endpoint. */
    String agentEndpoint() {
        return "http://127.0.0.1:" + agentPort;
    }

    /** A gateway's own OTLP/gRPC port, past the balancer. */
    int gatewayPort() {
        return gatewayPorts.get(1);
    }

    Path folder() {
        return folder;
    }

    BrokerProcess broker() {
        return broker;
    }

    ProductProcess agent() {
        return agent;
    }

    List<ProductProcess> gateways() {
        return List.copyOf(gateways);
    }

    /** Bytes that the balancer sent to each gateway, by port. */
    Map<Integer, Long> forwardedBytes() {
        return balancer.forwardedBytes();
    }

    /** Kills the first gateway without warning and gives what it had used. */
    ProcessUsage killGateway() {
        ProductProcess victim = gateways.get(0);
        ProcessUsage used = ProcessUsage.of(victim.pid());
        victim.kill();
        return used;
    }

    /** Starts the killed gateway again on its port. */
    void restartGateway() {
        gateways.set(0, startGateway("gateway-1b", gatewayPorts.get(0), PASSWORD));
    }

    /**
     * Starts a further gateway with a wrong password, to see what its operator is told.
     *
     * @return the process, to be closed, and the port it listens on
     */
    Misled startMisledGateway() {
        int port = Ports.free(1).get(0);
        return new Misled(startGateway("gateway-wrong-password", port, "not-the-password"), port);
    }

    /** Starts a further agent and gateway that do all but mask, and write to {@link #UNMASKED}. */
    Road startUnmasked() {
        return startRoad(
                "unmasked",
                Settings.withoutMasking("memory_limiter"),
                joined(Settings.withoutMasking("memory_limiter, batch"), Settings.topics(UNMASKED)),
                Map.of());
    }

    /**
     * Starts a further agent and gateway, which samples whole traces as its default says and writes to {@link #SAMPLED}.
     *
     * @param route of which every trace is kept
     */
    Road startSampling(String route) {
        return startRoad(
                "sampling", List.of(), Settings.topics(SAMPLED), Settings.sampling(DECISION_WAIT_SECONDS, route));
    }

    private Road startRoad(
            String name, List<String> ofAgent, List<String> ofGateway, Map<String, String> environmentOfGateway) {
        List<Integer> ports = Ports.free(8);
        Map<String, String> environment = new HashMap<>(
                Settings.gatewayEnvironment(folder, broker.endpoints().saslSsl(), BrokerOptions.USER, PASSWORD));
        environment.putAll(environmentOfGateway);
        ProductProcess gateway = ProductProcess.start(
                "gateway-" + name,
                gatewayScript,
                joined(Settings.gateway(ports.get(0), ports.get(1), ports.get(2), ports.get(3)), ofGateway),
                environment,
                ports.get(2),
                folder);
        ProductProcess further = ProductProcess.start(
                "agent-" + name,
                script(root, "agent"),
                joined(Settings.agent(ports.get(4), ports.get(5), ports.get(6), ports.get(7)), ofAgent),
                Settings.agentEnvironment(folder, ports.get(0)),
                ports.get(6),
                folder);
        Road road = new Road(further, gateway, "http://127.0.0.1:" + ports.get(4));
        gateway.awaitReady();
        further.awaitReady();
        return road;
    }

    /**
     * An agent and a gateway of its own.
     *
     * @param endpoint the agent's OTLP/gRPC endpoint
     */
    record Road(ProductProcess agent, ProductProcess gateway, String endpoint) implements AutoCloseable {
        @Override
        public void close() {
            agent.close();
            gateway.close();
        }
    }

    /** A gateway with a wrong password. */
    record Misled(ProductProcess process, int port) {}

    @Override
    public void close() {
        @Nullable RuntimeException failure = null;
        List<AutoCloseable> parts = new ArrayList<>(gateways);
        parts.add(agent);
        parts.add(balancer);
        parts.add(broker);
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                failure = new IllegalStateException("a part of the demo did not stop", e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
