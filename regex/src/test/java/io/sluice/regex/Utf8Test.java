package io.sluice.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class Utf8Test {

    @Test
    void readsTheSameCodePointsBackwards() {
        RandomExpressions random = new RandomExpressions(8);
        for (int i = 0; i < 20_000; i++) {
            byte[] text = random.brokenText(20);
            List<Integer> forwards = new ArrayList<>();
            for (int at = 0; at < text.length; at += forwards.getLast() & 7) {
                forwards.add(Utf8.decode(text, at, text.length));
            }
            List<Integer> backwards = new ArrayList<>();
            for (int at = text.length; at > 0; at -= backwards.getFirst() & 7) {
                backwards.addFirst(Utf8.decodeBefore(text, 0, at));
            }
            assertThat(backwards).isEqualTo(forwards);
        }
    }

    @Test
    void readsEveryCharacter() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                byte[] bytes = Character.toString(c).getBytes(StandardCharsets.UTF_8);
                int decoded = Utf8.decode(bytes, 0, bytes.length);
                if (decoded != (c << 3 | bytes.length)) {
                    assertThat(decoded).as(Integer.toHexString(c)).isEqualTo(c << 3 | bytes.length);
                }
            }
        }
    }

    @Test
    void takesABadByteForOneCharacter() {
        byte[][] bad = {
            {(byte) 0x80},
            {(byte) 0xC0, (byte) 0x80},
            {(byte) 0xE3, (byte) 0x81},
            {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            {(byte) 0xFF},
            {(byte) 0xF0, (byte) 0x80, (byte) 0x80, (byte) 0x80}
        };
        for (byte[] bytes : bad) {
            assertThat(Utf8.decode(bytes, 0, bytes.length)).isEqualTo(Utf8.BAD << 3 | 1);
        }
    }
}
