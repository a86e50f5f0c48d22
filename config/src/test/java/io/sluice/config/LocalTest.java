package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalTest {

    @ParameterizedTest
    @CsvSource({
        "localhost:4317, localhost:4317, true",
        "localhost:4317, 127.0.0.1:4317, true",
        "LOCALHOST:4317, '[::1]:4317', true",
        "127.0.0.1:4317, 0.0.0.0:4317, true",
        "localhost:4317, :4317, true",
        "localhost:4317, '[::]:4317', true",
        "gateway-0:4317, gateway-0:4317, true",
        "localhost:4317, localhost:14317, false",
        "localhost:4317, 10.0.0.1:4317, false",
        "gateway:4317, 0.0.0.0:4317, false",
        "localhost, localhost, false",
    })
    void tellsWhatCertainlyComesToAListener(String to, String at, boolean reaches) {
        assertThat(Local.reaches(to, at)).isEqualTo(reaches);
    }
}
