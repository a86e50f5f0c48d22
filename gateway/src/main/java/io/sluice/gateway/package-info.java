/** The gateway: many agents in, Kafka out. */
@NullMarked
package io.sluice.gateway;

import org.jspecify.annotations.NullMarked;
