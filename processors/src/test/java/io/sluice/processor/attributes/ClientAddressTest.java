package io.sluice.processor.attributes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1:4711, 192.0.2.1",
        "[0:0:0:0:0:0:0:1]:4711, ::1",
        "[2001:db8:0:0:1:0:0:1]:1, 2001:db8::1:0:0:1",
        "[2001:db8:0:1:1:1:1:1]:1, 2001:db8:0:1:1:1:1:1",
        "[1:0:0:0:0:0:0:0]:1, 1::",
        "[fe80:0:0:0:0:0:0:2%eth0]:1, fe80::2",
        "[0:0:0:0:0:ffff:192.0.2.1]:1, 192.0.2.1",
        "@unix, @unix",
        "'', ''"
    })
    void leavesOutThePort(String peer, String address) {
        assertThat(ClientAddress.of(peer)).isEqualTo(address);
    }
}
