/**
 * A labelled corpus for the search for personal data, and its measurement.
 *
 * <p>{@link io.sluice.processor.pii.corpus.Kinds} lists what is looked for, with {@linkplain io.sluice.processor.pii.corpus.Source values}
 * that are mostly made by libraries which know nothing of this project; {@link io.sluice.processor.pii.corpus.Place} puts each into texts
 * and encodings and so knows its exact span. {@link io.sluice.processor.pii.corpus.HardNegatives} and {@link
 * io.sluice.processor.pii.corpus.CleanRecords} hold nothing to find. Everything follows from a seed. Rules are tuned with the development
 * seed only; the held-out seed says what that is worth.
 */
@NullMarked
package io.sluice.processor.pii.corpus;

import org.jspecify.annotations.NullMarked;
