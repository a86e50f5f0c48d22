/** Benchmarks of the views. */
@NullMarked
package io.sluice.pdata.view;

import org.jspecify.annotations.NullMarked;
