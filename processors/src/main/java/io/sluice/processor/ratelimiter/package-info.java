/**
 * The {@code rate_limiter} processor: holds each key to so many items and bytes a second.
 *
 * <p>A request within its budget costs a hash and one or two compare-and-swaps; its bytes are walked only to find a resource attribute
 * that is the key, or once it is above the rate. Time is the only thing that refills a budget, so there is no thread and no timer.
 *
 * <p>Threads: {@link io.sluice.processor.ratelimiter.RateLimiter#admit} from any number of receivers at once; no lock.
 */
@NullMarked
package io.sluice.processor.ratelimiter;

import org.jspecify.annotations.NullMarked;
