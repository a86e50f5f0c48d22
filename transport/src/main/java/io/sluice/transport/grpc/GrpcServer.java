package io.sluice.transport.grpc;

import io.sluice.pdata.BufferPool;
import io.sluice.transport.EventLoops;
import io.sluice.transport.grpc.RequestAssembly.Limits;
import io.sluice.transport.server.ConnectionServer;
import io.sluice.transport.server.ReceiveBudget;
import io.sluice.transport.server.TimersByLoop;
import io.sluice.transport.server.TlsNegotiation;
import io.sluice.transport.tls.ServerTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A gRPC server for unary methods, on the process's event loops; handlers are called on them and must not block.
 *
 * <p>Everything a peer controls is bounded: connections, streams, message and header sizes, bytes of incomplete messages, resets, pings, and
 * the time of a handshake.
 *
 * <p>Threads: any.
 */
public final class GrpcServer {

    private GrpcServer() {}

    /**
     * Listens.
     *
     * @param tls or null for plaintext; stays the caller's
     * @param loops stay the caller's
     * @param timers those that the methods set for their calls
     * @param budget for requests that are not whole yet
     * @param buffers where requests go
     * @throws IOException if the address cannot be listened on
     */
    public static ConnectionServer start(
            InetSocketAddress address,
            GrpcServerSettings settings,
            @Nullable ServerTls tls,
            EventLoops loops,
            TimersByLoop timers,
            ReceiveBudget budget,
            BufferPool buffers,
            List<UnaryMethod> methods)
            throws IOException {
        GrpcMethods byPath = new GrpcMethods(methods);
        Limits limits = new Limits(settings.maxMessageBytes(), budget, buffers);
        TlsNegotiation.Setup grpc = pipeline -> pipeline.addLast(GrpcConnection.of(settings, byPath, limits));
        return ConnectionServer.start(
                address,
                settings.maxConnections(),
                loops,
                timers,
                tls == null
                        ? channel -> grpc.configure(channel.pipeline())
                        : channel -> TlsNegotiation.begin(channel, tls.sslContext(), grpc, null));
    }
}
