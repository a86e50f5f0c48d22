/**
 * Values of attributes and bodies where they lie: what they are, what they look like as text, whether two are the same. And the
 * expressions that a configuration matches them by.
 *
 * <p>Threads: everything belongs to one worker.
 */
@NullMarked
package io.sluice.processor.value;

import org.jspecify.annotations.NullMarked;
