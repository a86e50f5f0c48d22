package io.sluice.processor.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pdata.WireWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {

    private final WireWriter out = new WireWriter(16);

    private String written() {
        return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
    }

    /** What Go's {@code encoding/json} writes. */
    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "-1.25, -1.25",
        "4111111111111111.0, 4111111111111111",
        "100, 100",
        "0.000001, 0.000001",
        "9.99e-7, 9.99e-7",
        "1.5e-7, 1.5e-7",
        "1e-10, 1e-10",
        "-2e-300, -2e-300",
        "123456789012345680000, 123456789012345680000",
        "1e21, 1e+21",
        "-1.7976931348623157e308, -1.7976931348623157e+308",
        "4.9e-324, 5e-324",
        "1e-323, 1e-323",
        "2e-323, 2e-323",
        "0, 0",
        "-0.0, -0",
        "NaN, NaN",
        "-Infinity, -Infinity",
    })
    void writesDecimalsWithTheFewestDigits(String value, String text) {
        new NumberText().append(Double.parseDouble(value), out);

        assertThat(written()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, -7, 10, 1_000_000, Long.MAX_VALUE, Long.MIN_VALUE})
    void writesIntegers(long value) {
        new NumberText().append(value, out);

        assertThat(written()).isEqualTo(Long.toString(value));
    }

    @Test
    void writesOneNumberBehindAnother() {
        NumberText numbers = new NumberText();
        numbers.append(1234567, out);
        numbers.append(8, out);

        assertThat(written()).isEqualTo("12345678");
    }
}
