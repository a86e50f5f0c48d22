package io.sluice.receiver.otlp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;

/** A client that writes HTTP/2 frames by hand (RFC 9113), to do what no library would. One thread. */
final class RawPeer implements AutoCloseable {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int END_STREAM = 1;
    static final int ACK = 1;

    private static final int END_HEADERS = 4;
    private static final int TIMEOUT_MILLIS = 30_000;

    private final DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder();
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();
    private final Queue<Frame> early = new ArrayDeque<>();
    private final Socket socket;
    private final DataOutputStream out;
    private final DataInputStream in;

    /** A frame that came. */
    record Frame(int type, int flags, int stream, byte[] payload) {

        boolean isLast() {
            return (flags & END_STREAM) != 0;
        }

        /** Of a GOAWAY the last stream, of a RST_STREAM the error. */
        int firstInt() {
            return Unpooled.wrappedBuffer(payload).getInt(0) & Integer.MAX_VALUE;
        }

        /** Of a GOAWAY the error. */
        int secondInt() {
            return Unpooled.wrappedBuffer(payload).getInt(4);
        }
    }

    /**
     * Connects.
     *
     * @param settings pairs of number and value
     */
    RawPeer(int port, int... settings) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        out = new DataOutputStream(socket.getOutputStream());
        in = new DataInputStream(socket.getInputStream());
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        ByteBuf body = Unpooled.buffer();
        for (int i = 0; i < settings.length; i += 2) {
            body.writeShort(settings[i]).writeInt(settings[i + 1]);
        }
        write(SETTINGS, 0, 0, bytes(body));
    }

    private static byte[] bytes(ByteBuf buffer) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
    }

    /** Expects that header blocks do without a dynamic table, and say so first. */
    void withoutTable() throws Http2Exception {
        decoder.maxHeaderTableSize(0);
    }

    /** Lets small pieces wait for acknowledgements (Nagle's algorithm), as clients do that do not know better. */
    RawPeer waiting() throws IOException {
        socket.setTcpNoDelay(false);
        return this;
    }

    void write(int type, int flags, int stream, byte... payload) throws IOException {
        ByteBuf frame = Unpooled.buffer();
        frame.writeMedium(payload.length)
                .writeByte(type)
                .writeByte(flags)
                .writeInt(stream)
                .writeBytes(payload);
        out.write(bytes(frame));
        out.flush();
    }

    /** The headers of an export of traces. */
    static Http2Headers export() {
        return new DefaultHttp2Headers()
                .method("POST")
                .scheme("http")
                .path("/opentelemetry.proto.collector.trace.v1.TraceService/Export")
                .authority("localhost")
                .set("content-type", "application/grpc")
                .set("te", "trailers");
    }

    void headers(int stream, Http2Headers headers, boolean isLast) throws IOException, Http2Exception {
        ByteBuf block = Unpooled.buffer();
        encoder.encodeHeaders(stream, headers, block);
        write(HEADERS, END_HEADERS | (isLast ? END_STREAM : 0), stream, bytes(block));
    }

    /** A message behind its prefix. */
    static byte[] message(byte[] content) {
        ByteBuf framed = Unpooled.buffer();
        framed.writeByte(0).writeInt(content.length).writeBytes(content);
        return bytes(framed);
    }

    /**
     * Waits until both sides have acknowledged the other's settings, so that nothing is written but what a test writes: a write to a
     * connection that was just closed resets it, and what was sent before is lost.
     */
    RawPeer agreed() throws IOException {
        boolean isHeard = false;
        boolean isAcknowledged = false;
        while (!isHeard || !isAcknowledged) {
            Frame frame = next();
            if (frame.type() == SETTINGS) {
                boolean isAck = (frame.flags() & ACK) != 0;
                isAcknowledged |= isAck;
                isHeard |= !isAck;
            } else if (frame.type() != WINDOW_UPDATE) {
                early.add(frame);
            }
        }
        return this;
    }

    /** The next frame but SETTINGS and WINDOW_UPDATE. */
    Frame read() throws IOException {
        while (true) {
            Frame frame = early.isEmpty() ? next() : early.remove();
            if (frame.type() != SETTINGS && frame.type() != WINDOW_UPDATE) {
                return frame;
            }
        }
    }

    /** The next frame; SETTINGS are acknowledged. */
    private Frame next() throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        Frame frame = new Frame(type, flags, stream, in.readNBytes(length));
        if (type == SETTINGS && (flags & ACK) == 0) {
            write(SETTINGS, ACK, 0);
        }
        return frame;
    }

    Http2Headers decoded(Frame headers) throws Http2Exception {
        return decoder.decodeHeaders(headers.stream(), Unpooled.wrappedBuffer(headers.payload()));
    }

    /** Waits until the other side closes. */
    void awaitClosed() throws IOException {
        try {
            while (true) {
                read();
            }
        } catch (EOFException _) {
            // as hoped
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
