package io.sluice.processor.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortBytesTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 15, 16, 17, 31})
    void seesADifferenceInEachByteAndNoneAroundThem(int length) {
        byte[] one = new byte[length + 5];
        byte[] other = new byte[length + 7];
        new Random(length).nextBytes(one);
        System.arraycopy(one, 2, other, 3, length);
        assertThat(ShortBytes.equal(one, 2, other, 3, length)).isTrue();
        for (int i = 0; i < length; i++) {
            other[3 + i] ^= 0x40;
            assertThat(ShortBytes.equal(one, 2, other, 3, length))
                    .as("byte %d", i)
                    .isFalse();
            other[3 + i] ^= 0x40;
        }
    }
}
