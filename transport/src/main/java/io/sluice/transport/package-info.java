/** Netty and gRPC bootstraps, event loops and bounded compression, shared by everything that listens or connects. */
@NullMarked
package io.sluice.transport;

import org.jspecify.annotations.NullMarked;
