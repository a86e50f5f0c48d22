package io.sluice.receiver.otlp;

import io.sluice.api.Outcome;
import io.sluice.api.Rejection;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.transport.compression.Encoding;
import io.sluice.transport.compression.InflateException;
import io.sluice.transport.compression.Inflation;
import io.sluice.transport.grpc.GrpcCall;
import io.sluice.transport.grpc.UnaryMethod;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call as its message arrives. Threads: the call's event loop. */
final class GrpcExportCall implements UnaryMethod.Handler {

    private final GrpcExport export;
    private final GrpcCall call;
    private final GrpcAnswer answer;
    private final Map<String, List<String>> metadata;

    GrpcExportCall(GrpcExport export, GrpcCall call, GrpcAnswer answer, Map<String, List<String>> metadata) {
        this.export = export;
        this.call = call;
        this.answer = answer;
        this.metadata = metadata;
    }

    @Override
    public void onFailure(Outcome outcome) {
        answer.complete(outcome);
    }

    @Override
    public void onRequest(Payload message, @Nullable Encoding encoding) {
        if (answer.isOver()) {
            message.release();
            return;
        }
        Payload plain;
        int items;
        try {
            plain = encoding == null ? message : inflated(message, encoding);
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

    /** Takes ownership of {@code message}. */
    private Payload inflated(Payload message, Encoding encoding) throws InflateException {
        try {
            return Inflation.inflate(
                    encoding,
                    message.array(),
                    message.offset(),
                    message.length(),
                    export.maxMessageBytes(),
                    export.context().buffers());
        } finally {
            message.release();
        }
    }

    @Override
    public void onGone() {
        answer.callerGone();
    }
}
