package io.sluice.processor.pii.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Texts that hold nothing to find but resemble what does. */
final class HardNegatives {

    private static final int PER_CONTEXT = 60;

    private final Harmless values;
    private final List<Negative> negatives = new ArrayList<>();

    private HardNegatives(Random random) {
        this.values = new Harmless(random);
    }

    static List<Negative> of(Seed seed) {
        HardNegatives corpus = new HardNegatives(new Random(seed.value() + 8));
        corpus.addTimes();
        corpus.addIds();
        corpus.addNumbers();
        corpus.addTexts();
        corpus.addNearSecrets();
        return corpus.negatives;
    }

    private void addTimes() {
        add("epoch seconds", "ts", () -> Long.toString(values.seconds()));
        add("epoch milliseconds", "timestamp", values::millis);
        add("epoch microseconds", "time_us", values::micros);
        add("epoch nanoseconds", "observed_time_unix_nano", values::nanos);
        add("date stamp", "created_at", values::stamp);
        add(
                "timestamp like an IPv6 address",
                "at",
                () -> "2026:" + values.number(12) + ":" + values.number(24) + ":" + values.number(60) + ":"
                        + values.number(60));
        add(
                "duration",
                "elapsed",
                () -> String.format("%02d:%02d:%02d", values.number(24), values.number(60), values.number(60)));
    }

    private void addIds() {
        add("uuid", "request_id", values::uuid);
        add("trace id", "trace_id", () -> values.hex(32));
        add("span id", "span_id", () -> values.hex(16));
        add("trace parent", "traceparent", values::traceParent);
        add("hex id", "object_id", () -> values.hex(24));
        add("snowflake", "message_id", values::snowflake);
        add("AWS account", "aws_account_id", () -> values.digits(12));
        add("ARN", "resource", values::arn);
        add("pod", "pod", values::pod);
        add("image digest", "image", values::digest);
        add("row of ids", "links", () -> row(() -> values.hex(8 * (1 + values.number(5)))));
        add(
                "row of large ids",
                "parts",
                () -> row(() -> values.hex(2 * (7 + values.number(8))).toUpperCase(Locale.ROOT)));
        add("git hash", "commit", () -> values.hex(values.number(2) == 0 ? 40 : 7));
        add("order number", "order_id", values::order);
        add("padded number", "sequence", values::padded);
        add("decimal id", "user_id", () -> (1 + values.number(9)) + values.digits(8 + values.number(11)));
        add("tracking number", "tracking_number", () -> values.digits(12));
        add("upper-case id", "batch", () -> Characters.of(Characters.UPPER, 2, values.random()) + values.digits(7));
    }

    /** Many values in one text. */
    private static String row(Supplier<String> value) {
        return Stream.generate(value).limit(30).collect(Collectors.joining(","));
    }

    private void addNumbers() {
        add("version", "version", values::version);
        add("decimal", "value", values::decimal);
        add("byte count", "bytes", values::count);
        add("offset", "offset", values::count);
        add(
                "row of numbers",
                "counts",
                () -> values.digits(4) + " " + values.digits(4) + " " + values.digits(4) + " " + values.digits(4) + " "
                        + values.digits(4));
        add("range", "range", () -> values.number(9000) + "-" + (9000 + values.number(9000)));
        add("ratio", "progress", () -> values.number(9999) + "/" + (9999 + values.number(99_999)));
        add("object identifier", "oid", () -> "1.3.6.1.4.1." + values.number(9000) + "." + values.number(9) + ".1");
        add("memory address", "address", () -> "0x0000" + values.hex(12));
    }

    private void addTexts() {
        add("stack trace", "exception.stacktrace", values::stackTrace);
        add("SQL without data", "db.statement", values::sql);
        add("image in base64", "thumbnail", values::image);
        add("base64", "payload", () -> Characters.base64(20 + values.number(200), values.random()));
        add("user agent", "user_agent", values::userAgent);
        add("path", "path", values::path);
        add(
                "package with version",
                "module",
                () -> values.pick(List.of("react", "core-js", "@types/node")) + "@" + values.number(20) + "."
                        + values.number(20) + "." + values.number(9));
        add("systemd unit", "unit", () -> "getty@tty" + values.number(9) + ".service");
        add(
                "at sign",
                "annotation",
                () -> values.pick(List.of("@Override", "@RestController", "user@", "@channel", "a @ b")));
    }

    /** Names of secrets and persons beside values that are none. */
    private void addNearSecrets() {
        for (String text : List.of(
                "password=null",
                "\"token\": null",
                "password is required",
                "token_count=N",
                "max_tokens: N",
                "prompt_tokens=N completion_tokens=N",
                "token_type=Bearer",
                "expires_in=3600",
                "パスワードが正しくありません",
                "パスワードを変更しました",
                "invalid token at line N",
                "unexpected token } in JSON at position N",
                "\"password\":\"\"",
                "secret not found: shop/tls",
                "password=********",
                "password=[SECRET]",
                "secretName: shop-tls",
                "key=N partition=N",
                "primary_key=id",
                "電話でのお問い合わせは受け付けていません",
                "氏名を入力してください",
                "住所の形式が不正です",
                "phone number must not be blank",
                "card declined by issuer, code N",
                "credit card check took Nms",
                "address already in use",
                "bind address: 0x1f",
                "token bucket: N of N left",
                "Authorization header missing",
                "authorization failed",
                "cookie expired",
                "郵便番号が見つかりません",
                "基本料金 N円",
                "name=checkout",
                "\"name\":\"image-resizer\"",
                "hostname=node-N",
                "filename=report-N.pdf",
                "file_name=a.png",
                "PASS: TestCheckout (0.N s)",
                "pass=N fail=N skip=N",
                "first pass: N items",
                "missing argument for --password",
                "the --token option is deprecated",
                "docker run -p N:N shop/checkout",
                "mkdir -p /var/lib/shop/N",
                "curl -s -o /dev/null https://shop/N",
                "mysql -h db-N -u shop -p",
                "step N -- done - in -N ms")) {
            addWhole("words beside nothing", text);
        }
    }

    private void addWhole(String kind, String text) {
        for (int i = 0; i < PER_CONTEXT / 2; i++) {
            String filled = text;
            while (filled.contains("N")) {
                filled = filled.replaceFirst("N", Integer.toString(values.number(100_000)));
            }
            negatives.add(Negative.of(kind, "", filled));
        }
    }

    private void add(String kind, String key, Supplier<String> value) {
        for (int i = 0; i < PER_CONTEXT; i++) {
            negatives.add(Negative.of(kind, key, value.get()));
            negatives.add(Negative.of(kind, "", value.get()));
            negatives.add(Negative.of(
                    kind,
                    "",
                    "{\"level\":\"info\",\"" + key + "\":\"" + Encoding.JSON.encode(value.get()) + "\",\"n\":3}"));
            negatives.add(Negative.of(
                    kind, "", "level=warn " + key + "=\"" + Encoding.JSON.encode(value.get()) + "\" took=12ms"));
            negatives.add(Negative.of(kind, "", "processed " + key + " " + value.get() + " in 12 ms"));
            negatives.add(Negative.of(kind, "", "処理が完了しました。" + key + "：" + value.get() + "（再試行 2 回）"));
            negatives.add(Negative.of(
                    kind, "", "GET /v1/items?" + key + "=" + Encoding.QUERY.encode(value.get()) + "&page=2"));
        }
    }
}
