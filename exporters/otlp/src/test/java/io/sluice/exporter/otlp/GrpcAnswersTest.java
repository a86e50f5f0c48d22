package io.sluice.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GrpcAnswersTest {

    private final GrpcAnswers answers = new GrpcAnswers("gateway:4317");

    private Outcome failure(Code code, Metadata trailers) {
        return answers.failure(code.toStatus().withDescription("because"), trailers, true);
    }

    private static Metadata retryInfo(long seconds, int nanos) {
        Metadata trailers = new Metadata();
        trailers.put(
                Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER),
                com.google.rpc.Status.newBuilder()
                        .addDetails(Any.pack(com.google.rpc.BadRequest.getDefaultInstance()))
                        .addDetails(Any.pack(RetryInfo.newBuilder()
                                .setRetryDelay(Duration.newBuilder()
                                        .setSeconds(seconds)
                                        .setNanos(nanos))
                                .build()))
                        .build()
                        .toByteArray());
        return trailers;
    }

    @ParameterizedTest
    @EnumSource(
            value = Code.class,
            names = {"CANCELLED", "DEADLINE_EXCEEDED", "ABORTED", "OUT_OF_RANGE", "UNAVAILABLE", "DATA_LOSS"})
    void mayBeTriedAgain(Code code) {
        assertThat(failure(code, new Metadata()))
                .isEqualTo(Outcome.refused(
                        Refusal.BACKEND, "the OTLP backend at gateway:4317 answered " + code + ": because"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Code.class,
            names = {
                "CANCELLED",
                "DEADLINE_EXCEEDED",
                "ABORTED",
                "OUT_OF_RANGE",
                "UNAVAILABLE",
                "DATA_LOSS",
                "RESOURCE_EXHAUSTED"
            })
    void waitsAsLongAsRetryInfoAsks(Code code) {
        assertThat(((Outcome.Refused) failure(code, retryInfo(3, 500_000_000))).retryAfterNanos())
                .isEqualTo(3_500_000_000L);
    }

    @Test
    void anExhaustedBackendWithARetryInfoOfNothingMayBeTriedAgain() {
        assertThat(failure(Code.RESOURCE_EXHAUSTED, retryInfo(0, 0))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void boundsTheWait() {
        assertThat(((Outcome.Refused) failure(Code.UNAVAILABLE, retryInfo(Long.MAX_VALUE, 0))).retryAfterNanos())
                .isEqualTo(java.time.Duration.ofDays(1).toNanos());
        assertThat(((Outcome.Refused) failure(Code.UNAVAILABLE, retryInfo(-5, -1))).retryAfterNanos())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN,BACKEND", "INVALID_ARGUMENT,MALFORMED", "NOT_FOUND,BACKEND", "ALREADY_EXISTS,BACKEND",
        "PERMISSION_DENIED,BACKEND", "UNAUTHENTICATED,BACKEND", "FAILED_PRECONDITION,BACKEND", "UNIMPLEMENTED,BACKEND",
        "INTERNAL,BACKEND", "RESOURCE_EXHAUSTED,TOO_LARGE"
    })
    void isFinal(Code code, Rejection reason) {
        assertThat(failure(code, new Metadata())).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(reason);
            assertThat(rejected.message())
                    .startsWith("the OTLP backend at gateway:4317 answered " + code + ": because; ");
        });
    }

    @Test
    void ourOwnDeadlineIsNoAnswer() {
        Outcome outcome = answers.failure(Status.DEADLINE_EXCEEDED, new Metadata(), false);
        assertThat(((Outcome.Refused) outcome).reason()).isEqualTo(Refusal.DEADLINE);
    }

    @Test
    void namesARefusedConnection() {
        Status status = Status.UNAVAILABLE
                .withDescription("io exception\nChannel Pipeline: [a, b]")
                .withCause(new ConnectException("finishConnect(..) failed: Connection refused"));
        assertThat(((Outcome.Refused) answers.failure(status, null, true)).message())
                .isEqualTo(
                        "the OTLP backend at gateway:4317 refused the connection; check endpoint and that the backend"
                                + " runs");
    }

    @Test
    void takesEmptyResponsesForSuccess() {
        assertThat(answers.success(new byte[0], 5)).isEqualTo(Outcome.accepted());
        assertThat(answers.success(new byte[] {0x0a, 0}, 5)).isEqualTo(Outcome.accepted());
    }

    @Test
    void neverRejectsMoreItemsThanWereSent() {
        byte[] response = ExportTraceServiceResponse.newBuilder()
                .setPartialSuccess(ExportTracePartialSuccess.newBuilder().setRejectedSpans(99))
                .build()
                .toByteArray();
        assertThat(answers.success(response, 5)).isEqualTo(new Outcome.PartiallyAccepted(5, null, ""));
    }

    @Test
    void anAnswerThatIsNoOtlpIsFinal() {
        assertThat(answers.success(new byte[] {0x0a, 5, 1}, 5)).isInstanceOf(Outcome.Rejected.class);
        assertThat(answers.success(null, 5)).isInstanceOf(Outcome.Rejected.class);
    }
}
