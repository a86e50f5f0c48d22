package io.sluice.exporter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.config.Problems;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KafkaConfigTest {

    /** Notes what is reported, as one text each. */
    private record Noted(List<String> texts) implements Problems {

        @Override
        public void error(String key, String what, String remedy) {
            texts.add(key + " " + what + ". " + remedy);
        }

        @Override
        public void warning(String key, String what, String remedy) {
            texts.add(key + " " + what + ". " + remedy);
        }

        @Override
        public Problems at(String key) {
            return this;
        }

        @Override
        public boolean isSet(String key) {
            return false;
        }
    }

    private static List<String> problems(String broker) {
        Configs configs = new Configs();
        configs.brokers = List.of(broker);
        Noted noted = new Noted(new ArrayList<>());
        configs.make().check(noted);
        return noted.texts();
    }

    @Test
    void aUserInABrokersAddressIsAnErrorThatDoesNotRepeatThePassword() {
        assertThat(problems("SASL_SSL://user:hunter2@kafka-0:9093"))
                .containsExactly("brokers has a user before kafka-0:9093. Write host:port there, and the user below"
                        + " auth::sasl.");
    }

    @Test
    void aBrokerIsHostAndPort() {
        assertThat(problems("kafka-0:9093")).isEmpty();
        assertThat(problems("SASL_SSL://kafka-0:9093")).isEmpty();
        assertThat(problems("kafka-0"))
                .containsExactly("brokers has kafka-0, which is not host:port. Write host:port, as in kafka-0:9092.");
    }
}
