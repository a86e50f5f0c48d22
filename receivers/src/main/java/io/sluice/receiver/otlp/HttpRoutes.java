package io.sluice.receiver.otlp;

import io.sluice.api.ComponentContext;
import io.sluice.api.Consumer;
import io.sluice.api.ReceiverFactory.Outputs;
import io.sluice.json.OtlpJsonReader;
import io.sluice.pdata.BufferPool;
import io.sluice.pdata.Signal;
import io.sluice.transport.compression.Encoding;
import io.sluice.transport.server.ReceiveBudget;
import io.sluice.transport.server.TimersByLoop;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What all connections of OTLP/HTTP share: which path leads to which pipelines, and the limits. Threads: any; immutable. */
final class HttpRoutes {

    static final String TRANSPORT = "http";

    /** How long the rest of a refused request is thrown away before its connection is closed. */
    static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final ThreadLocal<OtlpJsonReader> JSON = ThreadLocal.withInitial(OtlpJsonReader::new);

    private final ComponentContext context;
    private final OtlpHttpConfig config;
    private final String receiver;
    private final TimersByLoop timers;
    private final ReceiveBudget budget;
    private final @Nullable Cors cors;
    private final Map<String, Intake> byPath = new HashMap<>();
    private final Map<String, Encoding> encodings = new HashMap<>();
    private final Map<String, String> responseHeaders = new HashMap<>();

    HttpRoutes(
            ComponentContext context,
            OtlpHttpConfig config,
            Outputs outputs,
            TimersByLoop timers,
            ReceiveBudget budget) {
        this.context = context;
        this.config = config;
        this.receiver = context.id().toString();
        this.timers = timers;
        this.budget = budget;
        OtlpHttpConfig.CorsConfig allowed = config.cors();
        this.cors = allowed == null || allowed.allowedOrigins().isEmpty() ? null : new Cors(allowed);
        for (Signal signal : Signal.values()) {
            Consumer consumer = outputs.consumer(signal);
            if (consumer != null) {
                byPath.put(path(signal), new Intake(context, signal, TRANSPORT, consumer));
            }
        }
        Set<String> allowedEncodings = new HashSet<>(config.compressionAlgorithms());
        for (String name : allowedEncodings) {
            Encoding encoding = Encoding.of(name.toLowerCase(Locale.ROOT));
            if (encoding != null) {
                encodings.put(name.toLowerCase(Locale.ROOT), encoding);
            }
        }
        config.responseHeaders().values().forEach((name, value) -> responseHeaders.put(name, value.reveal()));
    }

    private String path(Signal signal) {
        return OtlpHttpConfig.path(
                switch (signal) {
                    case TRACES -> config.tracesUrlPath();
                    case METRICS -> config.metricsUrlPath();
                    case LOGS -> config.logsUrlPath();
                });
    }

    /** Where a path leads, or null. */
    @Nullable
    Intake intake(String path) {
        return byPath.get(path);
    }

    /** The encoding of a lower-case {@code Content-Encoding}, or null if it is not accepted. */
    @Nullable
    Encoding encoding(String name) {
        return encodings.get(name);
    }

    @Nullable
    Cors cors() {
        return cors;
    }

    /** A reader of the thread that calls. */
    OtlpJsonReader json() {
        return JSON.get();
    }

    String receiver() {
        return receiver;
    }

    TimersByLoop timers() {
        return timers;
    }

    ReceiveBudget budget() {
        return budget;
    }

    BufferPool buffers() {
        return context.buffers();
    }

    long nanoTime() {
        return context.clock().nanoTime();
    }

    Map<String, String> responseHeaders() {
        return responseHeaders;
    }

    int maxBodyBytes() {
        return config.maxBodyBytes();
    }

    boolean includesMetadata() {
        return config.includeMetadata();
    }

    boolean keepsAlive() {
        return config.keepAlivesEnabled();
    }

    long readNanos() {
        return config.readLimit().toNanos();
    }

    long idleNanos() {
        return config.idleLimit().toNanos();
    }

    long resultTimeoutNanos() {
        return config.resultTimeout().toNanos();
    }

    /** What a sender of too much is told. */
    Verdict tooLarge() {
        return Verdict.of(
                io.sluice.api.Rejection.TOO_LARGE,
                "the request is larger than " + config.maxBodyBytes() + " bytes; send smaller ones");
    }
}
