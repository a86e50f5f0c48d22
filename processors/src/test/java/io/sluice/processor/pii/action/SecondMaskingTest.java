package io.sluice.processor.pii.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pdata.WireWriter;
import io.sluice.processor.pii.detect.Detector;
import io.sluice.processor.pii.detect.Hits;
import io.sluice.processor.pii.detect.TextScanner;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an action wrote is found by no detector in a way that would change it. */
class SecondMaskingTest {

    private static final byte[] NO_KEY = {};

    /** Each with words around that make detectors sure. */
    private static final List<String> LINES = List.of(
            "mail jane.doe@example.com, a@example.co.jp and ｊａｎｅ＠ｅｘａｍｐｌｅ．ｃｏｍ",
            "https://jane:hunter2hunter2@example.com/path?x=1",
            "Authorization: Bearer mF_9.B5f-4.1JqMabcdefgh",
            "{\"mail\":\"jane%40example.com\",\"note\":\"jane\\u0040example.com\"}",
            "card 4111 1111 1111 1111 or 4111-1111-1111-1111",
            "card 4111111111111111",
            "カード番号 3782 822463 10005",
            "IBAN DE89 3704 0044 0532 0130 00",
            "マイナンバー 1234 5678 9018 個人番号: 123456789018",
            "電話 090-1234-5678, 03-1234-5678, +81 90 1234 5678, tel 09012345678, +1 415 555 0123",
            "〒150-0001 郵便番号 150-0001",
            "口座番号 1234567 支店 123 銀行コード 0001",
            "旅券番号 TK1234567 在留カード AB12345678CD 運転免許証番号 301234567890",
            "SSN 078-05-1120 social security number 078-05-1120",
            "IMEI 490154203237518",
            "client 192.0.2.7:443, [2001:db8:85a3::8a2e:370:7334]:80, ::ffff:192.0.2.7 and fe80::1%eth0",
            "mac 00:1a:2b:3c:4d:5e 00-1A-2B-3C-4D-5E 001a.2b3c.4d5e",
            "AKIAIOSFODNN7EXAMQRZ ghp_16C7e42F292c6912E7710c838347Ae178B4a",
            "xoxb-123456789012-123456789012-abcdefghijklmnopqrstuvwx",
            "password=hunter2 氏名: 田中太郎 user=jane");

    private final TextScanner scanner = new TextScanner(EnumSet.allOf(Detector.class));
    private final Replacements replacements = new Replacements(Keys.of("k1"), false);
    private final Hits hits = new Hits();
    private int found;

    private String mask(String line, Action action) {
        byte[] text = line.getBytes(StandardCharsets.UTF_8);
        scanner.scan(
                text,
                0,
                text.length,
                NO_KEY,
                0,
                0,
                (array, start, behind) -> replacements.isGenuine(array, start, behind, false),
                hits);
        WireWriter out = new WireWriter(64);
        int done = 0;
        for (int i = 0; i < hits.size(); i++) {
            out.raw(text, done, hits.start(i) - done);
            replacements.of(action).write(text, hits.start(i), hits.end(i), Label.of(hits.detector(i)), out);
            done = hits.end(i);
        }
        found += hits.size();
        out.raw(text, done, text.length - done);
        return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {"REPLACE", "PARTIAL", "TOKEN", "IP_TRUNCATE", "IP_PSEUDONYM"})
    void changesNothing(Action action) {
        for (String line : LINES) {
            String once = mask(line, action);

            assertThat(mask(once, action)).as(line).isEqualTo(once);
        }
        assertThat(found).isGreaterThan(30);
    }
}
