/**
 * The {@code required_attributes} processor: checks that resources say who they are, and log records which span they belong to.
 *
 * <p>{@link io.sluice.processor.requiredattributes.RequiredAttributesConfig} says what is required and what happens to what lacks it; the
 * editor, one per worker, looks at each resource once, whatever the number of its items. Counts are by service, for a bounded number of
 * services.
 */
@NullMarked
package io.sluice.processor.requiredattributes;

import org.jspecify.annotations.NullMarked;
