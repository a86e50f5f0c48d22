package io.sluice.extension.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostPortTest {

    @Test
    void parsesNamesAddressesAndAllInterfaces() {
        assertThat(HostPort.parse("localhost:13133")).isEqualTo(new HostPort("localhost", 13133));
        assertThat(HostPort.parse(":1")).isEqualTo(new HostPort("", 1));
        assertThat(HostPort.parse("[::1]:8080")).isEqualTo(new HostPort("::1", 8080));
    }

    @Test
    void knowsWhatIsNone() {
        assertThat(HostPort.parse("localhost")).isNull();
        assertThat(HostPort.parse("::1:8080")).isNull();
        assertThat(HostPort.parse("a:65536")).isNull();
        assertThat(HostPort.parse("a:b")).isNull();
    }
}
