package io.sluice.exporter.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Status;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswersTest {

    private static final byte[] NOTHING = {};

    private final HttpHeaders headers = new DefaultHttpHeaders();
    private final HttpAnswers answers =
            new HttpAnswers("gateway:4318", Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneOffset.UTC));

    private Outcome answered(int status) {
        return answers.answered(status, headers, NOTHING, 5);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void mayBeTriedAgain(int status) {
        assertThat(answered(status))
                .isEqualTo(Outcome.refused(Refusal.BACKEND, "the OTLP backend at gateway:4318 answered " + status));
    }

    @ParameterizedTest
    @CsvSource({
        "301,BACKEND",
        "400,MALFORMED",
        "401,BACKEND",
        "403,BACKEND",
        "404,BACKEND",
        "405,BACKEND",
        "408,BACKEND",
        "413,TOO_LARGE",
        "415,BACKEND",
        "418,BACKEND",
        "500,BACKEND",
        "501,BACKEND",
        "505,BACKEND"
    })
    void isFinal(int status, Rejection reason) {
        assertThat(answered(status)).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(reason);
            assertThat(rejected.message()).startsWith("the OTLP backend at gateway:4318 answered " + status + "; ");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "7,7",
        "'Wed, 25 Nov 2026 12:00:30 GMT',30",
        "'Wed, 25 Nov 2026 11:00:00 GMT',0",
        "soon,0",
        "-3,0",
        "'',0",
        "99999999999,86400"
    })
    void takesRetryAfterInSecondsOrAsADate(String value, long seconds) {
        headers.set("Retry-After", value);
        assertThat(((Outcome.Refused) answered(503)).retryAfterNanos())
                .isEqualTo(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void quotesTheStatusMessageOfABinaryBodyOnOneLine() {
        headers.set("Content-Type", "application/x-protobuf");
        byte[] body = Status.newBuilder()
                .setMessage("quota\nof tenant used up")
                .build()
                .toByteArray();
        assertThat(((Outcome.Refused) answers.answered(429, headers, body, 1)).message())
                .endsWith("answered 429: quota of tenant used up");
    }

    @Test
    void quotesTheStatusMessageOfAJsonBody() {
        headers.set("Content-Type", "application/json; charset=utf-8");
        byte[] body = "{\"code\":3,\"details\":[{\"message\":\"no\"}],\"message\":\"bad span\"}".getBytes(UTF_8);
        assertThat(((Outcome.Rejected) answers.answered(400, headers, body, 1)).message())
                .contains("answered 400: bad span;");
    }

    @Test
    void doesNotQuoteOtherBodies() {
        headers.set("Content-Type", "text/html");
        assertThat(((Outcome.Refused) answers.answered(502, headers, "<h1>proxy</h1>".getBytes(UTF_8), 1)).message())
                .endsWith("answered 502");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"partialSuccess\":{\"rejectedSpans\":\"3\",\"errorMessage\":\"old\"}}',3,old",
        "'{\"partialSuccess\":{\"rejectedLogRecords\":3,\"errorMessage\":\"old\"}}',3,old",
        "'{\"partialSuccess\":{\"errorMessage\":\"careful\"},\"other\":[1]}',0,careful"
    })
    void readsPartialSuccessInJson(String body, int rejected, String message) {
        headers.set("Content-Type", "application/json");
        assertThat(answers.answered(200, headers, body.getBytes(UTF_8), 5))
                .isEqualTo(new Outcome.PartiallyAccepted(rejected, null, message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"partialSuccess\":{}}", "{\"partialSuccess\":null}"})
    void takesAnEmptyJsonAnswerForSuccess(String body) {
        headers.set("Content-Type", "application/json");
        assertThat(answers.answered(200, headers, body.getBytes(UTF_8), 5)).isEqualTo(Outcome.accepted());
    }

    @ParameterizedTest
    @CsvSource({"application/json,[]", "application/json,{", "application/x-protobuf,hello", "text/html,<html>"})
    void aSuccessWithoutAnOtlpResponseIsFinal(String type, String body) {
        headers.set("Content-Type", type);
        assertThat(answers.answered(200, headers, body.getBytes(UTF_8), 5))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(Rejection.BACKEND));
    }
}
