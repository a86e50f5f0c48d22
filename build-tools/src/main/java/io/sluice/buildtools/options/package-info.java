/** Writes the option tables of the documentation from the configuration records' sources, and checks that they are not stale. */
@NullMarked
package io.sluice.buildtools.options;

import org.jspecify.annotations.NullMarked;
