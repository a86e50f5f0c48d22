package io.sluice.processor.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Go 1.26's {@code strconv.ParseFloat} makes of these texts. */
class GoNumbersTest {

    @ParameterizedTest
    @CsvSource({
        "1_000,1000",
        "0x1_0p4,256",
        "1_23.5,123.5",
        "0x_1p0,1",
        "0x1p-2,0.25",
        "1e5,100000",
        "1.,1",
        "+.5,0.5",
        "0x1P+3,8",
        "1E+05,100000",
        "00.5,0.5",
        "0x.8p0,0.5",
        "0x1p1_0,1024"
    })
    void readsNumbers(String text, double number) {
        assertThat(GoNumbers.parseDouble(text)).isEqualTo(number);
    }

    @Test
    void readsWordsThatAreNumbers() {
        assertThat(GoNumbers.parseDouble("inf")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(GoNumbers.parseDouble("-Infinity")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(GoNumbers.parseDouble("NAN")).isNaN();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0x1.8", ".", "1e", "-nan", "1e999", "1f", " 1", "infin", "1__0", "", "_1", "1_", "0x", "1d"})
    void readsNothingElse(String text) {
        assertThat(GoNumbers.parseDouble(text)).isNull();
    }
}
