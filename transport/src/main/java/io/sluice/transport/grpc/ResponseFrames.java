package io.sluice.transport.grpc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.sluice.transport.compression.Encoding;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a caller is sent (gRPC over HTTP/2, "Responses").
 *
 * <p>Nearly all responses are the same few bytes: headers, a short message, trailers. Their header blocks are literals without indexing (RFC
 * 7541, section 6.2.2), which depend on nothing that was sent before, so the three frames are written at once from a template.
 */
final class ResponseFrames {

    /** The frame of an empty message: neither compressed nor long. */
    static final byte[] EMPTY_MESSAGE = new byte[5];

    private static final int FRAME_HEADER = 9;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;

    private static final AsciiString OK = AsciiString.cached("200");
    private static final AsciiString CONTENT_TYPE = AsciiString.cached("content-type");
    private static final AsciiString APPLICATION_GRPC = AsciiString.cached("application/grpc");
    private static final AsciiString GRPC_STATUS = AsciiString.cached("grpc-status");
    private static final AsciiString GRPC_MESSAGE = AsciiString.cached("grpc-message");
    private static final AsciiString DETAILS = AsciiString.cached("grpc-status-details-bin");
    private static final AsciiString ACCEPT_ENCODING = AsciiString.cached("grpc-accept-encoding");
    private static final AsciiString ENCODINGS = AsciiString.cached(
            "identity," + Arrays.stream(Encoding.values()).map(Encoding::token).collect(Collectors.joining(",")));

    /**
     * First a dynamic table of size 0, which a peer that has shrunk its table waits for (RFC 7541, section 4.2) and which others may be sent
     * at any time. {@code :status: 200} is entry 8 of the static table, the name {@code content-type} entry 31.
     */
    private static final byte[] LEADING = block(new byte[] {0x20, (byte) 0x88, 0x0f, 0x10}, "application/grpc");

    private static final byte[] TRAILING = block(new byte[] {0x00}, "grpc-status", "0");

    private ResponseFrames() {}

    private static byte[] block(byte[] prefix, String... texts) {
        byte[] all = Arrays.copyOf(prefix, 128);
        int at = prefix.length;
        for (String text : texts) {
            all[at++] = (byte) text.length();
            at += copy(text, all, at);
        }
        return Arrays.copyOf(all, at);
    }

    private static int copy(String text, byte[] to, int at) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, to, at, bytes.length);
        return bytes.length;
    }

    /** A message behind its prefix. */
    static byte[] message(byte[] content) {
        byte[] framed = new byte[EMPTY_MESSAGE.length + content.length];
        framed[1] = (byte) (content.length >>> 24);
        framed[2] = (byte) (content.length >>> 16);
        framed[3] = (byte) (content.length >>> 8);
        framed[4] = (byte) content.length;
        System.arraycopy(content, 0, framed, EMPTY_MESSAGE.length, content.length);
        return framed;
    }

    /** {@code count} bytes of a framed message from {@code from} on; before the first the headers, behind the last the trailers. */
    static ByteBuf of(ByteBufAllocator allocator, int stream, byte[] framed, int from, int count) {
        boolean isFirst = from == 0;
        boolean isLast = from + count == framed.length;
        ByteBuf out = allocator.directBuffer(FRAME_HEADER
                + count
                + (isFirst ? FRAME_HEADER + LEADING.length : 0)
                + (isLast ? FRAME_HEADER + TRAILING.length : 0));
        if (isFirst) {
            frame(out, HEADERS, END_HEADERS, stream, LEADING.length).writeBytes(LEADING);
        }
        frame(out, DATA, 0, stream, count).writeBytes(framed, from, count);
        if (isLast) {
            frame(out, HEADERS, END_HEADERS | END_STREAM, stream, TRAILING.length)
                    .writeBytes(TRAILING);
        }
        return out;
    }

    private static ByteBuf frame(ByteBuf out, int type, int flags, int stream, int length) {
        return out.writeMedium(length).writeByte(type).writeByte(flags).writeInt(stream);
    }

    /** Headers that say no, and end the stream. */
    static Http2Headers failure(int code, String message, byte @Nullable [] details) {
        Http2Headers headers = new DefaultHttp2Headers(false)
                .status(OK)
                .set(CONTENT_TYPE, APPLICATION_GRPC)
                .set(GRPC_STATUS, Integer.toString(code))
                .set(GRPC_MESSAGE, PercentEncoding.encode(message));
        if (details != null) {
            headers.set(DETAILS, Base64.getEncoder().withoutPadding().encodeToString(details));
        }
        return headers;
    }

    /** {@link #failure} for an encoding that is not understood: with those that are. */
    static Http2Headers unknownEncoding(int code, String message) {
        return failure(code, message, null).set(ACCEPT_ENCODING, ENCODINGS);
    }

    /** Headers that say no to something that is not gRPC, and end the stream. */
    static Http2Headers notGrpc(int httpStatus) {
        return new DefaultHttp2Headers(false).status(Integer.toString(httpStatus));
    }
}
