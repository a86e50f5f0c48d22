/**
 * The {@code attributes} processor, and the actions on attributes that the {@code resource} processor shares with it.
 *
 * <pre>
 *   ActionConfig - ActionList - one AttributeAction each, on the AttributeTable of a message
 *   MatchConfig  - ItemMatcher: TextSet, AttributeCondition, what has to be true of an item
 * </pre>
 *
 * <p>What it decides on of a resource or scope is looked at once for each of them. Threads: each worker has its own of everything but the
 * configuration; nothing is allocated for a record but where numbers become texts.
 */
@NullMarked
package io.sluice.processor.attributes;

import org.jspecify.annotations.NullMarked;
