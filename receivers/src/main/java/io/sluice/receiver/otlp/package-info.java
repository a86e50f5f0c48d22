/**
 * The OTLP receiver: gRPC and HTTP, in one component.
 *
 * <p>Both transports do the same five things on the event loop that a request came on: take its bytes, inflate them under limits, validate
 * them, hand a batch with a way back to the pipeline's door, and, whenever the outcome comes, write the answer. {@link
 * io.sluice.receiver.otlp.Verdict} is the one place where an outcome becomes a status.
 *
 * <p>Guarantees: each request is answered once, and before its caller stops waiting; a request whose caller has gone is withdrawn; what
 * a peer sends costs bounded memory and time.
 */
@NullMarked
package io.sluice.receiver.otlp;

import org.jspecify.annotations.NullMarked;
