/** TLS material from files, reloaded on change, and the peers' identities. */
@NullMarked
package io.sluice.transport.tls;

import org.jspecify.annotations.NullMarked;
