/**
 * The Collector's configuration: YAML from several places, merged, expanded, and bound to the records of {@link io.sluice.api.config}, with
 * every error told by file, line and column at once.
 *
 * <p>Start-up only; nothing here is on the data path.
 */
@NullMarked
package io.sluice.config;

import org.jspecify.annotations.NullMarked;
