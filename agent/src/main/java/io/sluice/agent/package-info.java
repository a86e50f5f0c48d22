/** The agent: one per node, between the applications there and the gateways. */
@NullMarked
package io.sluice.agent;

import org.jspecify.annotations.NullMarked;
