/**
 * TLS whose material is reloaded while connections stay up, and who the peer turned out to be.
 *
 * <p>{@link io.sluice.transport.tls.ServerTls} and {@link io.sluice.transport.tls.ClientTls} are the two ways in. Key, chain and trust
 * anchors are loaded and checked as one {@link io.sluice.transport.tls.TlsMaterial}: a generation. Files are polled; a generation that
 * cannot be used leaves the one before in force. Each generation has its own session caches and ticket keys, so a session made under a
 * trust anchor that was since withdrawn cannot be resumed.
 *
 * <p>Threads: opening and closing by the owner's life-cycle thread; handing out engines by any thread; files are read by a thread of their
 * own.
 */
@NullMarked
package io.sluice.transport.tls;

import org.jspecify.annotations.NullMarked;
