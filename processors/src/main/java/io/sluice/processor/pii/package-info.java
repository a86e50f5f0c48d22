/**
 * The {@code pii} processor: finds personal data and secrets in every text of a batch, and masks them.
 *
 * <p>Read {@link io.sluice.processor.pii.PiiConfig} for what can be said, {@code PiiEditor} for the walk over a batch, {@code ValueMasker}
 * for values of any kind and {@code TextMasker} for one text. What is looked for is in {@link io.sluice.processor.pii.detect}, what is
 * written in its place in {@link io.sluice.processor.pii.action}.
 *
 * <p>Everything but the factory and the configuration belongs to one worker's thread. What goes wrong masks the whole value; nothing
 * passes because it could not be searched.
 */
@NullMarked
package io.sluice.processor.pii;

import org.jspecify.annotations.NullMarked;
