/**
 * What happens to a finding: what is written in its place, and the keys that this takes.
 *
 * <p>{@link io.sluice.processor.pii.action.PseudonymKeys} is shared and reads its files again when they change; each worker thread has its
 * own {@link io.sluice.processor.pii.action.Replacements}. Everything that is written is ASCII of {@code [A-Za-z0-9_.:*@\[\]-]} and
 * characters of the original, so that it may stand in JSON, a URL query or logfmt; and whatever an action wrote, it leaves as it is when it
 * meets it again.
 */
@NullMarked
package io.sluice.processor.pii.action;

import org.jspecify.annotations.NullMarked;
