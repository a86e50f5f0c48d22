/**
 * {@code ./sluice demo}: applications with the OpenTelemetry SDK, an agent, two gateways behind a balancer and a Kafka broker, all as real
 * processes on this machine; two faults; and an accounting of what became of every item.
 *
 * <p>Read {@link io.sluice.demo.DemoMain}, {@link io.sluice.demo.Stage} and {@link io.sluice.demo.Accounting} in this order.
 */
@NullMarked
package io.sluice.demo;

import org.jspecify.annotations.NullMarked;
