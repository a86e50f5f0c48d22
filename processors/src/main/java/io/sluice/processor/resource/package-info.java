/**
 * The {@code resource} processor: the actions of {@code attributes} on the attributes of resources.
 *
 * <p>Threads: each worker has its own editor.
 */
@NullMarked
package io.sluice.processor.resource;

import org.jspecify.annotations.NullMarked;
