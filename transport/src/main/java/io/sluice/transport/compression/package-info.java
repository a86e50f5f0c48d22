/**
 * Compression of whole requests in memory: bounded on the way in, pooled on both ways.
 *
 * <p>{@link io.sluice.transport.compression.Inflation} counts what comes out while it comes out, so that a few bytes cannot claim
 * gigabytes; {@link io.sluice.transport.compression.Deflation} is for what we send.
 */
@NullMarked
package io.sluice.transport.compression;

import org.jspecify.annotations.NullMarked;
