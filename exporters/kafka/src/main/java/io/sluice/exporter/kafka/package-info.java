/**
 * The {@code kafka} exporter: OTLP requests as Kafka records, answered when Kafka has them.
 *
 * <p>Everything that may block - metadata, compression, the client's lock - happens on the exporter's sender thread. Deliveries end on the
 * client's network thread, or on a timer where the sender's deadline comes before the client gives up.
 */
@NullMarked
package io.sluice.exporter.kafka;

import org.jspecify.annotations.NullMarked;
