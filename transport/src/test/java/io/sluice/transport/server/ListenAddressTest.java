package io.sluice.transport.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {

    @ParameterizedTest
    @CsvSource({
        "localhost:4317, localhost, 4317",
        "0.0.0.0:4317, 0.0.0.0, 4317",
        "[::]:4317, ::, 4317",
        "[::1]:0, ::1, 0",
        ":4317, '', 4317"
    })
    void takesTheFormsOfTheCollector(String endpoint, String host, int port) {
        assertThat(ListenAddress.parse(endpoint)).isEqualTo(new ListenAddress(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "localhost:", "::1:4317", "localhost:65536", "localhost:-1", "localhost:+1", "a:b"})
    void takesNothingElse(String endpoint) {
        assertThat(ListenAddress.parse(endpoint)).isNull();
    }

    @Test
    void withoutHostItIsAllInterfaces() {
        assertThat(new ListenAddress("", 4317).resolve().getAddress().isAnyLocalAddress())
                .isTrue();
    }
}
