package io.sluice.processor.pii.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Records of services that hold no personal data: requests, queries, queues, clusters, images, batches; in English and Japanese. */
final class CleanRecords {

    private static final String BODY = "";

    private final Harmless values;
    private final List<Runnable> scenes = List.of(
            this::request,
            this::query,
            this::queue,
            this::cluster,
            this::picture,
            this::batch,
            this::failure,
            this::cloud,
            this::order,
            this::model,
            this::machine,
            this::login);
    private List<Negative> texts = List.of();

    private CleanRecords(Random random) {
        this.values = new Harmless(random);
    }

    /** Hands over records, one by one. */
    static void forEach(Seed seed, int count, Consumer<CleanRecord> consumer) {
        CleanRecords records = new CleanRecords(new Random(seed.value() + 9));
        for (int i = 0; i < count; i++) {
            consumer.accept(records.next());
        }
    }

    private CleanRecord next() {
        texts = new ArrayList<>();
        put("service.version", values.version());
        put("k8s.pod.name", values.pod());
        put("container.id", values.hex(64));
        put("log.file.path", values.path());
        scenes.get(values.number(scenes.size())).run();
        return new CleanRecord(texts);
    }

    private void put(String key, String text) {
        texts.add(Negative.of("record", key, text));
    }

    private void body(String... choices) {
        put(BODY, values.pick(List.of(choices)));
    }

    private void request() {
        put("http.request.method", "GET");
        put("url.path", "/v1/items/" + values.digits(values.number(2) == 0 ? 8 : 12) + "/reviews");
        put("user_agent.original", values.userAgent());
        put("http.request.header.traceparent", values.traceParent());
        put("http.response.header.etag", "W/\"" + values.hex(32) + "\"");
        body(
                "GET /v1/items?page=" + values.number(90) + "&since=" + values.millis() + " 200 "
                        + values.number(90_000) + " \"-\" \"" + values.userAgent() + "\" rt=0." + values.digits(3)
                        + " req=" + values.uuid(),
                "[" + values.stamp() + "] \"POST /v1/carts/" + values.uuid() + "/items HTTP/2.0\" 201 "
                        + values.digits(5) + " upstream=" + values.pod(),
                "リクエスト " + values.uuid() + " を " + values.number(900) + "ms で処理しました（件数 " + values.number(99_999) + "）");
    }

    private void query() {
        put("db.query.text", values.sql());
        put("db.operation.batch.size", Integer.toString(values.number(500)));
        body(
                "slow query: " + values.sql() + " took " + values.decimal() + " ms, rows=" + values.number(1_000_000),
                values.stamp() + " UTC [" + values.number(99_999) + "] LOG:  checkpoint complete: wrote "
                        + values.number(99_999) + " buffers (" + values.number(99) + "." + values.number(9)
                        + "%); lsn=" + values.hex(1).toUpperCase(java.util.Locale.ROOT) + "/" + values.hex(8),
                "HikariPool-1 - Pool stats (total=" + values.number(99) + ", active=" + values.number(99)
                        + ", idle=0)");
    }

    private void queue() {
        put("messaging.kafka.offset", values.count());
        put("messaging.message.id", values.snowflake());
        body(
                "[Consumer clientId=c-" + values.number(9) + ", groupId=orders] Resetting offset for partition orders-"
                        + values.number(64) + " to position FetchPosition{offset=" + values.count() + ", epoch="
                        + values.number(99) + "}",
                "{\"topic\":\"orders\",\"partition\":" + values.number(64) + ",\"offset\":" + values.count()
                        + ",\"timestamp\":" + values.millis() + ",\"key\":\"" + values.uuid() + "\"}",
                "consumer lag " + values.number(9_999_999) + " for orders-" + values.number(64) + " at "
                        + values.nanos());
    }

    private void cluster() {
        put("k8s.replicaset.uid", values.uuid());
        put("container.image.id", values.digest());
        body(
                "Successfully pulled image \"registry.example.com/shop/api:" + values.version() + "\" in "
                        + values.decimal() + "s, image size: " + values.digits(9) + " bytes",
                "E1126 13:05:" + values.number(60) + "." + values.digits(6) + " " + values.number(99_999)
                        + " pod_workers.go:1300] \"Error syncing pod\" err=\"CrashLoopBackOff\" pod=\"shop/"
                        + values.pod()
                        + "\" podUID=\"" + values.uuid() + "\"",
                "ポッド " + values.pod() + " を再起動しました（終了コード " + values.number(255) + "、" + values.stamp() + "）");
    }

