package io.sluice.testkit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class BrokerProcessIT {

    @Test
    void keepsDataAndPortsOverKillAndAnswersNothingWhilePaused() throws Exception {
        try (BrokerProcess broker = new BrokerProcess(BrokerOptions.DEFAULT.withTopic("kept", 1))) {
            BrokerEndpoints before = broker.endpoints();
            Map<String, Object> client = TestClient.saslSsl(before, "SCRAM-SHA-512", "sluice", "secret");
            TestClient.send(client, "kept", "one".getBytes(UTF_8), 10_000);

            broker.kill();
            broker.restart();

            assertThat(broker.endpoints()).isEqualTo(before);
            TestClient.send(client, "kept", "two".getBytes(UTF_8), 10_000);

            broker.pause();
            assertThatThrownBy(() -> TestClient.send(client, "kept", "lost".getBytes(UTF_8), 1_000))
                    .isInstanceOf(TimeoutException.class);
            broker.resume();

            TestClient.send(client, "kept", "three".getBytes(UTF_8), 10_000);
            assertThat(broker.reader().readAll("kept"))
                    .extracting(record -> new String(record.value(), UTF_8))
                    .containsExactly("one", "two", "three");
        }
    }
}
