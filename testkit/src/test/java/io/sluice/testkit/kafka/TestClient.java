package io.sluice.testkit.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes a record as an ordinary Kafka client would. */
final class TestClient {

    private TestClient() {}

    /** Sends one record and waits for the answer, at most {@code timeoutMillis}. Throws what the client library says. */
    static void send(Map<String, Object> security, String topic, byte[] value, int timeoutMillis) throws Exception {
        Map<String, Object> properties = new HashMap<>(security);
        properties.put("max.block.ms", String.valueOf(timeoutMillis));
        properties.put("delivery.timeout.ms", String.valueOf(timeoutMillis));
        properties.put("request.timeout.ms", String.valueOf(timeoutMillis / 2));
        properties.put("linger.ms", "0");
        properties.put("enable.metrics.push", "false");
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get(timeoutMillis * 2L, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        } catch (TimeoutException e) {
            throw new AssertionError("no answer at all", e);
        }
    }

    static Map<String, Object> saslSsl(BrokerEndpoints endpoints, String mechanism, String user, String password) {
        Map<String, Object> properties = sasl(endpoints.saslSsl(), "SASL_SSL", mechanism, user, password);
        properties.put("ssl.truststore.type", "PEM");
        properties.put("ssl.truststore.location", endpoints.caFile().toString());
        return properties;
    }

    static Map<String, Object> saslPlaintext(
            BrokerEndpoints endpoints, String mechanism, String user, String password) {
        return sasl(endpoints.saslPlaintext(), "SASL_PLAINTEXT", mechanism, user, password);
    }

    private static Map<String, Object> sasl(
            String bootstrap, String protocol, String mechanism, String user, String password) {
        String module = mechanism.equals("PLAIN")
                ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                : "org.apache.kafka.common.security.scram.ScramLoginModule";
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", bootstrap);
        properties.put("security.protocol", protocol);
        properties.put("sasl.mechanism", mechanism);
        properties.put(
                "sasl.jaas.config",
                module + " required username=\"" + user + "\" password=\""
                        + password.replace("\\", "\\\\").replace("\"", "\\\"") + "\";");
        return properties;
    }
}
