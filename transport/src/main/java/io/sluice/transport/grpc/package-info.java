/**
 * A gRPC server that hands over requests as the bytes they came in, on the event loop they came on.
 *
 * <p>gRPC's own codecs are kept out of the way: a message is copied once, from Netty's buffers into a pooled array of its size, and a
 * compressed one is inflated from there under the limits of {@link io.sluice.transport.compression.Inflation}.
 */
@NullMarked
package io.sluice.transport.grpc;

import org.jspecify.annotations.NullMarked;
