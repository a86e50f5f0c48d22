/** Checks that the build runs on its own sources. Nothing here ships. */
@NullMarked
package io.sluice.buildtools;

import org.jspecify.annotations.NullMarked;
