/** What all listeners have in common: addresses, limits on connections and on bytes under way, and timers of event loops. */
@NullMarked
package io.sluice.transport.server;

import org.jspecify.annotations.NullMarked;
