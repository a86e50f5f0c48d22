/**
 * The {@code health_check} extension: answers 200 once the pipelines are up and 503 before that and from the beginning of the stop.
 *
 * <p>Threads: requests are served one at a time on a thread of its own.
 */
@NullMarked
package io.sluice.extension.healthcheck;

import org.jspecify.annotations.NullMarked;
