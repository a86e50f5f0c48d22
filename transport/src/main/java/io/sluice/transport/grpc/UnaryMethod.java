package io.sluice.transport.grpc;

import io.netty.handler.codec.http2.Http2Headers;
import io.sluice.api.Outcome;
import io.sluice.pdata.Payload;
import io.sluice.transport.compression.Encoding;
import org.jspecify.annotations.Nullable;

/** A method with one request and one response. Threads: event loops; must not block. */
public interface UnaryMethod {

    /** {@code package.Service/Method}. */
    String fullName();

    /**
     * A call begins: its headers are there, its request is not.
     *
     * @param call the way back to the caller
     * @param headers of the call, unchecked
     */
    Handler begin(GrpcCall call, Http2Headers headers);

    /**
     * What becomes of one call. {@link #onRequest} or {@link #onFailure} is called at most once, {@link #onGone} at most once and last. Until
     * the caller is gone it waits for {@link GrpcCall#respond} or {@link GrpcCall#fail}.
     */
    interface Handler {

        /**
         * The request is whole.
         *
         * @param message becomes the handler's
         * @param encoding how it is compressed; null if it is not
         */
        void onRequest(Payload message, @Nullable Encoding encoding);

        /** There is no request: it broke the rules, or there was no room for it. */
        void onFailure(Outcome outcome);

        /** The caller cancelled, or its connection ended, before it was answered. */
        void onGone();
    }
}
