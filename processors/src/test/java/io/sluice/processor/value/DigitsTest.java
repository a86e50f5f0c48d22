package io.sluice.processor.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class DigitsTest {

    /** Each byte with any neighbours, at any index. */
    @Test
    void findsTheFirstDigit() {
        Random random = new Random(5);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            int from = random.nextInt(bytes.length + 1);
            int end = from + random.nextInt(bytes.length - from + 1);
            int first = from;
            while (first < end && (bytes[first] < '0' || bytes[first] > '9')) {
                first++;
            }
            assertThat(Digits.next(bytes, from, end)).isEqualTo(first);
        }
    }
}
