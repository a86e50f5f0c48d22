/** Benchmarks of regular expressions. */
@NullMarked
package io.sluice.regex;

import org.jspecify.annotations.NullMarked;
