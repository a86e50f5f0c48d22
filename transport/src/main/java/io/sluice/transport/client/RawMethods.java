package io.sluice.transport.client;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;

/** Unary gRPC methods whose messages are bytes: requests are lent payloads, responses arrays. */
public final class RawMethods {

    private static final Marshaller<PayloadLease> REQUESTS = new Marshaller<>() {
        @Override
        public InputStream stream(PayloadLease lease) {
            return new PayloadStream(lease);
        }

        @Override
        public PayloadLease parse(InputStream stream) {
            throw new UnsupportedOperationException("a client sends requests only");
        }
    };

    private static final Marshaller<byte[]> RESPONSES = new Marshaller<>() {
        @Override
        public InputStream stream(byte[] bytes) {
            throw new UnsupportedOperationException("a client receives responses only");
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw Status.INTERNAL
                        .withDescription("the response cannot be read")
                        .withCause(e)
                        .asRuntimeException();
            }
        }
    };

    private RawMethods() {}

    /** The method {@code service/name}. */
    public static MethodDescriptor<PayloadLease, byte[]> unary(String service, String name) {
        return MethodDescriptor.newBuilder(REQUESTS, RESPONSES)
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(service, name))
                .build();
    }
}
