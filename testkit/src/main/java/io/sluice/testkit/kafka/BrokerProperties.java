package io.sluice.testkit.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The properties of a small single-node KRaft broker that starts fast and fits in a heap of 64 MiB. */
final class BrokerProperties {

    static final int NODE = 1;
    static final String CONTROLLER = "CONTROLLER";
    private static final String SCRAM_LOGIN = "org.apache.kafka.common.security.scram.ScramLoginModule required;";

    private BrokerProperties() {}

    static Properties of(BrokerOptions options, BrokerPorts ports, Path data, Path certificates) throws IOException {
        Properties properties = new Properties();
        node(properties, ports, data);
        small(properties);
        tls(properties, certificates);
        sasl(properties, "sasl_ssl", options.users());
        sasl(properties, "sasl_plaintext", options.users());
        if (options.acls()) {
            properties.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
            properties.put("super.users", "User:ANONYMOUS");
        }
        properties.put("auto.create.topics.enable", String.valueOf(options.autoCreateTopics()));
        properties.putAll(options.properties());
        return properties;
    }

    private static void node(Properties properties, BrokerPorts ports, Path data) {
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", String.valueOf(NODE));
        properties.put("controller.quorum.voters", NODE + "@127.0.0.1:" + ports.controller());
        properties.put("controller.listener.names", CONTROLLER);
        properties.put(
                "listeners",
                "SASL_SSL://127.0.0.1:" + ports.saslSsl() + ",SASL_PLAINTEXT://127.0.0.1:" + ports.saslPlaintext()
                        + ",INTERNAL://127.0.0.1:" + ports.internal() + "," + CONTROLLER + "://127.0.0.1:"
                        + ports.controller());
        properties.put(
                "listener.security.protocol.map",
                "SASL_SSL:SASL_SSL,SASL_PLAINTEXT:SASL_PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("inter.broker.listener.name", "INTERNAL");
        properties.put("log.dirs", data.toString());
    }

    private static void small(Properties properties) {
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("transaction.state.log.num.partitions", "1");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("share.coordinator.state.topic.num.partitions", "1");
        properties.put("default.replication.factor", "1");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("num.network.threads", "1");
        properties.put("num.io.threads", "2");
        properties.put("background.threads", "2");
        properties.put("num.recovery.threads.per.data.dir", "1");
        properties.put("log.cleaner.dedupe.buffer.size", "2097152");
        properties.put("log.index.size.max.bytes", "1048576");
        properties.put("message.max.bytes", "16777216");
        properties.put("replica.fetch.max.bytes", "16777216");
        properties.put("socket.request.max.bytes", "104857600");
        // A broker that was killed registers again only once its former self is given up.
        properties.put("broker.session.timeout.ms", "3000");
        properties.put("broker.heartbeat.interval.ms", "500");
        properties.put("controlled.shutdown.enable", "false");
        properties.put("controller.quorum.election.timeout.ms", "200");
        properties.put("controller.quorum.election.backoff.max.ms", "200");
        properties.put("controller.quorum.fetch.timeout.ms", "500");
    }

    private static void tls(Properties properties, Path certificates) throws IOException {
        properties.put("listener.name.sasl_ssl.ssl.keystore.type", "PEM");
        properties.put(
                "listener.name.sasl_ssl.ssl.keystore.certificate.chain",
                Files.readString(certificates.resolve("server.pem")));
        properties.put("listener.name.sasl_ssl.ssl.keystore.key", Files.readString(certificates.resolve("server.key")));
        properties.put("listener.name.sasl_ssl.ssl.truststore.type", "PEM");
        properties.put(
                "listener.name.sasl_ssl.ssl.truststore.certificates", Files.readString(certificates.resolve("ca.pem")));
    }

    private static void sasl(Properties properties, String listener, Map<String, String> users) {
        String prefix = "listener.name." + listener + ".";
        properties.put(prefix + "sasl.enabled.mechanisms", "SCRAM-SHA-512,SCRAM-SHA-256,PLAIN");
        properties.put(prefix + "scram-sha-512.sasl.jaas.config", SCRAM_LOGIN);
        properties.put(prefix + "scram-sha-256.sasl.jaas.config", SCRAM_LOGIN);
        properties.put(prefix + "plain.sasl.jaas.config", plainLogin(users));
    }

    private static String plainLogin(Map<String, String> users) {
        StringBuilder login = new StringBuilder("org.apache.kafka.common.security.plain.PlainLoginModule required");
        users.forEach((name, password) -> login.append(" user_")
                .append(name)
                .append("=\"")
                .append(password.replace("\\", "\\\\").replace("\"", "\\\""))
                .append('"'));
        return login.append(';').toString();
    }
}
