/**
 * Exporters that need no backend: {@code debug} shows what passes, {@code file} keeps it, {@code nop} lets it go.
 *
 * <p>{@code debug} and {@code file} work on their own sender thread ({@link io.sluice.exporter.helper.QueuedExporter}), never on a worker. A
 * batch is answered when its lines are written out; nothing is held after that.
 */
@NullMarked
package io.sluice.exporter.local;

import org.jspecify.annotations.NullMarked;
