package io.sluice.exporter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.internals.Topic;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopicNameTest {

    static String[] names() {
        return new String[] {
            "telemetry.logs",
            "A_z-0.9",
            "a",
            "",
            ".",
            "..",
            "...",
            "a b",
            "a/b",
            "é",
            "a\n",
            "a:",
            "a@",
            "[",
            "`",
            "{",
            "_",
            "__consumer_offsets",
            "x".repeat(249),
            "x".repeat(250)
        };
    }

    @ParameterizedTest
    @MethodSource("names")
    void isLegalAsKafkaSays(String name) {
        assertThat(TopicName.isLegal(name)).isEqualTo(isLegalToKafka(name));
    }

    private static boolean isLegalToKafka(String name) {
        try {
            Topic.validate(name);
            return true;
        } catch (InvalidTopicException _) {
            return false;
        }
    }
}
