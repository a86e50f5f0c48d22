/**
 * Connections to backends, over gRPC and HTTP/1.1, on the process's event loops.
 *
 * <p>Payloads are lent, not given: {@link io.sluice.transport.client.PayloadLease} makes sure that their bytes are never read after their attempt
 * has ended.
 */
@NullMarked
package io.sluice.transport.client;

import org.jspecify.annotations.NullMarked;
