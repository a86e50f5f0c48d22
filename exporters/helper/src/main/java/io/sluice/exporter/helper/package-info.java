/**
 * What every exporter that sends over a network shares: {@code sending_queue}, {@code retry_on_failure} and {@code timeout}.
 *
 * <p>An exporter brings a {@link io.sluice.exporter.helper.Sender}, which makes one attempt; queueing, concurrency, retry, withdrawal and
 * counting are done here.
 */
@NullMarked
package io.sluice.exporter.helper;

import org.jspecify.annotations.NullMarked;
