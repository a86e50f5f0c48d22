package io.sluice.exporter.kafka;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BytePatternTest {

    @Test
    void findsWhatStringsFind() {
        Random random = new Random(1);
        int found = 0;
        for (int round = 0; round < 20_000; round++) {
            String text = text(random, random.nextInt(40));
            String pattern = text(random, 1 + random.nextInt(5));
            int from = random.nextInt(text.length() + 1);
            int to = from + random.nextInt(text.length() - from + 1);
            boolean expected = text.substring(from, to).contains(pattern);
            assertThat(new BytePattern(pattern.getBytes(ISO_8859_1)).isIn(text.getBytes(ISO_8859_1), from, to))
                    .as("%s in %s from %s to %s", pattern, text, from, to)
                    .isEqualTo(expected);
            found += expected ? 1 : 0;
        }
        assertThat(found).isBetween(2_000, 18_000);
    }

    /** Of few letters, one of them a negative byte. */
    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append("ab\u00e9".charAt(random.nextInt(3)));
        }
        return text.toString();
    }
}
