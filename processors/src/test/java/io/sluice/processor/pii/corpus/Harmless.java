package io.sluice.processor.pii.corpus;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/** Values of telemetry that look like numbers of people, and are none. */
final class Harmless {

    private static final long EPOCH_2026 = 1_767_225_600L;
    private static final int YEAR = 31_536_000;
    private static final String HEX = Characters.HEX;
    private static final String LOWER = "bcdfghjklmnpqrstvwxz2456789";
    private static final List<DateTimeFormatter> STAMPS = Stream.of(
                    "yyyyMMddHHmm",
                    "yyyyMMddHHmmss",
                    "yyyyMMdd-HHmmss",
                    "yyyyMMddHHmmssSSS",
                    "yyyy-MM-dd",
                    "yyyyMMdd",
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'",
                    "yyyy-MM-dd HH:mm:ss,SSS",
                    "dd/MMM/yyyy:HH:mm:ss +0900",
                    "yyyy:DD:HH:mm",
                    "yyyy/MM/dd HH:mm:ss",
                    "HH:mm:ss.SSSSSS",
                    "yyyy-MM-dd'T'HH:mm:ss.nnnnnnnnn'+09:00'",
                    "EEE MMM dd HH:mm:ss yyyy",
                    "yyyy年M月d日 H時m分",
                    "MM-dd HH:mm:ss.SSS",
                    "yyyy-MM-dd-HH-mm-ss",
                    "yyMMdd HHmmss")
            .map(pattern -> DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH))
            .toList();

    private final Random random;

    Harmless(Random random) {
        this.random = random;
    }

    Random random() {
        return random;
    }

    long seconds() {
        return EPOCH_2026 + random.nextInt(YEAR);
    }

    String millis() {
        return seconds() + digits(3);
    }

    String micros() {
        return seconds() + digits(6);
    }

    String nanos() {
        return seconds() + digits(9);
    }

    String stamp() {
        DateTimeFormatter format = Naming.pick(STAMPS, random);
        return format.format(
                Instant.ofEpochSecond(seconds(), random.nextInt(1_000_000_000)).atOffset(ZoneOffset.UTC));
    }

    String digits(int length) {
        return Characters.digits(length, random);
    }

    String hex(int length) {
        return Characters.of(HEX, length, random);
    }

    String uuid() {
        return new UUID(random.nextLong() & ~0xf000L | 0x4000L, random.nextLong() >>> 2 | Long.MIN_VALUE).toString();
    }

    /** A number without leading zeros below a bound. */
    int number(int bound) {
        return random.nextInt(bound);
    }

    /** What counters and offsets reach. */
    String count() {
        return Long.toString(random.nextLong(10_000_000_000_000L) >>> random.nextInt(30));
    }

    String snowflake() {
        return Long.toString((seconds() * 1000 - 1_288_834_974_657L) << 22 | random.nextInt(1 << 22));
    }

    String version() {
        String text = number(20) + "." + number(40) + "." + number(100);
        return switch (number(7)) {
            case 0 -> "v" + text;
            case 1 -> text + "-rc" + number(9);
            case 2 -> text + "+build." + number(9000);
            case 3 -> "v" + text + "." + number(9);
            case 4 -> text + "-" + hex(7);
            case 5 -> text + "-SNAPSHOT";
            default -> text;
        };
    }

    String decimal() {
        return switch (number(5)) {
            case 0 -> number(1000) + "." + digits(2);
            case 1 -> "0." + digits(16);
            case 2 -> number(9) + "." + digits(15) + "E-" + number(9);
            case 3 -> String.format(Locale.ENGLISH, "%,d", random.nextLong(1_000_000_000_000L));
            default -> number(100) + "." + digits(3) + "," + number(100) + "." + digits(3);
        };
    }

    String order() {
        return switch (number(7)) {
            case 0 -> digits(3) + "-" + digits(7) + "-" + digits(7);
            case 1 -> "ORD-" + stampDay() + "-" + digits(5);
            case 2 -> digits(12);
            case 3 -> "PO" + digits(8);
            case 4 -> digits(16);
            case 5 -> "#" + digits(6);
            default -> "S" + digits(4) + "-" + digits(8);
        };
    }

    String stampDay() {
        return "2026" + String.format("%02d%02d", 1 + number(12), 1 + number(28));
    }

    String padded() {
        return "0".repeat(4 + number(8)) + digits(4);
    }

    String pod() {
        return pick(List.of("checkout", "payments-api", "image-resizer", "search", "cart-worker")) + "-"
                + Characters.of(LOWER, 10, random) + "-" + Characters.of(LOWER, 5, random);
    }

    String arn() {
        return pick(List.of(
                        "arn:aws:iam::A:role/checkout",
                        "arn:aws:sqs:ap-northeast-1:A:orders-queue",
                        "arn:aws:lambda:ap-northeast-1:A:function:resize:7",
                        "A.dkr.ecr.ap-northeast-1.amazonaws.com/shop/api:V"))
                .replace("A", digits(12))
                .replace("V", version());
    }

    String digest() {
        return "sha256:" + hex(64);
    }

    String traceParent() {
        return "00-" + hex(32) + "-" + hex(16) + "-01";
    }

    String image() {
        return "data:image/png;base64,iVBORw0KGgo" + Characters.base64(60 + number(300), random);
    }

    String path() {
        return switch (number(5)) {
            case 0 -> "/var/log/pods/shop_" + pod() + "_" + uuid() + "/api/" + number(9) + ".log";
            case 1 -> "/srv/images/" + hex(2) + "/" + hex(2) + "/" + hex(32) + "@2x.png";
            case 2 -> "C:\\Program Files\\Shop\\" + number(20) + "." + number(9) + "\\bin\\shop.exe";
            case 3 -> "s3://shop-backups/2026/" + number(12) + "/dump-" + stampDay() + ".tar.gz";
            default -> "node_modules/.pnpm/@babel+core@7." + number(30) + "." + number(20) + "/lib/index.js";
        };
    }

    String userAgent() {
        return switch (number(5)) {
            case 0 ->
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/"
                        + (90 + number(60)) + ".0.0.0 Safari/537.36";
            case 1 ->
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_" + number(9)
                        + "_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like" + " Gecko) Version/17." + number(9)
                        + " Mobile/15E148 Safari/604.1";
            case 2 -> "okhttp/4." + number(13) + ".0";
            case 3 ->
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/" + (60 + number(60))
                        + ".0." + number(6000) + "." + number(200) + " Safari/537.36 Edg/" + (60 + number(60)) + ".0."
                        + number(2000) + "." + number(99);
            default -> "kube-probe/1." + (20 + number(15)) + " grpc-java-netty/1." + number(80) + ".0";
        };
    }

    String sql() {
        return pick(List.of(
                "SELECT o.id, o.status FROM orders o WHERE o.customer_id = $1 AND o.created_at > $2 LIMIT 50",
                "UPDATE users SET password = ?, updated_at = now() WHERE id = ?",
                "INSERT INTO customers (id, email, phone_number, card_number) VALUES (?, ?, ?, ?)",
                "SELECT count(*) FROM sessions WHERE token = :token AND expires_at < now() - interval '30 minutes'",
                "DELETE FROM cart_items WHERE cart_id IN ($1, $2, $3, $4)",
                "CREATE INDEX CONCURRENTLY idx_users_email_lower ON users (lower(email))",
                "SELECT name, address, tel FROM shops WHERE region = @p0 ORDER BY 1 OFFSET 100 ROWS"));
    }

    String stackTrace() {
        return pick(List.of(
                        "java.sql.SQLTransientConnectionException: HikariPool-1 - Connection is not available, request"
                                + " timed out after " + (30_000 + number(99)) + "ms.",
                        "java.lang.NullPointerException: Cannot invoke \"String.length()\" because \"<local4>\" is"
                                + " null",
                        "io.grpc.StatusRuntimeException: DEADLINE_EXCEEDED: deadline exceeded after 4.99" + digits(7)
                                + "s"))
                + "\n\tat com.zaxxer.hikari.pool.HikariPool.createTimeoutException(HikariPool.java:" + number(900)
                + ")\n\tat com.example.shop.Order$$Lambda/0x0000" + hex(12) + ".apply(Unknown Source)\n\t... "
                + number(90) + " common frames omitted";
    }

    String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
