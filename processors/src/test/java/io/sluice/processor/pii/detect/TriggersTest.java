package io.sluice.processor.pii.detect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TriggersTest {

    private static final List<String> HITS = List.of(
            "taro@example.com",
            "ｔａｒｏ＠example.com",
            "taro%40example.com",
            "https://u:p@h/",
            "Authorization: Bearer abcdefgh",
            "cookie=sid=12345678",
            "x-api-key>abcdefgh1",
            "Basic dXNlcjpwYXNzd29yZA==",
            "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.",
            "AKIAIOSFODNN7EXAMPLE",
            "aws wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "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",
            "hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXX",
            "xoxb-0123456789",
            "glpat-zQWBuTSOoRi4A9spHcVYx1y2z3.01.0w1abcdef",
            "glpat-zQWBuTSOoRi4A9spHcVY",
            "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
            "abc8Q~zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq",
            "-----BEGIN RSA PRIVATE KEY-----",
            "203.0.113.7",
            "2001:db8::1",
            "1:2:3:4:5:6:7:8",
            "1:2:3:4:5:6:1.2.3.4",
            "::1",
            "00:1a:2b:3c:4d:5e",
            "00-1a-2b-3c-4d-5e",
            "001a.2b3c.4d5e",
            "4111 1111 1111 1111",
            "card 4111111111111111",
            "DE89370400440532013000",
            "gb82 west 1234 5698 7654 32",
            "090-1234-5678",
            "03-1234-5678",
            "+81 90 1234 5678",
            "123-45-6789",
            "my number 123456789018",
            "〒100-0001",
            "branch code 123",
            "bank code: 0001",
            "支店番号 001",
            "passport TK1234567",
            "住所100-0001",
            "pension 1234-567890",
            "ssn 123456789",
            "insurer no 123456",
            "--token abc",
            "run -Password hunter2",
            "[\"--token\",\"abc\"]",
            "[--token, abc]",
            "パスワード「x」",
            "mac=001a2b3c4d5e",
            "tel 00819012345678",
            ";4111111111111111=2712101?",
            "B4111111111111111^A^2712101",
            "?se=1&sig=abcdefghijklmnop",
            "IP203.0.113.7か",
            "curl -u a:b");

    private static final List<String> PIECES = List.of(
            " ",
            "a",
            "Z",
            "9",
            "0",
            ".",
            ":",
            "-",
            "_",
            "@",
            "/",
            "=",
            "x1",
            "12",
            "::",
            "://",
            "e",
            "key",
            "bearer ",
            "token",
            "%",
            "\\",
            "n",
            "\"",
            ">",
            "'",
            "あ",
            "「",
            "，",
            "ff",
            "0123",
            "cookie",
            "secret",
            "code ",
            "--",
            "-p",
            "mysql ",
            "curl -u ",
            ",");

    private final Triggers triggers = new Triggers();
    private final Finders finders = new Finders(EnumSet.allOf(Detector.class));
    private final Hits hits = new Hits();

    private boolean mayHold(byte[] text) {
        return triggers.mayHold(text, 0, text.length);
    }

    /** What all finders find, none left out because of {@link Signs}; the normal form is looked at as well. */
    private boolean holds(byte[] text) {
        hits.clear();
        finders.find(new ScanText().set(text, 0, text.length), Signs.ALL, hits);
        Normalizer normalizer = new Normalizer();
        if (hits.size() == 0 && normalizer.run(text, 0, text.length)) {
            finders.find(new ScanText().set(normalizer.array(), 0, normalizer.length()), Signs.ALL, hits);
        }
        return hits.size() > 0;
    }

    @Test
    void marksWhatFindersFind() {
        for (String text : HITS) {
            assertThat(holds(text.getBytes(UTF_8))).as(text).isTrue();
            assertThat(mayHold(text.getBytes(UTF_8))).as(text).isTrue();
        }
    }

    @Test
    void neverMissesWhatFindersFindInTextsMadeOfPieces() {
        Random random = new Random(11);
        int found = 0;
        for (int round = 0; round < 60_000; round++) {
            StringBuilder text = new StringBuilder();
            int count = random.nextInt(14);
            for (int i = 0; i < count; i++) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            if (random.nextBoolean()) {
                String hit = HITS.get(random.nextInt(HITS.size()));
                boolean part = random.nextInt(4) == 0;
                int from = part ? random.nextInt(hit.length()) : 0;
                int end = part ? random.nextInt(from, hit.length() + 1) : hit.length();
                text.insert(random.nextInt(text.length() + 1), hit.substring(from, end));
            }
            byte[] bytes = text.toString().getBytes(UTF_8);
            boolean holds = holds(bytes);
            found += holds ? 1 : 0;
            assertThat(!holds || mayHold(bytes)).as(text.toString()).isTrue();
        }
        assertThat(found).isGreaterThan(5_000);
    }

    @Test
    void neverMissesWhatFindersFindInRandomBytes() {
        Random random = new Random(12);
        int found = 0;
        String alphabet = "0123456789abcdefABCDEFxyzKZ.:-_@/= '>,~%\u00e3";
        for (int round = 0; round < 60_000; round++) {
            byte[] bytes = new byte[random.nextInt(60)];
            int kinds = 1 + random.nextInt(alphabet.length());
            int first = random.nextInt(alphabet.length());
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) alphabet.charAt((first + random.nextInt(kinds)) % alphabet.length());
            }
            found += holds(bytes) ? 1 : 0;
            assertThat(!holds(bytes) || mayHold(bytes))
                    .as(new String(bytes, ISO_8859_1))
                    .isTrue();
        }
        assertThat(found).isGreaterThan(100);
    }

    @Test
    void leavesOrdinaryValues() {
        for (String text : List.of(
                "",
                "GET",
                "POST",
                "/v1/images/{id}/features",
                "image-api",
                "1.32.0",
                "production",
                "ap-northeast-1",
                "node-17.internal",
                "h2",
                "okhttp",
                "io.opentelemetry.instrumentation",
                "client.internal",
                "SELECT name FROM images",
                "amd64",
                "200",
                "OK",
                "index.html",
                "Connection refused",
                "gzip",
                "text/html",
                "worker-traces-0",
                "api.image-platform.example.internal")) {
            assertThat(mayHold(text.getBytes(UTF_8))).as(text).isFalse();
        }
    }

    @Test
    void asksOnlyForWhatIsEnabled() {
        Triggers mails = new Triggers(EnumSet.of(Detector.EMAIL));
        byte[] text = "203.0.113.7 a@b.c".getBytes(UTF_8);
        assertThat(mails.mayHold(text, 0, 11)).isFalse();
        assertThat(mails.mayHold(text, 0, text.length)).isTrue();
    }

    @Test
    void countsInLongTexts() {
        String text = "x".repeat(1000);
        assertThat(mayHold(text.getBytes(UTF_8))).isFalse();
        assertThat(mayHold((text + " 203.0.113.7").getBytes(UTF_8))).isTrue();
        assertThat(mayHold(("1." + text + "2.3.4").getBytes(UTF_8))).isTrue();
    }
}
