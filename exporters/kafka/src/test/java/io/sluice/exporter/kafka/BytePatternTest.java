package io.sluice.exporter.kafka;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BytePatternTest {

    private static boolean find(String pattern, String text, int from, int to) {
        return new BytePattern(pattern.getBytes(ISO_8859_1)).mayBeIn(text.getBytes(ISO_8859_1), from, to);
    }

    @Test
    void findsWhatStringsFind() {
        Random random = new Random(1);
        int found = 0;
        for (int round = 0; round < 50_000; round++) {
            String text = text(random, random.nextInt(80));
            String pattern = text(random, 4 + random.nextInt(4));
            int from = random.nextInt(text.length() + 1);
            int to = from + random.nextInt(text.length() - from + 1);
            boolean expected = text.substring(from, to).contains(pattern);
            assertThat(find(pattern, text, from, to))
                    .as("%s in %s from %s to %s", pattern, text, from, to)
                    .isEqualTo(expected);
            found += expected ? 1 : 0;
        }
        assertThat(found).isBetween(5_000, 45_000);
    }

    /** Of two letters, one of them a negative byte. */
    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append("aé".charAt(random.nextInt(2)));
        }
        return text.toString();
    }

    @Test
    void findsALongPatternBehindWhatIsUnlikeIt() {
        String pattern = "abcdefgh".repeat(50);

        for (int before = 0; before < 300; before++) {
            String text = "-".repeat(before) + pattern;
            assertThat(find(pattern, text, 0, text.length())).isTrue();
            assertThat(find(pattern, text, 0, text.length() - 1)).isFalse();
        }
    }

    @Test
    void aShortPatternMayBeAnywhere() {
        assertThat(find("abc", "-", 0, 1)).isTrue();
    }
}
