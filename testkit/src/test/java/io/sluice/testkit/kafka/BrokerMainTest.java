package io.sluice.testkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BrokerMainTest {

    @Test
    void readsTheCommandLineThatItWrites() {
        BrokerOptions options = BrokerOptions.DEFAULT
                .withDirectory(Path.of("/tmp/a b"))
                .withCertificates(Path.of("/tmp/certs"))
                .withPorts(new BrokerPorts(1, 2, 3, 4))
                .withUser("alice", "pass=\"word\\")
                .withTopic("telemetry.traces", 3)
                .withProperty("message.max.bytes", "1000")
                .withAcls()
                .withAutoCreateTopics();

        BrokerOptions read = BrokerMain.parse(BrokerMain.toArguments(options).toArray(new String[0]));

        assertThat(read).isEqualTo(options);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> BrokerMain.parse("--frobnicate")).hasMessage("unknown argument --frobnicate");
        assertThatThrownBy(() -> BrokerMain.parse("--user", "alice")).hasMessage("expected NAME=VALUE, not alice");
        assertThatThrownBy(() -> BrokerMain.parse("--ports", "1,2")).hasMessage("--ports needs four numbers, not 1,2");
    }

    @Test
    void readsTheReadyLineThatItWrites() {
        BrokerEndpoints endpoints = new BrokerEndpoints("h:1", "h:2", "h:3", Path.of("/tmp/a b=c"));

        assertThat(BrokerEndpoints.parse(endpoints.toReadyLine())).isEqualTo(endpoints);
    }
}
