/** An HTTP server for small request-response protocols: HTTP/1.1, and HTTP/2 over TLS, on the process's event loops. */
@NullMarked
package io.sluice.transport.http;

import org.jspecify.annotations.NullMarked;
