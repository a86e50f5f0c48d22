package io.sluice.receiver.otlp;

import io.sluice.api.config.Block;
import io.sluice.api.config.Checked;
import io.sluice.api.config.Problems;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of {@code otlp}.
 *
 * @param protocols what to listen for; at least one
 */
public record OtlpConfig(Protocols protocols) implements Checked {

    /**
     * {@code protocols}: naming only one leaves the other off.
     *
     * @param grpc OTLP/gRPC
     * @param http OTLP/HTTP, protobuf and JSON
     */
    public record Protocols(
            @Block(empty = Block.State.DEFAULTS) @Nullable OtlpGrpcConfig grpc,
            @Block(empty = Block.State.DEFAULTS) @Nullable OtlpHttpConfig http) {}

    @Override
    public void check(Problems problems) {
        if (protocols.grpc() == null && protocols.http() == null) {
            problems.error("protocols", "names no protocol", "Add grpc or http, or both.");
        }
    }
}
