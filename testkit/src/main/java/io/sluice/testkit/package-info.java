/**
 * What the tests of all modules share: a clock turned by hand, recording sinks and acks, OTLP generators, test certificates and a real
 * Kafka broker. Product code never depends on this.
 */
@NullMarked
package io.sluice.testkit;

import org.jspecify.annotations.NullMarked;
