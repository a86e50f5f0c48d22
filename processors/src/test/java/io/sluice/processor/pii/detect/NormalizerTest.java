package io.sluice.processor.pii.detect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NormalizerTest {

    private static final int BEFORE = 3;

    private final Normalizer normalizer = new Normalizer();

    private String normal(String text) {
        return new String(normal(text.getBytes(UTF_8)), UTF_8);
    }

    private byte[] normal(byte[] text) {
        byte[] array = new byte[BEFORE + text.length];
        System.arraycopy(text, 0, array, BEFORE, text.length);
        if (!normalizer.run(array, BEFORE, array.length)) {
            return text;
        }
        return java.util.Arrays.copyOf(normalizer.array(), normalizer.length());
    }

    @Test
    void resolvesEscapes() {
        assertThat(normal("taro%40example%2Ecom")).isEqualTo("taro@example.com");
        assertThat(normal("taro%u0040x taro\\u0040x taro\\x40x taro&#64;x taro&#x40;x taro&commat;x"))
                .isEqualTo("taro@x taro@x taro@x taro@x taro@x taro@x");
        assertThat(normal("a\\nb\\tc\\\"d\\\\e\\/f")).isEqualTo("a\nb\tc\"d\\e/f");
        assertThat(normal("\\u6c0f\\u540d %E6%B0%8F &#x6c0f; \\xe6\\xb0\\x8f")).isEqualTo("氏名 氏 氏 氏");
        assertThat(normal("\\ud83d\\ude00 %F0%9F%98%80 \\xf0\\x9f\\x98\\x80")).isEqualTo("😀 😀 😀");
        assertThat(normal("\\ud83d!")).isEqualTo("\ufffd!");
    }

    @Test
    void leavesThePercentSignWhereItWouldMakeAControlCharacter() {
        assertThat(normal("act%7f4w%00%1F%0a%09")).isEqualTo("act%7f4w%00%1F\n\t");
    }

    @Test
    void resolvesOneLayer() {
        assertThat(normal("a%2540b a\\\\u0040b a&amp;#64;b")).isEqualTo("a%40b a\\u0040b a&#64;b");
    }

    @Test
    void foldsWidth() {
        assertThat(normal("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏｍ　０９０")).isEqualTo("taro@example.com 090");
        assertThat(normal("%EF%BC%A0 \\uff20 &#xff20;")).isEqualTo("@ @ @");
    }

    @Test
    void foldsHyphens() {
        for (String hyphen : new String[] {"‐", "‑", "‒", "–", "—", "―", "−", "－", "ー", "ｰ"}) {
            assertThat(normal("090" + hyphen + "1234" + hyphen + "５６７８"))
                    .as(hyphen)
                    .isEqualTo("090-1234-5678");
        }
        assertThat(normal("サーバー1ー２ ーa1ー")).isEqualTo("サーバー1-2 ーa1ー");
    }

    @Test
    void dropsWhatHasNoWidth() {
        assertThat(normal("\ufeffta\u200bro\u2060@exa\u00admple.com\u200d")).isEqualTo("taro@example.com");
        assertThat(normal("a%E2%80%8Bb\\u200bc&zwj;d")).isEqualTo("abcd");
    }

    @Test
    void readsThePlusOfFormsWhereItStandsBesideAnEscapeOrAnotherInAFieldWithEscapes() {
        assertThat(normal("%22a%22%3A+%22b%22+c+d%2C+e&f+g h+i")).isEqualTo("\"a\": \"b\" c d, e&f+g h+i");
        assertThat(normal("a+%2B81 %3A+81 a+b%40c%")).isEqualTo("a +81 :+81 a+b@c%");
        assertThat(normal("a+b+c%40d&e+f+g")).isEqualTo("a b c@d&e+f+g");
        assertThat(normal("a+-b+c d+-5")).isEqualTo("a -b c d -5");
    }

    @Test
    void dropsColoursOfTerminals() {
        assertThat(normal("\u001b[1;31ma\u001b[0m=b\u001b[38;5;196m")).isEqualTo("a=b");
        assertThat(normal("\u001b[31")).isEqualTo("\u001b[31");
        assertThat(normal("\u001b]0;x")).isEqualTo("\u001b]0;x");
    }

    @Test
    void leavesOtherTexts() {
        for (String text : new String[] {
            "plain",
            "100% & more",
            "C:\\path\\dir",
            "%zz %4 %",
            "\\",
            "\\u12 \\xg0",
            "a&b;&;&#;&#x;&unknown;",
            "日本語テキスト",
            "é à",
            "&#1114112;",
            "R&D&"
        }) {
            byte[] bytes = text.getBytes(UTF_8);
            assertThat(normalizer.run(bytes, 0, bytes.length)).as(text).isFalse();
        }
    }

    @Test
    void keepsBytesThatAreNoCharacter() {
        byte[] broken = {'a', (byte) 0xff, (byte) 0xe3, 'b', (byte) 0xef, (byte) 0xbc};
        assertThat(normal(broken)).isEqualTo(broken);
        assertThat(normal("%FF%C3b".getBytes(ISO_8859_1))).isEqualTo(new byte[] {(byte) 0xff, (byte) 0xc3, 'b'});
    }

    @Test
    void knowsWhereEachByteWas() {
        normal("%41\u200bb氏\\u6c0fz");
        assertThat(source(0)).isEqualTo("0-3");
        assertThat(source(1)).isEqualTo("6-7");
        assertThat(normalizer.sourceStart(2)).isEqualTo(BEFORE + 7);
        assertThat(normalizer.sourceEnd(5)).isEqualTo(BEFORE + 10);
        assertThat(normalizer.sourceStart(5)).isEqualTo(BEFORE + 10);
        assertThat(normalizer.sourceEnd(8)).isEqualTo(BEFORE + 16);
        assertThat(source(8)).isEqualTo("16-17");
        assertThat(normalizer.indexAtOrBehind(BEFORE)).isZero();
        assertThat(normalizer.indexAtOrBehind(BEFORE + 1)).isEqualTo(1);
        assertThat(normalizer.indexAtOrBehind(BEFORE + 6)).isEqualTo(1);
        assertThat(normalizer.indexAtOrBehind(BEFORE + 11)).isEqualTo(8);
        assertThat(normalizer.indexAtOrBehind(BEFORE + 17)).isEqualTo(9);
    }

    private String source(int index) {
        return (normalizer.sourceStart(index) - BEFORE) + "-" + (normalizer.sourceEnd(index + 1) - BEFORE);
    }

    @Test
    void mapsLongTextsPlaceByPlace() {
        Random random = new Random(5);
        String[] pieces = {
            "a", "%41", "\\u0041", "氏", "＠", "\u200b", "&#64;", "\\n", "1ー2", "\\xe6\\xb0\\x8f", "plain text"
        };
        for (int round = 0; round < 50; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < random.nextInt(600); i++) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            byte[] bytes = text.toString().getBytes(UTF_8);
            if (!normalizer.run(bytes, 0, bytes.length)) {
                continue;
            }
            int before = 0;
            for (int i = 0; i <= normalizer.length(); i++) {
                int start = normalizer.sourceStart(i);
                assertThat(start).isGreaterThanOrEqualTo(before);
                assertThat(normalizer.sourceEnd(i)).isLessThanOrEqualTo(start);
                int index = normalizer.indexAtOrBehind(start);
                boolean character = i == normalizer.length() || (normalizer.array()[i] & 0xc0) != 0x80;
                assertThat(normalizer.sourceStart(index)).isGreaterThanOrEqualTo(start);
                assertThat(index == i || !character).as("index %s", i).isTrue();
                before = start;
            }
            assertThat(before).isEqualTo(bytes.length);
        }
    }

    @Test
    void boundsWhatCanNotBeSeen() {
        String hidden = "\u200b".repeat(10_000);
        assertThat(normal("a" + hidden + "b").replace(" ", "")).isEqualTo("ab");
        assertThat(normalizer.sourceEnd(normalizer.length())).isEqualTo(BEFORE + 30_002);
    }
}
