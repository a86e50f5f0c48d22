package io.sluice.exporter.otlp;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.transport.client.ConnectFailures;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What an HTTP answer means for a request (OTLP specification, "OTLP/HTTP Response" and "OTLP/HTTP Throttling"). Threads: any.
 *
 * <p>429, 502, 503 and 504 may be tried again, with {@code Retry-After} as the least wait; every other error is final.
 */
final class HttpAnswers {

    private static final long MAX_DELAY_SECONDS = TimeUnit.DAYS.toSeconds(1);

    private final String backend;
    private final Clock wallClock;

    /**
     * @param hostPort where the backend is, for messages
     * @param wallClock for dates in {@code Retry-After}
     */
    HttpAnswers(String hostPort, Clock wallClock) {
        this.backend = "the OTLP backend at " + hostPort;
        this.wallClock = wallClock;
    }

    /** The outcome of an answer to a request of {@code items} items. */
    Outcome answered(int status, HttpHeaders headers, byte[] body, int items) {
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE, "").toLowerCase(Locale.ROOT);
        if (status >= 200 && status < 300) {
            return success(type, body, items);
        }
        String answered = backend + " answered " + status + Quoted.behindColon(message(type, body));
        return switch (status) {
            case 429, 502, 503, 504 -> Outcome.refused(Refusal.BACKEND, retryAfterNanos(headers), answered);
            case 400 -> Outcome.rejected(Rejection.MALFORMED, answered + "; the request is not valid to it");
            case 401 ->
                Outcome.rejected(
                        Rejection.BACKEND,
                        answered + "; set headers, or tls.cert_file and tls.key_file, to what it expects");
            case 403 ->
                Outcome.rejected(Rejection.BACKEND, answered + "; have this client's identity allowed to write there");
            case 404, 405, 301, 302, 303, 307, 308 ->
                Outcome.rejected(
                        Rejection.BACKEND,
                        answered + "; check endpoint, to which v1/ and the signal are added, or set the signal's own");
            case 413 ->
                Outcome.rejected(
                        Rejection.TOO_LARGE,
                        answered + "; send smaller requests (send_batch_max_bytes of the batch processor), or raise its"
                                + " limits");
            case 415 -> Outcome.rejected(Rejection.BACKEND, answered + "; try another encoding or compression");
            default -> Outcome.rejected(Rejection.BACKEND, answered + "; its log says why");
        };
    }

    private Outcome success(String type, byte[] body, int items) {
        ExportResponse parsed =
                type.startsWith("application/json") ? JsonAnswers.response(body) : ExportResponse.parse(body);
        return parsed == null
                ? Outcome.rejected(
                        Rejection.BACKEND,
                        backend + " answered OK without an OTLP response; check that endpoint is an OTLP/HTTP port")
                : parsed.outcome(items);
    }

    private static String message(String type, byte[] body) {
        if (type.startsWith("application/json")) {
            return JsonAnswers.statusMessage(body);
        }
        RpcStatus status = type.startsWith("application/x-protobuf") ? RpcStatus.parse(body) : null;
        return status == null ? "" : status.message();
    }

    /** The outcome of a request that got no answer because the connection failed. */
    Outcome failed(Throwable failure) {
        String problem = ConnectFailures.describe(failure);
        return Outcome.refused(
                Refusal.BACKEND,
                backend + " "
                        + (problem != null ? problem : "ended the connection without an answer; its log may say why"));
    }

    /** The outcome of a request that got no answer in time. */
    Outcome timedOut() {
        return Outcome.refused(Refusal.DEADLINE, backend + " did not answer in time; check its load, or raise timeout");
    }

    private long retryAfterNanos(HttpHeaders headers) {
        String value = headers.get(HttpHeaderNames.RETRY_AFTER);
        long seconds = value == null ? 0 : seconds(value.strip());
        return TimeUnit.SECONDS.toNanos(Math.clamp(seconds, 0, MAX_DELAY_SECONDS));
    }

    /** Zero for what is neither a number of seconds nor a date: then the ordinary back-off holds. */
    private long seconds(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException _) {
            Instant date = date(value);
            // Rounded up: a wait that ends a moment too early is one more refusal.
            return date == null
                    ? 0
                    : Duration.between(wallClock.instant(), date)
                            .plusMillis(999)
                            .toSeconds();
        }
    }

    private static @Nullable Instant date(String value) {
        try {
            return ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }
}
