/**
 * Reusable views: every message and field of OTLP 1.11, read where it lies.
 *
 * <p>Begin with a {@link io.sluice.pdata.view.RequestView}, or {@code reset} the view of any message to its bytes. A view reads over the
 * fields of its own message once and remembers where they are; what is nested in them is entered when it is asked for. Nothing is
 * allocated once a view exists.
 *
 * <pre>
 *   RequestView - resources -> ResourceItemsView - scopes -> ScopeItemsView - items -> SpanView, LogRecordView, MetricView
 *                                    |                             |
 *                               ResourceView                   ScopeView
 * </pre>
 *
 * <p>What a message means is what it means to protobuf: the last of several numbers or texts counts; several occurrences of a message that
 * can be there once are one message, their fields read one after the other; of a oneof the last member counts; repeated numbers may be
 * packed or not; a field with another wire type than its own is unknown. Views do not check text or ids: give them bytes that {@link
 * io.sluice.pdata.OtlpBytes#validate} accepted. Others end in a {@link io.sluice.pdata.MalformedException} or have some meaning.
 *
 * <p>All that a view hands out - other views, slices - belongs to it and is valid until the same accessor is asked again or the view goes
 * on. Unsigned numbers are in {@code int}s and {@code long}s of the same bits; times are nanoseconds since 1970. Threads: one at a time.
 */
@NullMarked
package io.sluice.pdata.view;

import org.jspecify.annotations.NullMarked;
