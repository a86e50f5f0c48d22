/**
 * The contracts that components and the engine share. Components see this package and {@code io.sluice.pdata}, nothing of the engine.
 *
 * <p>Read {@link io.sluice.api.Batch}, {@link io.sluice.api.Ack} and {@link io.sluice.api.Consumer} first, then the five kinds of
 * {@link io.sluice.api.Component} and their {@link io.sluice.api.Factory}.
 */
@NullMarked
package io.sluice.api;

import org.jspecify.annotations.NullMarked;
