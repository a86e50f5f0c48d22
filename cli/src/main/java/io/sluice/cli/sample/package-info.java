/**
 * Runs the samplers of a pipeline over a file that was captured, on a clock that goes by the capture, and counts what they keep. Everything
 * here belongs to one thread.
 */
@NullMarked
package io.sluice.cli.sample;

import org.jspecify.annotations.NullMarked;
