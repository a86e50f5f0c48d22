package io.sluice.processor.pii.detect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts made against the search: long, and full of what finders begin at. */
class TextScannerHostileTest {

    private static final List<String> UNITS = List.of(
            "@",
            ":",
            "a.a.",
            "a@a.",
            "a@a.aa",
            "://",
            "://a:b",
            "://a:b@",
            "a://a:b/",
            "eyJ",
            "eyJ.",
            "eyJhbGciOiJub25lIn0.",
            "AKIA",
            "-eyJ-eyJ",
            "-",
            "-----BEGIN PRIVATE KEY-----",
            "-----BEGIN ",
            "1",
            "1.",
            "1.1.1.1 ",
            "1.1.1.1",
            "::",
            "1:",
            "1::",
            "aa:",
            "aa-",
            "0000.",
            "[EMAIL]",
            "[",
            "[A:",
            "[A:k:a",
            "authorization: ",
            "Authorization: Digest a=\"",
            "Authorization: OAuth a=b,",
            "cookie: a=b; ",
            "bearer ",
            "basic YTpi ",
            "x-api-key=",
            "%",
            "%25",
            "%2525",
            "\\",
            "\\\\",
            "\\u0040",
            "\\\\u0040a",
            "&#64;",
            "&amp;",
            "＠",
            "あ",
            "\u200b",
            "a%40a.aa ",
            "1ー",
            "secret ",
            "hooks.slack.com/",
            "Q~",
            "1Q~",
            "4111 ",
            "4111111111111111 ",
            "DE89 ",
            "03-",
            "password=",
            "password=[SECRET]",
            "password=''a",
            "password=\\\"\\\"a",
            "password=" + "'".repeat(3000) + "a" + "'".repeat(2999),
            "password=" + "\\".repeat(3000) + "'" + "\\".repeat(3000) + "'a",
            "password=" + "\\".repeat(3000),
            "insert into t (password) values (''a",
            "a+b%40",
            "+-",
            "%25252525252540",
            "\\\\\\\\\\\\\\\\u0040",
            "o''''''",
            "\"password\":\"",
            "{\"",
            "<password>",
            "パスワード「",
            "パスワード「a1",
            "mac=",
            "form-data; name=\"token\"\n\n",
            "form-data; name=\"token\"",
            "token: |\n a\n",
            "token: |\n",
            "Private-Lines: 99\nA\n",
            "Private-Lines: 99\n",
            "&sig=abcdefghijklmnop",
            "password is hunter",
            "Password (a): ",
            "【パスワード】",
            "【氏名】山",
            "jdbc:oracle:thin:a/b",
            "SET PASSWORD FOR a = 'x",
            "s:8:\"password\";",
            "auth:",
            "LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVkt",
            "B4111111111111111^a",
            "4111111111111111=",
            "0081-",
            "ghp_",
            "sk-",
            "sk-".repeat(99) + " ",
            "sk-ant-".repeat(40) + " ",
            "xoxb-".repeat(50) + " ",
            "glpat-gldt-",
            "signature=abcdefghijklmnop&",
            "aws " + "a".repeat(40) + " ",
            "x".repeat(63) + "@");

    private final TextScanner scanner = new TextScanner(EnumSet.allOf(Detector.class));
    private final Hits hits = new Hits();

    /** CPU time of a scan in nanoseconds, the least of three. */
    private long nanos(byte[] text) {
        return nanos(text, 3, 0);
    }

    /** The least of several, of no more than it takes to come to {@code enough}: a compiler may still be at work. */
    private long nanos(byte[] text, int times, long enough) {
        var threads = ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < times && least > enough; i++) {
            long start = threads.getCurrentThreadCpuTime();
            scanner.scan(text, 0, text.length, text, 0, 0, Scans.NOTHING_GENUINE, hits);
            least = Math.min(least, threads.getCurrentThreadCpuTime() - start);
        }
        return least;
    }

    private static byte[] repeated(String unit, int bytes) {
        int width = unit.getBytes(UTF_8).length;
        return unit.repeat(bytes / width).getBytes(UTF_8);
    }

    @Test
    void takesAtMostAMillisecondForEightKibibytes() {
        for (String unit : UNITS) {
            byte[] text = repeated(unit, 256 << 10);
            long bound = 1_000_000L * (text.length >> 13);
            assertThat(nanos(text, 20, bound)).as(unit).isLessThanOrEqualTo(bound);
        }
    }

    @Test
    void takesTimeInProportionToTheLength() {
        for (String unit : UNITS) {
            long small = nanos(repeated(unit, 64 << 10));
            long large = nanos(repeated(unit, 1 << 20));
            assertThat(large).as("%s: %s ns, then %s", unit, small, large).isLessThan(64 * small + 20_000_000);
        }
    }

    @Test
    void searchesTenMegabytes() {
        String filler = "stored image in bucket originals, told 2 subscribers, took 12 ms. ";
        byte[] text = (filler.repeat((10 << 20) / filler.length()) + "mail taro@example.com").getBytes(UTF_8);
        assertThat(nanos(text)).isLessThan(20_000_000_000L);
        assertThat(hits.size()).isEqualTo(1);
        assertThat(hits.end(0)).isEqualTo(text.length);
    }

    @Test
    void findsBehindEveryKindOfRepetition() {
        for (String unit : UNITS) {
            String text = unit.repeat(200) + "\n mail: taro@example.com";
            byte[] bytes = text.getBytes(UTF_8);
            scanner.scan(bytes, 0, bytes.length, bytes, 0, 0, Scans.NOTHING_GENUINE, hits);
            assertThat(hits.size()).as(unit).isPositive();
            assertThat(hits.end(hits.size() - 1)).as(unit).isEqualTo(bytes.length);
        }
    }
}
