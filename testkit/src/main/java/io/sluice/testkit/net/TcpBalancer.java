package io.sluice.testkit.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A plain TCP load balancer on loopback, as stands in front of gateways: connections go to the backends in turn, to the next one where
 * one does not listen. It looks into nothing, so TLS passes through. Half-closed connections stay half-closed.
 *
 * <p>Threads: any. Two virtual threads per connection.
 */
public final class TcpBalancer implements AutoCloseable {

    private static final int CONNECT_MILLIS = 1_000;
    private static final int COPY_BYTES = 64 * 1024;

    private final ServerSocket listener;
    private final List<InetSocketAddress> backends;
    private final Map<Integer, LongAdder> forwarded = new ConcurrentHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * Listens on {@code port} (0 for any) and forwards to loopback ports.
     *
     * @throws UncheckedIOException if the port is taken
     */
    public TcpBalancer(int port, List<Integer> backendPorts) {
        try {
            listener = new ServerSocket(port, 256, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        backends = backendPorts.stream()
                .map(backend -> new InetSocketAddress(InetAddress.getLoopbackAddress(), backend))
                .toList();
        backendPorts.forEach(backend -> forwarded.put(backend, new LongAdder()));
        Thread.ofPlatform().daemon().name("balancer").start(this::acceptAll);
    }

    /** The port listened on. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Bytes sent to each backend so far, by its port. */
    public Map<Integer, Long> forwardedBytes() {
        Map<Integer, Long> sums = new java.util.TreeMap<>();
        forwarded.forEach((port, sum) -> sums.put(port, sum.sum()));
        return sums;
    }

    private void acceptAll() {
        while (true) {
            Socket client;
            try {
                client = listener.accept();
            } catch (IOException _) {
                return; // closed
            }
            open.add(client);
            Thread.ofVirtual().start(() -> serve(client));
        }
    }

    private void serve(Socket client) {
        Socket backend = connect();
        if (backend == null) {
            end(client);
            return;
        }
        open.add(backend);
        LongAdder count = forwarded.getOrDefault(backend.getPort(), new LongAdder());
        Thread back = Thread.ofVirtual().start(() -> copy(backend, client, new LongAdder()));
        copy(client, backend, count);
        try {
            back.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        end(client);
        end(backend);
    }

    private @Nullable Socket connect() {
        int first = turn.getAndIncrement();
        for (int i = 0; i < backends.size(); i++) {
            Socket socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                socket.connect(backends.get(Math.floorMod(first + i, backends.size())), CONNECT_MILLIS);
                return socket;
            } catch (IOException _) {
                end(socket); // the next one
            }
        }
        return null;
    }

    private static void copy(Socket from, Socket to, LongAdder count) {
        try {
            to.setTcpNoDelay(true);
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[COPY_BYTES];
            int n;
            while ((n = in.read(buffer)) >= 0) {
                out.write(buffer, 0, n);
                count.add(n);
            }
            to.shutdownOutput();
        } catch (SocketException _) {
            reset(from);
            reset(to);
        } catch (IOException _) {
            reset(to);
        }
    }

    /** What broke on one side breaks on the other, so that nobody waits for an answer that cannot come. */
    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException _) {
            return; // closed already
        }
    }

    private void end(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException _) {
            return; // closed already
        }
    }

    /** Stops listening and breaks all connections. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(TcpBalancer::reset);
    }
}
