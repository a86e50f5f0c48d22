package io.sluice.demo.platform;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A platform that takes in images, extracts what is on them and hands them out: nested spans over four services, some slow, some failing in
 * a late child; logs in Japanese and English with personal data; metrics with exemplars.
 */
public final class ImagePlatform implements AutoCloseable {

    private static final long MILLI = 1_000_000L;
    private static final double SLOW_SHARE = 0.02;
    private static final double FAILING_SHARE = 0.05;
    private static final double TAKEDOWN_SHARE = 0.03;

    /** The route that matters: an image has to go, by law or by its owner's wish. */
    public static final String TAKEDOWN = "/v1/images/{id}/takedown";

    private final Ledgers ledgers = Ledgers.empty();
    private final PlatformService api;
    private final PlatformService ingest;
    private final PlatformService extractor;
    private final PlatformService distributor;
    private final ScheduledExecutorService clients = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("clients").factory());
    private final Random random = new Random(20250813);
    private final AtomicReference<@Nullable String> failedTrace = new AtomicReference<>();
    private final AtomicLong requests = new AtomicLong();

    /** A platform that exports to the OTLP/gRPC endpoint {@code http://host:port}. */
    public ImagePlatform(String endpoint) {
        api = new PlatformService("image-api", endpoint, ledgers);
        ingest = new PlatformService("image-ingest", endpoint, ledgers);
        extractor = new PlatformService("image-extractor", endpoint, ledgers);
        distributor = new PlatformService("image-distributor", endpoint, ledgers);
    }

    /** Begins to handle so many requests a second. */
    public void run(int requestsPerSecond) {
        var _ = clients.scheduleAtFixedRate(this::request, 0, 1_000_000_000L / requestsPerSecond, TimeUnit.NANOSECONDS);
    }

    /** Requests handled so far. */
    public long requests() {
        return requests.get();
    }

    public Ledgers ledgers() {
        return ledgers;
    }

    /** The trace id of a request that failed, or null if none has yet. */
    public @Nullable String failedTrace() {
        return failedTrace.get();
    }

    private void request() {
        long n = requests.incrementAndGet();
        boolean fails = random.nextDouble() < FAILING_SHARE;
        boolean slow = random.nextDouble() < SLOW_SHARE;
        String route = random.nextDouble() < TAKEDOWN_SHARE ? TAKEDOWN : "/v1/images";
        long unit = slow ? 400 * MILLI : (4 + random.nextInt(8)) * MILLI;
        long start = System.currentTimeMillis() * MILLI - 8 * unit;
        Span server = api.span("POST " + route, SpanKind.SERVER, Context.root(), start);
        server.setAttribute("http.request.method", "POST").setAttribute("http.route", route);
        server.setAttribute("client.address", "203.0.113." + n % 250);
        Context context = Context.root().with(server);
        api.log(context, Severity.INFO, accessLog(n));

        stage(api, "authorize", SpanKind.INTERNAL, context, start, unit / 2);
        store(context, start + unit, unit, n);
        boolean failed = extract(context, start + 3 * unit, unit, fails);
        if (!failed) {
            distribute(context, start + 6 * unit, unit);
        } else {
            server.setStatus(StatusCode.ERROR);
            failedTrace.compareAndSet(null, server.getSpanContext().getTraceId());
        }
        server.end(start + 8 * unit, TimeUnit.NANOSECONDS);
        api.measure(context, route, 8 * unit / 1e9, failed);
        ledgers.traces().ended(server.getSpanContext().getTraceId(), kind(failed, route, slow));
    }

    private static MadeTraces.Kind kind(boolean failed, String route, boolean slow) {
        if (failed) {
            return MadeTraces.Kind.FAILED;
        }
        if (route.equals(TAKEDOWN)) {
            return MadeTraces.Kind.IMPORTANT;
        }
        return slow ? MadeTraces.Kind.SLOW : MadeTraces.Kind.ORDINARY;
    }

    private static String accessLog(long n) {
        return "203.0.113." + n % 250 + " - taro.yamada@example.jp \"POST /v1/images HTTP/1.1\" 202 512";
    }

    private void store(Context parent, long start, long unit, long n) {
        Span span = ingest.span("ingest image", SpanKind.CONSUMER, parent, start);
        Context context = parent.with(span);
        ingest.log(
                context,
                Severity.INFO,
                "画像を受け付けました: 氏名=山田太郎 電話=090-1234-" + String.format("%04d", n % 10_000) + " 〒100-0001");
        stage(ingest, "INSERT images", SpanKind.CLIENT, context, start, unit);
        span.end(start + 2 * unit, TimeUnit.NANOSECONDS);
    }

    private boolean extract(Context parent, long start, long unit, boolean fails) {
        Span span = extractor.span("extract features", SpanKind.SERVER, parent, start);
        Context context = parent.with(span);
        stage(extractor, "decode", SpanKind.INTERNAL, context, start, unit / 2);
        Span model = extractor.span("run model", SpanKind.INTERNAL, context, start + unit);
        model.addEvent("batched", Attributes.builder().put("size", 8).build(), start + unit, TimeUnit.NANOSECONDS);
        if (fails) {
            model.setStatus(StatusCode.ERROR, "model ran out of memory");
            model.recordException(new IllegalStateException("model ran out of memory"));
            extractor.log(
                    context.with(model),
                    Severity.ERROR,
                    "extraction failed for hanako.suzuki@example.com, card 4111 1111 1111 1111");
        }
        model.end(start + 2 * unit, TimeUnit.NANOSECONDS);
        span.end(start + 3 * unit, TimeUnit.NANOSECONDS);
        extractor.measure(context, "/extract", 3 * unit / 1e9, fails);
        return fails;
    }

    private void distribute(Context parent, long start, long unit) {
        Span span = distributor.span("distribute", SpanKind.SERVER, parent, start);
        Context context = parent.with(span);
        for (String target : List.of("PUT cdn", "NOTIFY subscribers")) {
            stage(distributor, target, SpanKind.CLIENT, context, start, unit / 2);
        }
        distributor.log(context, Severity.INFO, "distributed to 2 targets");
        span.end(start + 2 * unit, TimeUnit.NANOSECONDS);
        distributor.measure(context, "/distribute", 2 * unit / 1e9, false);
    }

    private static void stage(
            PlatformService service, String name, SpanKind kind, Context parent, long start, long nanos) {
        service.span(name, kind, parent, start).end(start + nanos, TimeUnit.NANOSECONDS);
    }

    /** Takes no more requests, and exports what is left. */
    @Override
    public void close() {
        clients.shutdown();
        try {
            if (!clients.awaitTermination(5, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a request of the demo hangs");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (PlatformService service : List.of(api, ingest, extractor, distributor)) {
            service.close();
        }
    }
}
