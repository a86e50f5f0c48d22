package io.sluice.testkit.kafka;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What kind of broker is wanted. Immutable; each {@code with} method gives a changed copy.
 *
 * @param directory holds data and certificates; a broker that finds data there carries on with it. Null for a temporary one, deleted when
 *     the broker is closed
 * @param certificates folder with {@code ca.pem}, {@code server.pem} and {@code server.key}; null to have them made in the directory
 * @param ports where to listen
 * @param users passwords by name; each user has both SCRAM mechanisms and PLAIN
 * @param topics partitions by topic, made before the broker counts as ready
 * @param acls true to allow a user nothing that no ACL allows
 * @param autoCreateTopics true to make topics when they are first written to
 * @param properties further broker properties; they win over what this class sets
 */
public record BrokerOptions(
        @Nullable Path directory,
        @Nullable Path certificates,
        BrokerPorts ports,
        Map<String, String> users,
        Map<String, Integer> topics,
        boolean acls,
        boolean autoCreateTopics,
        Map<String, String> properties) {

    /** The user that every broker has unless told otherwise. */
    public static final String USER = "sluice";

    /** The password of {@link #USER}. */
    public static final String PASSWORD = "secret";

    /** A temporary broker with one user, on ports of its choice. */
    public static final BrokerOptions DEFAULT =
            new BrokerOptions(null, null, BrokerPorts.ANY, Map.of(USER, PASSWORD), Map.of(), false, false, Map.of());

    public BrokerOptions {
        users = Map.copyOf(users);
        topics = Map.copyOf(topics);
        properties = Map.copyOf(properties);
    }

    public BrokerOptions withDirectory(Path newDirectory) {
        return new BrokerOptions(newDirectory, certificates, ports, users, topics, acls, autoCreateTopics, properties);
    }

    public BrokerOptions withCertificates(Path folder) {
        return new BrokerOptions(directory, folder, ports, users, topics, acls, autoCreateTopics, properties);
    }

    public BrokerOptions withPorts(BrokerPorts newPorts) {
        return new BrokerOptions(directory, certificates, newPorts, users, topics, acls, autoCreateTopics, properties);
    }

    public BrokerOptions withUser(String name, String password) {
        return new BrokerOptions(
                directory,
                certificates,
                ports,
                with(users, name, password),
                topics,
                acls,
                autoCreateTopics,
                properties);
    }

    public BrokerOptions withTopic(String name, int partitions) {
        return new BrokerOptions(
                directory,
                certificates,
                ports,
                users,
                with(topics, name, partitions),
                acls,
                autoCreateTopics,
                properties);
    }

    public BrokerOptions withAcls() {
        return new BrokerOptions(directory, certificates, ports, users, topics, true, autoCreateTopics, properties);
    }

    public BrokerOptions withAutoCreateTopics() {
        return new BrokerOptions(directory, certificates, ports, users, topics, acls, true, properties);
    }

    public BrokerOptions withProperty(String key, String value) {
        return new BrokerOptions(
                directory, certificates, ports, users, topics, acls, autoCreateTopics, with(properties, key, value));
    }

    private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        Map<String, V> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return copy;
    }
}
