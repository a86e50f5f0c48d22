package io.sluice.processor.redaction;

import io.sluice.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is masked in values.
 *
 * @param pattern finds it
 * @param mask what stands in its place; null for what the processor has for all
 */
record ValueRule(Pattern pattern, @Nullable String mask) {}
