package io.sluice.processor.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RandomnessTest {

    @ParameterizedTest
    @CsvSource({
        "fefefefefefefefefe80000000000000, 80000000000000",
        "4bf92f3577b34da6a3ce929d0e0e4736, ce929d0e0e4736",
        "ffffffffffffffffff00000000000000, 00000000000000",
        "00000000000000000000000000000001, 00000000000001",
        "ffffffffffffffffffffffffffffffff, ffffffffffffff"
    })
    void isTheLastSevenBytesOfTheTraceId(String id, String randomness) {
        byte[] around = Texts.id("aa" + id + "bb");

        assertThat(Randomness.text(Randomness.ofTraceId(around, 1))).isEqualTo(randomness);
    }

    @ParameterizedTest
    @ValueSource(strings = {"d29d6a7215ced0", "00000000000003", "ffffffffffffff", "00000000000000"})
    void isReadAndWrittenWithAllItsDigits(String digits) {
        assertThat(Randomness.text(Texts.randomness(digits))).isEqualTo(digits);
    }

    @Test
    void isReadInEitherCase() {
        assertThat(Texts.randomness("FD70A3d70a3D71")).isEqualTo(0xfd70a3d70a3d71L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3",
                "100000000000000",
                "fffffffffffffffff",
                "1234567890123",
                "1234567890123g",
                "-1234567890123",
                "+1234567890123",
                "0x123456789012",
                "1234567890123\u00e9",
                "123456789012 3"
            })
    void isNoneOfAnyOtherText(String text) {
        assertThat(Texts.randomness(text)).isEqualTo(Randomness.NONE);
    }

    @Test
    void knowsTraceIdsFromWhatIsNone() {
        // Given
        byte[] id = Texts.id("00000000000000000000000000000001");

        // Then
        assertThat(Randomness.isTraceId(id, 0, 16)).isTrue();
        assertThat(Randomness.isTraceId(id, 0, 0)).isFalse();
        assertThat(Randomness.isTraceId(id, 8, 16)).isFalse();
        assertThat(Randomness.isTraceId(new byte[16], 0, 16)).isFalse();
        assertThat(Randomness.isTraceId(Texts.id("01000000000000000000000000000000"), 0, 16))
                .isTrue();
    }
}
