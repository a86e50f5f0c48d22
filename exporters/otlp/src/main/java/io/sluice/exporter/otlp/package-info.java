/**
 * The OTLP exporters: {@code otlp_grpc} and {@code otlp_http}.
 *
 * <p>Each is a {@link io.sluice.exporter.helper.Sender} behind the queue and the retries of {@code io.sluice.exporter.helper}. A request's
 * bytes go out as they came in: compressed if configured, never decoded. Senders run on the exporter's sender thread, answers arrive on
 * event loops.
 *
 * <p>Start with {@link io.sluice.exporter.otlp.GrpcSender} and {@link io.sluice.exporter.otlp.GrpcAnswers}.
 */
@NullMarked
package io.sluice.exporter.otlp;

import org.jspecify.annotations.NullMarked;
