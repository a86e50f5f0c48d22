/**
 * The process's own log: one line per event on standard error, for people or as JSON.
 *
 * <p>slf4j writes to {@code java.util.logging}, which gRPC uses anyway and which costs a start nothing.
 */
@NullMarked
package io.sluice.cli.log;

import org.jspecify.annotations.NullMarked;
