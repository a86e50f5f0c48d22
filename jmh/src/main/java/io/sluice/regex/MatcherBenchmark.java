package io.sluice.regex;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What do three patterns - addresses of mail, numbers of cards and of telephones - cost on the 15 attributes of a span, of 233 bytes in all, and
 * what do patterns cost on a long text? The baselines are {@code java.util.regex} and re2j. Searches must allocate nothing.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MatcherBenchmark {

    private static final String MAIL = "[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\\.[a-zA-Z]{2,}";
    private static final List<String> EXPRESSIONS = List.of(MAIL, "4[0-9]{12}(?:[0-9]{3})?", "\\d{3}-\\d{4}-\\d{4}");

    private static final List<String> ATTRIBUTES = List.of(
            "GET",
            "/api/v1/orders/{id}",
            "200",
            "https",
            "checkout.example.com",
            "10.42.7.19",
            "443",
            "HTTP/1.1",
            "Mozilla/5.0 (X11; Linux x86_64)",
            "orders-7f9c6b5d8-x2x9k",
            "prod-ap-northeast-1",
            "550e8400-e29b-41d4-a716-446655440000",
            "SELECT id FROM orders WHERE id = ?",
            "postgresql",
            "user-18273");

    private static final int LOG_BYTES = 64 << 10;

    private static byte[] log() {
        StringBuilder log = new StringBuilder();
        Random random = new Random(1);
        while (log.length() < LOG_BYTES) {
            log.append("2026-11-26T10:00:00Z INFO order ").append(random.nextInt(1_000_000));
            log.append(" of user-").append(random.nextInt(10_000)).append(" path=/api/v1/orders/");
            log.append(Long.toHexString(random.nextLong())).append('\n');
            if (random.nextInt(50) == 0) {
                log.append("mail from taro.yamada@example.co.jp, phone 090-1234-5678\n");
            }
            if (random.nextInt(10) == 0) {
                log.append("注文が完了しました 株式会社 山田太郎\n");
            }
        }
        return log.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The attributes of a span, behind each other. */
    @State(Scope.Thread)
    public static class Span {

        private final byte[] bytes = String.join("", ATTRIBUTES).getBytes(StandardCharsets.US_ASCII);
        private final int[] ends = new int[ATTRIBUTES.size()];
        private final Matcher[] matchers = new Matcher[EXPRESSIONS.size()];
        private final java.util.regex.Pattern[] jdk = new java.util.regex.Pattern[EXPRESSIONS.size()];
        private PatternSet set = PatternSet.of(List.of());

        @Setup
        public void compile() throws PatternException {
            int end = 0;
            for (int i = 0; i < ends.length; i++) {
                end += ATTRIBUTES.get(i).length();
                ends[i] = end;
            }
            Pattern[] patterns = new Pattern[matchers.length];
            for (int i = 0; i < matchers.length; i++) {
                patterns[i] = Pattern.compile(EXPRESSIONS.get(i));
                matchers[i] = patterns[i].matcher();
                jdk[i] = java.util.regex.Pattern.compile(EXPRESSIONS.get(i));
            }
            set = PatternSet.of(List.of(patterns));
        }
    }

    /** Each pattern on each attribute. */
    @Benchmark
    public int span(Span span) {
        int found = 0;
        int from = 0;
        for (int end : span.ends) {
            for (Matcher matcher : span.matchers) {
                found += matcher.contains(span.bytes, from, end) ? 1 : 0;
            }
            from = end;
        }
        return found;
    }

    /** One look at each attribute, then the patterns that it leaves. */
    @Benchmark
    public int spanBySet(Span span) {
        int found = 0;
        int from = 0;
        for (int end : span.ends) {
            for (long may = span.set.mayMatch(span.bytes, from, end); may != 0; may &= may - 1) {
                Matcher matcher = span.matchers[Long.numberOfTrailingZeros(may)];
                found += matcher.contains(span.bytes, from, end) ? 1 : 0;
            }
            from = end;
        }
        return found;
    }

    /** As {@link #span} with the JDK's engine, on strings that exist. */
    @Benchmark
    public int spanJdk(Span span) {
        int found = 0;
        for (String attribute : ATTRIBUTES) {
            for (java.util.regex.Pattern pattern : span.jdk) {
                found += pattern.matcher(attribute).find() ? 1 : 0;
            }
        }
        return found;
    }

    /** 64 KiB of a log, a fiftieth of whose lines have matches of the first pattern. */
    @State(Scope.Thread)
    public static class Log {

        @Param({
            MAIL,
            "\\b(?:\\d{1,3}\\.){3}\\d{1,3}\\b",
            "(?i)(secret|token|api[_-]?key)",
            "(\\w+)\\.(\\w+)@(\\w+)",
            "\\p{Han}{3}",
            "(a|b)*a(a|b){8}c"
        })
        private String expression = "";

        private final byte[] bytes = log();
        private final String text = new String(bytes, StandardCharsets.UTF_8);
        private Matcher matcher = empty();
        private java.util.regex.Pattern jdk = java.util.regex.Pattern.compile("");
        private com.google.re2j.Pattern re2j = com.google.re2j.Pattern.compile("");

        private static Matcher empty() {
            try {
                return Pattern.compile("").matcher();
            } catch (PatternException e) {
                throw new IllegalStateException(e);
            }
        }

        @Setup
        public void compile() throws PatternException {
            matcher = Pattern.compile(expression).matcher();
            jdk = java.util.regex.Pattern.compile(expression.replace("Han", "IsHan"));
            re2j = com.google.re2j.Pattern.compile(expression);
        }
    }

    /** All matches with their places. */
    @Benchmark
    public int log(Log log) {
        int sum = 0;
        log.matcher.over(log.bytes, 0, log.bytes.length);
        while (log.matcher.next()) {
            sum += log.matcher.start();
        }
        return sum;
    }

    /** All matches with the places of their groups. */
    @Benchmark
    public int logGroups(Log log) {
        int sum = 0;
        int last = log.matcher.groupCount();
        log.matcher.over(log.bytes, 0, log.bytes.length);
        while (log.matcher.next()) {
            sum += log.matcher.end(last);
        }
        return sum;
    }

    @Benchmark
    public int logJdk(Log log) {
        int sum = 0;
        for (java.util.regex.Matcher matcher = log.jdk.matcher(log.text); matcher.find(); ) {
            sum += matcher.start();
        }
        return sum;
    }

    @Benchmark
    public int logRe2j(Log log) {
        int sum = 0;
        for (com.google.re2j.Matcher matcher = log.re2j.matcher(log.text); matcher.find(); ) {
            sum += matcher.start();
        }
        return sum;
    }
}
