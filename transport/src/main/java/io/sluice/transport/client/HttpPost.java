package io.sluice.transport.client;

import io.netty.handler.codec.http.HttpHeaders;

/**
 * One POST request over all connections it is tried on.
 *
 * @param path with query, as it stands in the request line
 * @param headers of the request, without {@code content-length}; not written to
 * @param body ends with the attempt; a request whose body's lease has ended is not sent any more
 * @param deadlineNanos when the answer must be here, on the clock's scale; {@link Long#MAX_VALUE} for never
 * @param listener hears of the end
 */
public record HttpPost(String path, HttpHeaders headers, PayloadLease body, long deadlineNanos, Listener listener) {

    /** Hears once how a request ended. Called by an event loop or by the thread that posts. */
    public interface Listener {

        /**
         * There is an answer.
         *
         * @param body its first {@value HttpConnections#KEPT_BODY_BYTES} bytes at most
         */
        void answered(int status, HttpHeaders headers, byte[] body);

        /** There is none, and nobody knows what the server did with the request. */
        void failed(Throwable failure);

        /** There is none by the deadline. */
        void timedOut();
    }
}
