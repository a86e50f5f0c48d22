package io.sluice.transport.client;

import io.grpc.Compressor;
import io.grpc.CompressorRegistry;
import java.io.OutputStream;
import java.util.List;

/**
 * A compressor for messages that are compressed already: gRPC names the encoding and flags the message, and the bytes pass as they are.
 * So a message is compressed whole, by a sender's thread, and not in pieces on the way to the event loop.
 */
final class Precompressed implements Compressor {

    private final String encoding;

    private Precompressed(String encoding) {
        this.encoding = encoding;
    }

    /** A registry that knows {@code encodings}, and only for messages that are compressed already. */
    static CompressorRegistry registry(List<String> encodings) {
        CompressorRegistry registry = CompressorRegistry.newEmptyInstance();
        encodings.forEach(encoding -> registry.register(new Precompressed(encoding)));
        return registry;
    }

    @Override
    public String getMessageEncoding() {
        return encoding;
    }

    @Override
    public OutputStream compress(OutputStream out) {
        return out;
    }
}
