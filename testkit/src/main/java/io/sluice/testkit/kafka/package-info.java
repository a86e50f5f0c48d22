/**
 * A real Kafka broker for tests, benchmarks and the demo, and what reads back from it.
 *
 * <p>{@link io.sluice.testkit.kafka.KafkaBroker} runs inside this JVM; one shared instance serves all tests of a module. {@link
 * io.sluice.testkit.kafka.BrokerProcess} runs the same broker as a child process that can be paused, killed and started again on the same
 * ports and data. {@link io.sluice.testkit.kafka.KafkaReader} reads topics from their beginning.
 *
 * <p>Either has three listeners: SASL_SSL and SASL_PLAINTEXT, both with SCRAM-SHA-512, SCRAM-SHA-256 and PLAIN, and INTERNAL without any
 * authentication, for administration and reading back.
 */
@NullMarked
package io.sluice.testkit.kafka;

import org.jspecify.annotations.NullMarked;
