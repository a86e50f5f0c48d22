package io.sluice.transport.grpc;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/** What the headers of a call say (gRPC over HTTP/2, "Requests"). */
final class RequestHeaders {

    /** The {@code google.rpc.Code} of a method or encoding that does not exist. */
    static final int UNIMPLEMENTED = 12;

    private static final AsciiString POST = AsciiString.cached("POST");
    private static final AsciiString CONTENT_TYPE = AsciiString.cached("content-type");
    private static final AsciiString APPLICATION_GRPC = AsciiString.cached("application/grpc");
    private static final AsciiString ENCODING = AsciiString.cached("grpc-encoding");
    private static final AsciiString IDENTITY = AsciiString.cached("identity");
    private static final AsciiString TIMEOUT = AsciiString.cached("grpc-timeout");

    private RequestHeaders() {}

    /** The HTTP status for headers that begin no call; 0 if they do. */
    static int httpStatus(Http2Headers headers) {
        if (headers.path() == null) {
            return 400;
        }
        if (!POST.contentEquals(or(headers.method()))) {
            return 405;
        }
        return isGrpc(or(headers.get(CONTENT_TYPE))) ? 0 : 415;
    }

    private static CharSequence or(@Nullable CharSequence text) {
        return text == null ? "" : text;
    }

    /** {@code application/grpc}, perhaps with the format of its messages or parameters. */
    private static boolean isGrpc(CharSequence type) {
        int length = APPLICATION_GRPC.length();
        if (!AsciiString.regionMatches(type, true, 0, APPLICATION_GRPC, 0, length)) {
            return false;
        }
        return type.length() == length || type.charAt(length) == '+' || type.charAt(length) == ';';
    }

    /** How messages that are flagged so are compressed; null if no message is. */
    static @Nullable CharSequence encoding(Http2Headers headers) {
        CharSequence name = headers.get(ENCODING);
        return name == null || IDENTITY.contentEquals(name) ? null : name;
    }

    /** How long the caller waits, or {@link GrpcCall#NO_TIMEOUT}. */
    static long timeoutNanos(Http2Headers headers) {
        CharSequence timeout = headers.get(TIMEOUT);
        return timeout == null ? GrpcCall.NO_TIMEOUT : GrpcTimeout.nanos(timeout);
    }
}
