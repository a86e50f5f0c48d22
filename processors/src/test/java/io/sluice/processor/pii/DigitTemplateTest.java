package io.sluice.processor.pii;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DigitTemplateTest {

    private static final int TEXT = 4;

    private final DigitTemplate template = new DigitTemplate();

    private static byte[] bytes(String field) {
        return ("..." + field + "....").getBytes(StandardCharsets.ISO_8859_1);
    }

    private void set(String field) {
        byte[] array = bytes(field);
        boolean taken = false;
        for (int i = 0; !taken; i++) {
            assertThat(i).isLessThan(100);
            taken = template.offer(1, 2, array, 3, array.length - 4, 5);
        }
        template.setText(1, 2, TEXT, 6, true);
    }

    private boolean matches(String field) {
        byte[] array = bytes(field);
        return template.matches(1, 2, array, 3, array.length - 4);
    }

    @Test
    void matchesWhatDiffersInDigitsOfItsText() {
        assertThat(matches("key user-1234567")).isFalse();
        set("key user-1234567");

        assertThat(matches("key user-1234567")).isTrue();
        assertThat(matches("key user-9876540")).isTrue();
        assertThat(matches("key user-987654")).isFalse();
        assertThat(matches("key user-98765432")).isFalse();
        assertThat(matches("key user-987654a")).isFalse();
        assertThat(matches("key user_9876543")).isFalse();
        assertThat(template.next()).isEqualTo(5);
        assertThat(template.key()).isEqualTo(1);
        assertThat(template.keyEnd()).isEqualTo(3);
        assertThat(template.text()).isEqualTo(TEXT);
        assertThat(template.letters()).isEqualTo(6);
        assertThat(template.hasNumbers()).isTrue();
    }

    @Test
    void digitsOfKeysCount() {
        set("1231234567");

        assertThat(matches("1231234568")).isTrue();
        assertThat(matches("1241234567")).isFalse();
    }

    @Test
    void isOfOnePlaceAndContext() {
        set("key user-1234567");
        byte[] array = bytes("key user-1234567");

        assertThat(template.matches(3, 2, array, 3, array.length - 4)).isFalse();
        assertThat(template.matches(1, 3, array, 3, array.length - 4)).isFalse();
    }

    @Test
    void whatIsLongIsNotTaken() {
        byte[] array = new byte[129];
        for (int i = 0; i < 100; i++) {
            assertThat(template.offer(1, 2, array, 0, array.length, 5)).isFalse();
        }
    }

    /** All bytes against all bytes, at each index of texts of each length. */
    @Test
    void onlyDigitsStandForEachOther() {
        Random random = new Random(3);
        for (int one = 0; one < 256; one++) {
            for (int other = 0; other < 256; other++) {
                char[] text = new char[1 + random.nextInt(20)];
                for (int i = 0; i < text.length; i++) {
                    text[i] = (char) random.nextInt(256);
                }
                int place = random.nextInt(text.length);
                text[place] = (char) one;
                String first = "key " + new String(text);
                text[place] = (char) other;
                String second = "key " + new String(text);
                set(first);
                boolean digits = one >= '0' && one <= '9' && other >= '0' && other <= '9';
                assertThat(matches(second)).isEqualTo(one == other || digits);
            }
        }
    }
}