    private void picture() {
        put("image.hash", values.hex(40));
        body(
                "thumbnail written: " + values.path() + " " + values.number(4000) + "x" + values.number(4000) + " "
                        + values.number(9_999_999) + " bytes",
                "{\"preview\":\"" + values.image() + "\",\"phash\":\"" + values.hex(16) + "\"}",
                "画像変換 " + values.path() + " -> webp 品質" + values.number(100) + " 所要 " + values.decimal() + " 秒");
    }

    private void batch() {
        put("job.id", values.stampDay() + values.digits(4));
        body(
                "batch " + values.stamp() + " done: read=" + values.digits(7) + " written=" + values.digits(7)
                        + " skipped=" + values.number(99) + " in " + values.number(99) + "m" + values.number(60) + "s",
                "夜間バッチが終了しました。処理件数: " + values.digits(7) + "件、開始 " + values.stamp() + "、チェックサム " + values.hex(8),
                "export s3://shop-exports/" + values.stampDay() + "/part-" + values.padded() + "-" + values.uuid()
                        + ".snappy.parquet");
    }

    private void failure() {
        put("exception.stacktrace", values.stackTrace());
        put("exception.type", "java.lang.IllegalStateException");
        body(
                "unhandled error, id " + values.hex(24) + "\n" + values.stackTrace(),
                "接続がタイムアウトしました: host=db-" + values.number(9) + " 経過=" + values.digits(5) + "ms 再試行=" + values.number(5),
                "panic: runtime error: index out of range [" + values.number(99) + "] with length " + values.number(9)
                        + "\n\ngoroutine " + values.number(9999) + " [running]:\nmain.main()\n\t/app/main.go:"
                        + values.number(900)
                        + " +0x" + values.hex(3));
    }

    private void cloud() {
        put("cloud.account.id", values.digits(12));
        put("aws.request_id", values.uuid());
        put("cloud.resource_id", values.arn());
        body(
                "AssumeRole " + values.arn() + " ok, expires " + values.stamp(),
                "REPORT RequestId: " + values.uuid() + " Duration: " + values.decimal() + " ms Billed Duration: "
                        + values.number(9000) + " ms Memory Size: 512 MB",
                "PutObject " + values.path() + " etag=" + values.hex(32) + " version_id="
                        + Characters.of(Characters.ALNUM, 32, values.random()));
    }

    private void order() {
        put("order.number", values.order());
        body(
                "order " + values.order() + " moved from PAID to SHIPPED, tracking number " + values.digits(12),
                "注文番号 " + values.order() + " を受け付けました。合計 " + values.decimal() + " 円",
                "{\"order\":{\"number\":\"" + values.order() + "\",\"lines\":" + values.number(20) + ",\"total\":"
                        + values.number(99_999) + ",\"currency\":\"JPY\",\"sku\":\"" + values.digits(13) + "\"}}",
                "payment intent pi_" + Characters.of(Characters.ALNUM, 24, values.random()) + " succeeded, amount "
                        + values.number(99_999) + " JPY");
    }

    private void model() {
        put("gen_ai.usage.input_tokens", Integer.toString(values.number(9999)));
        body(
                "completion finished: prompt_tokens=" + values.number(9999) + " completion_tokens="
                        + values.number(9999) + " max_tokens=4096 finish_reason=stop id=chatcmpl-" + values.hex(24),
                "embedding batch " + values.uuid() + ": dims=1536 norm=" + values.decimal() + " cache_key="
                        + values.hex(64));
    }

    private void machine() {
        put("thread.name", "http-nio-8080-exec-" + values.number(200));
        body(
                "[" + values.decimal() + "s][info][gc] GC(" + values.number(9999) + ") Pause Young (Normal) "
                        + values.number(4000) + "M->" + values.number(900) + "M(4096M) " + values.number(40) + "."
                        + values.digits(3) + "ms",
                "kernel: [" + values.number(9_999_999) + "." + values.digits(6)
                        + "] oom-kill:constraint=CONSTRAINT_MEMCG,pid=" + values.number(99_999) + ",uid=1000",
                "systemd[1]: Started getty@tty" + values.number(9) + ".service - Getty on tty.",
                "ディスク使用率が " + values.number(100) + "." + values.number(9) + "% に達しました (/dev/nvme0n1p" + values.number(4)
                        + ")");
    }

    private void login() {
        put("enduser.id", values.uuid());
        body(
                "user " + values.digits(8) + " logged in, session expires in 3600s",
                "password reset requested for account " + values.uuid() + "; token_type=Bearer expires_in=3600",
                "ユーザー " + values.digits(8) + " のパスワードが正しくありません（" + values.number(5) + " 回目）",
                "rejected: password must have at least " + (8 + values.number(9)) + " characters");
    }
}
