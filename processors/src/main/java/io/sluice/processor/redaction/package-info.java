/**
 * The {@code redaction} processor: deletes attributes whose keys are on no list, and masks what patterns find in keys and values.
 *
 * <pre>
 *   RedactionConfig - RedactionRules           what the user wrote; checked and compiled
 *          |
 *   RedactionEditor                            which messages, attributes, bodies, texts
 *     |        |        \
 *   Redactor  ValueRewriter  SummaryWriter     one text - what lies in maps and arrays - what is said of it
 *     |
 *   KeyRules, PatternList, TextMasker, Mask, ValueText
 * </pre>
 *
 * <p>Without {@code strict} it does to the byte what the Collector's does, also where that protects less than one would think; the page on
 * the component lists it. In either mode an error rejects the batch: nothing passes because something failed.
 *
 * <p>Threads: each worker has its own editor, and everything below it.
 */
@NullMarked
package io.sluice.processor.redaction;

import org.jspecify.annotations.NullMarked;
