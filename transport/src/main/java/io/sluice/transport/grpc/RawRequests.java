package io.sluice.transport.grpc;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import io.sluice.pdata.BufferPool;
import io.sluice.pdata.Payload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Unary methods whose requests are {@link Payload}s, still compressed if they came so, and whose responses are arrays. */
public final class RawRequests implements Marshaller<Payload> {

    private static final Marshaller<byte[]> RESPONSES = new Marshaller<>() {
        @Override
        public InputStream stream(byte[] bytes) {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public byte[] parse(InputStream stream) {
            throw new UnsupportedOperationException("a server sends responses only");
        }
    };

    private final BufferPool pool;

    private RawRequests(BufferPool pool) {
        this.pool = pool;
    }

    /** The method {@code service/name}, with requests from {@code pool} that the handler owns; see {@link Undecoded#encodingOf}. */
    public static MethodDescriptor<Payload, byte[]> unary(String service, String name, BufferPool pool) {
        return MethodDescriptor.newBuilder(new RawRequests(pool), RESPONSES)
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(service, name))
                .build();
    }

    @Override
    public InputStream stream(Payload payload) {
        throw new UnsupportedOperationException("a server receives requests only");
    }

    /** Reads the message once, into an array of its size: gRPC's streams tell it exactly, since the whole message is there. */
    @Override
    public Payload parse(InputStream stream) {
        Payload payload = null;
        try {
            int length = stream.available();
            payload = pool.acquire(length);
            if (stream.readNBytes(payload.array(), payload.offset(), length) != length || stream.read() >= 0) {
                throw new IOException("a message of another size than announced");
            }
            Payload complete = payload;
            payload = null;
            return complete;
        } catch (IOException e) {
            throw Status.INTERNAL
                    .withDescription("the request cannot be read")
                    .withCause(e)
                    .asRuntimeException();
        } finally {
            if (payload != null) {
                payload.release();
            }
        }
    }
}
