/**
 * OTLP data in the bytes it came in: the wire reader and writer, reusable views and editors, and the ref-counted {@link
 * io.sluice.pdata.Payload} that carries them.
 *
 * <p>Nothing here decodes a message into objects. A view is a cursor over somebody else's bytes; it is valid until it is moved or the
 * payload is released, and belongs to one thread.
 */
@NullMarked
package io.sluice.pdata;

import org.jspecify.annotations.NullMarked;
