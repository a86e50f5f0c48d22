package io.sluice.testkit.kafka;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Administers a broker through its internal listener. Every call waits for its effect, at most 30 s. Threads: any. */
public final class BrokerAdmin implements AutoCloseable {

    private static final int SCRAM_ITERATIONS = 4096;

    private final Admin admin;

    /** An admin of the broker that listens without authentication at {@code bootstrap}. */
    public BrokerAdmin(String bootstrap) {
        admin = Admin.create(Map.of(
                "bootstrap.servers", bootstrap, "enable.metrics.push", "false", "auto.include.jmx.reporter", "false"));
    }

    /** Makes a topic unless it exists. */
    public void createTopic(String name, int partitions) {
        createTopic(name, partitions, Map.of());
    }

    /** Makes a topic with configuration such as {@code max.message.bytes} unless it exists. */
    public void createTopic(String name, int partitions, Map<String, String> config) {
        try {
            await(admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(config)))
                    .all());
        } catch (TopicExistsException _) {
            return;
        }
    }

    /** Changes a topic's configuration. */
    public void alterTopic(String name, Map<String, String> config) {
        Collection<AlterConfigOp> changes = new ArrayList<>();
        config.forEach(
                (key, value) -> changes.add(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET)));
        await(admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, name), changes))
                .all());
    }

    public void deleteTopic(String name) {
        await(admin.deleteTopics(List.of(name)).all());
    }

    /** The broker's topics but its own. */
    public Set<String> topics() {
        return await(admin.listTopics().names());
    }

    /** Makes a SCRAM user, or changes its password. PLAIN users are made with the broker only. */
    public void setPassword(String user, String password) {
        for (ScramMechanism mechanism : List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512)) {
            await(admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            user,
                            new ScramCredentialInfo(mechanism, SCRAM_ITERATIONS),
                            password.getBytes(StandardCharsets.UTF_8))))
                    .all());
        }
    }

    /** Allows a user operations on a topic. */
    public void allow(String user, String topic, AclOperation... operations) {
        await(admin.createAcls(bindings(user, topic, operations)).all());
    }

    /** Takes back what {@link #allow} allowed. */
    public void disallow(String user, String topic, AclOperation... operations) {
        await(admin.deleteAcls(bindings(user, topic, operations).stream()
                        .map(AclBinding::toFilter)
                        .toList())
                .all());
    }

    private static List<AclBinding> bindings(String user, String topic, AclOperation... operations) {
        List<AclBinding> bindings = new ArrayList<>();
        for (AclOperation operation : operations) {
            bindings.add(new AclBinding(
                    new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                    new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW)));
        }
        return bindings;
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker did not answer within 30 s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
