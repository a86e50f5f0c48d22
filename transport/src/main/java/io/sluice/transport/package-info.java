/** Netty and gRPC bootstraps, shared by everything that listens or connects. */
@NullMarked
package io.sluice.transport;

import org.jspecify.annotations.NullMarked;
