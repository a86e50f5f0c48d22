/**
 * The {@code load_balancing} exporter: all spans of a trace go to the same gateway.
 *
 * <p>A request is divided by the backend that each of its traces belongs to, and each part is sent over gRPC; the request is answered when
 * all its parts are. Queue, retries and timeouts are those of {@code io.sluice.exporter.helper}, in front of all backends: another attempt
 * divides again what is still due, so it goes to the backends that are there by then.
 *
 * <p>Where a trace goes is told by {@link io.sluice.exporter.loadbalancing.SlotAssignment}, which depends on nothing but the set of
 * backends, and by {@link io.sluice.exporter.loadbalancing.RecentTraces}, which keeps traces that have begun where they are.
 *
 * <p>Start with {@link io.sluice.exporter.loadbalancing.BalancingSender}.
 */
@NullMarked
package io.sluice.exporter.loadbalancing;

import org.jspecify.annotations.NullMarked;
