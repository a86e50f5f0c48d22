/**
 * Regular expressions with the syntax of RE2 and Go, leftmost-first, in time linear to the text, over UTF-8 bytes.
 *
 * <p>A {@link io.sluice.regex.Pattern} is compiled once and shared; a {@link io.sluice.regex.Matcher} belongs to one thread. Nothing here
 * goes back over the text, and nothing is built per search.
 */
@NullMarked
package io.sluice.regex;

import org.jspecify.annotations.NullMarked;
