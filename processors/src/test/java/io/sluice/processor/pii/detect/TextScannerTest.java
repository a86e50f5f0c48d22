package io.sluice.processor.pii.detect;

import static io.sluice.processor.pii.detect.Detector.EMAIL;
import static io.sluice.processor.pii.detect.Detector.SECRET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TextScannerTest {

    @Test
    void seesThroughEveryWayOfWriting() {
        for (String written : List.of(
                "taro@example.com",
                "taro%40example.com",
                "taro%2540example.com",
                "taro\\u0040example.com",
                "taro\\\\u0040example.com",
                "taro&#64;example.com",
                "taro&amp;#64;example.com",
                "taro&commat;example.com",
                "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏｍ",
                "ta\u200bro@exa\u00admple.com",
                "taro%EF%BC%A0example.com",
                "taro\\uff20example.com",
                "ta%72o@ex\\u0061mple.com",
                "taro\\x40example.com")) {
            for (String around : List.of(
                    "%s",
                    "mail: %s sent",
                    "連絡先は%sです",
                    "{\"m\":\"%s\"}",
                    "{\\\"m\\\":\\\"%s\\\"}",
                    "a%%20%s%%20b",
                    "a\\n%s\\nb",
                    "\u200b%s\u200b",
                    "m=%s&x")) {
                assertThat(Scans.find(EMAIL, around.formatted(written)))
                        .as(around + " " + written)
                        .containsExactly(written);
            }
        }
    }

    @Test
    void anEscapedSignDoesNotEndAValueWhoseKeyIsNotEscaped() {
        for (String value : List.of(
                "hunter%3Ctwo", "hunter%3ctwo", "ab%20cd%26ef", "ab%22cd", "ab&lt;cd", "ab\\u003ccd%3B", "ab%5cncd")) {
            assertThat(Scans.find(SECRET, "パスワード：" + value + " 次")).as(value).containsExactly(value);
            assertThat(Scans.find(SECRET, "ｐａｓｓｗｏｒｄ＝" + value + "&x=y"))
                    .as(value)
                    .containsExactly(value);
            assertThat(Scans.find(SECRET, "%E3%83%91%E3%82%B9%E3%83%AF%E3%83%BC%E3%83%89=" + value + "&x=y"))
                    .as(value)
                    .containsExactly(value);
            assertThat(Scans.find(SECRET, "パスワード：\"" + value + "%22 z\" 次"))
                    .as(value)
                    .containsExactly(value + "%22 z");
        }
        assertThat(Scans.find(SECRET, "<ｐａｓｓｗｏｒｄ>a&lt;b</ｐａｓｓｗｏｒｄ>")).containsExactly("a&lt;b");
    }

    @Test
    void findsASecretInAnyNumberOfLayersOfJson() {
        String json = "{\"mail\":\"taro@example.com\",\"password\":\"hunter2\",\"x\":{\"パスワード\":\"hunter3\"}}";
        for (int layers = 0; layers < 15; layers++) {
            assertThat(Scans.find(SECRET, json)).as("%d layers", layers).containsExactly("hunter2", "hunter3");
            assertThat(Scans.find(EMAIL, json)).as("%d layers", layers).containsExactly("taro@example.com");
            json = "{\"m\":\"" + json.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
        }
    }

    @Test
    void anEscapedSignEndsAValueWhoseKeyIsEscapedAsWell() {
        assertThat(Scans.find(SECRET, "x%22password%22%3A%22abc%22%2C%22y%22%3A1"))
                .containsExactly("abc");
        assertThat(Scans.find(SECRET, "password%3Dabc%26x%3Dy")).containsExactly("abc");
        assertThat(Scans.find(SECRET, "&lt;password&gt;abc&lt;/password&gt;")).containsExactly("abc");
        assertThat(Scans.find(SECRET, "{\"m\":\"パスワード：abc\\\",\\\"y\\\":1\"}")).containsExactly("abc");
    }

    @Test
    void addsNormalAndRawFindings() {
        assertThat(Scans.find(EMAIL, "john%2Bdoe@example.com")).containsExactly("john%2Bdoe@example.com");
        assertThat(Scans.find(EMAIL, "a@example.com b%40example.com"))
                .containsExactly("a@example.com", "b%40example.com");
    }

    @Test
    void neverCutsAnEscape() {
        assertThat(Scans.find(EMAIL, "x\\ntaro@example.com\\nb")).containsExactly("taro@example.com");
        assertThat(Scans.find(EMAIL, "x\\\\ntaro@example.com\\\\nb")).containsExactly("taro@example.com");
        assertThat(Scans.find(EMAIL, "%3Ctaro@example.com%3E")).containsExactly("taro@example.com");
        assertThat(Scans.find(EMAIL, "\\u003ctaro@example.com\\u003e")).containsExactly("taro@example.com");
    }

    @Test
    void takesTheKeyInAnyCase() {
        assertThat(Scans.find(Detector.AUTHORIZATION, "HTTP.Request.Header.AUTHORIZATION", "Bearer abcdefgh"))
                .containsExactly("abcdefgh");
        assertThat(Scans.find(Detector.AUTHORIZATION, "x".repeat(1000) + ".authorization", "Bearer abcdefgh"))
                .containsExactly("abcdefgh");
    }

    @Test
    void knowsKeysThatTellWhatTheirTextsAre() {
        for (String key : List.of(
                "http.request.header.Authorization", "app.secret", "card_number", "branch_code", "client.phone")) {
            assertThat(TextScanner.isTelling(key.getBytes(UTF_8), 0, key.length()))
                    .as(key)
                    .isTrue();
        }
        for (String key : List.of("", "http.route", "service.name", "order_id", "url.path")) {
            assertThat(TextScanner.isTelling(key.getBytes(UTF_8), 0, key.length()))
                    .as(key)
                    .isFalse();
        }
    }

    @Test
    void findsNothingWithoutDetectors() {
        assertThat(Scans.find(EnumSet.noneOf(Detector.class), "", "taro@example.com", Scans.NOTHING_GENUINE))
                .isEmpty();
    }

    @Test
    void looksAtNothingOutsideTheText() {
        byte[] array = "taro@example.com".getBytes(UTF_8);
        Hits hits = new Hits();
        new TextScanner(Set.of(EMAIL)).scan(array, 2, 11, array, 0, 0, Scans.NOTHING_GENUINE, hits);
        assertThat(hits.size()).isZero();
        new TextScanner(Set.of(EMAIL)).scan(array, 2, 16, array, 0, 0, Scans.NOTHING_GENUINE, hits);
        assertThat(hits.start(0)).isEqualTo(2);
    }
}
