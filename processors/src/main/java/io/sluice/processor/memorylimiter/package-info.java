/**
 * The {@code memory_limiter} processor: refuses at the door while this process holds too much.
 *
 * <p>Two things are watched. The bytes in custody are exact and known at once, so the soft limit bounds them for every request. The live
 * heap is known only after a collection, so it is looked at now and then, as a backstop against whatever else grows.
 *
 * <p>Threads: {@link io.sluice.processor.memorylimiter.MemoryLimiter#admit} from any number of receivers at once, lock-free; the heap is
 * watched from a timer.
 */
@NullMarked
package io.sluice.processor.memorylimiter;

import org.jspecify.annotations.NullMarked;
