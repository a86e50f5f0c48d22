/** Finds personal data and secrets in bytes of text, in one pass and without a regular expression. */
@NullMarked
package io.sluice.processor.pii.detect;

import org.jspecify.annotations.NullMarked;
