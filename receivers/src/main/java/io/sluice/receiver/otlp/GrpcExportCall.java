package io.sluice.receiver.otlp;

import io.grpc.ServerCall;
import io.sluice.api.Outcome;
import io.sluice.api.Rejection;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.transport.compression.Encoding;
import io.sluice.transport.compression.InflateException;
import io.sluice.transport.compression.Inflation;
import io.sluice.transport.grpc.Undecoded;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call as its message arrives. Threads: the call's event loop. */
final class GrpcExportCall extends ServerCall.Listener<Payload> {

    private final GrpcExport export;
    private final ServerCall<Payload, byte[]> call;
    private final GrpcAnswer answer;
    private final Map<String, List<String>> metadata;
    private @Nullable Payload message;

    GrpcExportCall(
            GrpcExport export,
            ServerCall<Payload, byte[]> call,
            GrpcAnswer answer,
            Map<String, List<String>> metadata) {
        this.export = export;
        this.call = call;
        this.answer = answer;
        this.metadata = metadata;
    }

    @Override
    public void onMessage(Payload received) {
        if (message != null || answer.isOver()) {
            received.release();
            answer.answer(Outcome.rejected(Rejection.MALFORMED, "a call has one request"));
            return;
        }
        message = received;
    }

    @Override
    public void onHalfClose() {
        Payload received = message;
        message = null;
        if (received == null) {
            answer.complete(Outcome.rejected(Rejection.MALFORMED, "the call ended without a request"));
        } else if (answer.isOver()) {
            received.release();
        } else {
            take(received);
        }
        answer.handedOver();
    }

    private void take(Payload received) {
        Payload plain;
        int items;
        try {
            plain = plain(received);
        } catch (InflateException e) {
            answer.complete(Outcome.rejected(
                    e.isTooLarge() ? Rejection.TOO_LARGE : Rejection.MALFORMED, String.valueOf(e.getMessage())));
            return;
        }
        try {
            items = export.intake().validate(plain);
        } catch (MalformedException e) {
            plain.release();
            answer.complete(Outcome.rejected(Rejection.MALFORMED, "the request is malformed: " + e.getMessage()));
            return;
        }
        if (items == 0) {
            plain.release();
            answer.complete(Outcome.accepted());
            return;
        }
        answer.begin(items);
        export.intake().take(plain, items, export.requestContext(call, metadata), answer);
    }

    /** Takes ownership of {@code received}. */
    private Payload plain(Payload received) throws InflateException {
        Encoding encoding = Undecoded.encodingOf(received);
        if (encoding == null) {
            return received;
        }
        try {
            return Inflation.inflate(
                    encoding,
                    received.array(),
                    received.offset() + 1,
                    received.length() - 1,
                    export.maxMessageBytes(),
                    export.context().buffers());
        } finally {
            received.release();
        }
    }

    @Override
    public void onCancel() {
        Payload received = message;
        message = null;
        if (received != null) {
            received.release();
        }
        answer.callerGone();
    }
}
