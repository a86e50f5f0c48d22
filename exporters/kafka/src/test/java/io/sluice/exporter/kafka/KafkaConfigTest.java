package io.sluice.exporter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.config.Checked;
import io.sluice.api.config.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        return problems(configs.make());
    }

    private static List<String> problems(Checked config) {
        Noted noted = new Noted(new ArrayList<>());
        config.check(noted);
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

    @Test
    void routesNameAnAttributeAndLegalTopics() {
        assertThat(problems(new RoutesConfig("sluice.route", Map.of("quarantine", "telemetry.quarantine"))))
                .isEmpty();
        assertThat(problems(new RoutesConfig("", Map.of())))
                .containsExactly(
                        "attribute is empty. Name the attribute, or leave the key out.",
                        "topics names no topic. Set it as in topics: {quarantine: telemetry.quarantine}.");
        assertThat(problems(new RoutesConfig("a", Map.of("quarantine", "no topic"))))
                .containsExactly("quarantine is no topic name that Kafka allows. Use up to 249 letters (a-z, A-Z),"
                        + " digits, dots, underscores and hyphens.");
        assertThat(problems(new RoutesConfig("a", Map.of("", "q"))))
                .containsExactly(" has no value of the attribute before its topic. Add the value.");
    }

    @Test
    void aSignalsTopicIsALegalName() {
        Configs configs = new Configs();
        configs.logs = new SignalTopic("telemetry/logs", null, "", List.of());
        assertThat(problems(configs.make()))
                .containsExactly("topic is no name that Kafka allows. Use up to 249 letters (a-z, A-Z), digits, dots,"
                        + " underscores and hyphens.");
    }
}
