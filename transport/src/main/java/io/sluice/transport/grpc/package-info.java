/**
 * A gRPC server for unary methods that hands over requests as the bytes they came in, on the event loop they came on.
 *
 * <p>A message is copied once, from Netty's buffers into a pooled array of its size; a compressed one is inflated from there under the limits
 * of {@link io.sluice.transport.compression.Inflation}. Why not grpc-java's server: {@code docs/adr/0007}.
 */
@NullMarked
package io.sluice.transport.grpc;

import org.jspecify.annotations.NullMarked;
