package io.sluice.exporter.otlp;

import io.grpc.Metadata;
import io.grpc.Status;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.transport.client.ConnectFailures;
import org.jspecify.annotations.Nullable;

/**
 * What a gRPC status means for a request (OTLP specification, "OTLP/gRPC Response" and "OTLP/gRPC Throttling"). Threads: any.
 *
 * <p>What may be tried again is refused with the backend's {@code RetryInfo} as the least wait. {@code RESOURCE_EXHAUSTED} may be only if
 * it has one.
 */
final class GrpcAnswers {

    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private final String backend;

    /** @param hostPort where the backend is, for messages */
    GrpcAnswers(String hostPort) {
        this.backend = "the OTLP backend at " + hostPort;
    }

    /** Whether a status is our own side's: no connection, or one that broke, rather than an answer. */
    static boolean isNotReached(Status status) {
        return status.getCode() == Status.Code.UNAVAILABLE && status.getCause() != null;
    }

    /**
     * The outcome of a call that did not end well.
     *
     * @param beforeDeadline whether it ended ahead of our own deadline, so that {@code DEADLINE_EXCEEDED} is the backend's answer
     */
    Outcome failure(Status status, @Nullable Metadata trailers, boolean beforeDeadline) {
        RpcStatus details = details(trailers);
        long delay = details == null ? RpcStatus.NO_RETRY_INFO : details.retryDelayNanos();
        return switch (status.getCode()) {
            case DEADLINE_EXCEEDED ->
                beforeDeadline
                        ? comeAgain(status, delay)
                        : Outcome.refused(
                                Refusal.DEADLINE,
                                backend + " did not answer in time; check its load, or raise timeout");
            case CANCELLED, ABORTED, OUT_OF_RANGE, UNAVAILABLE, DATA_LOSS -> comeAgain(status, delay);
            case RESOURCE_EXHAUSTED ->
                delay == RpcStatus.NO_RETRY_INFO
                        ? rejected(
                                Rejection.TOO_LARGE,
                                status,
                                "send smaller requests (send_batch_max_size of the batch processor), or raise its"
                                        + " limits")
                        : comeAgain(status, delay);
            case INVALID_ARGUMENT -> rejected(Rejection.MALFORMED, status, "the request is not valid to it");
            case UNAUTHENTICATED ->
                rejected(
                        Rejection.BACKEND,
                        status,
                        "set headers, or tls.cert_file and tls.key_file, to what it expects");
            case PERMISSION_DENIED ->
                rejected(Rejection.BACKEND, status, "have this client's identity allowed to write there");
            case UNIMPLEMENTED, NOT_FOUND ->
                rejected(Rejection.BACKEND, status, "check that endpoint is an OTLP/gRPC port that takes this signal");
            default -> rejected(Rejection.BACKEND, status, "its log says why");
        };
    }

    /** The outcome of a call that ended well, with this response. */
    Outcome success(byte @Nullable [] response, int items) {
        ExportResponse parsed = response == null ? null : ExportResponse.parse(response);
        return parsed == null
                ? Outcome.rejected(
                        Rejection.BACKEND,
                        backend + " answered OK without an OTLP response; check that endpoint is an OTLP/gRPC port")
                : parsed.outcome(items);
    }

    private Outcome comeAgain(Status status, long delayNanos) {
        String problem = ConnectFailures.describe(status.getCause());
        String message = problem == null ? answered(status) : backend + " " + problem;
        return Outcome.refused(Refusal.BACKEND, Math.max(0, delayNanos), message);
    }

    private Outcome rejected(Rejection reason, Status status, String remedy) {
        return Outcome.rejected(reason, answered(status) + "; " + remedy);
    }

    private String answered(Status status) {
        String description = status.getDescription();
        // gRPC appends the names of its own handlers to some descriptions.
        int pipeline = description == null ? -1 : description.indexOf("\nChannel Pipeline:");
        String said = description == null ? "" : pipeline < 0 ? description : description.substring(0, pipeline);
        return backend + " answered " + status.getCode() + Quoted.behindColon(said);
    }

    private static @Nullable RpcStatus details(@Nullable Metadata trailers) {
        byte[] details = trailers == null ? null : trailers.get(DETAILS);
        return details == null ? null : RpcStatus.parse(details);
    }
}
