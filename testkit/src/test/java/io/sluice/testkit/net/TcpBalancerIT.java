package io.sluice.testkit.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

class TcpBalancerIT {

    /** Reads all it is sent, then answers with one byte. */
    private static final class Backend implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        private final Thread thread;

        Backend(int answer) throws IOException {
            thread = Thread.ofPlatform().start(() -> {
                while (true) {
                    try (Socket socket = server.accept()) {
                        socket.getInputStream().readAllBytes();
                        socket.getOutputStream().write(answer);
                    } catch (IOException _) {
                        return;
                    }
                }
            });
        }

        int port() {
            return server.getLocalPort();
        }

        /** Returns once nothing listens any more. */
        @Override
        public void close() throws IOException {
            server.close();
            try {
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static int ask(TcpBalancer balancer) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), balancer.port())) {
            socket.getOutputStream().write(new byte[10]);
            socket.shutdownOutput();
            return socket.getInputStream().read();
        }
    }

    @Test
    void takesTheBackendsInTurnAndLeavesOutOneThatIsGone() throws Exception {
        Backend one = new Backend(1);
        try (Backend two = new Backend(2);
                TcpBalancer balancer = new TcpBalancer(0, List.of(one.port(), two.port()))) {
            assertThat(List.of(ask(balancer), ask(balancer))).containsExactlyInAnyOrder(1, 2);
            assertThat(balancer.forwardedBytes()).containsEntry(one.port(), 10L);

            one.close();
            assertThat(List.of(ask(balancer), ask(balancer), ask(balancer))).containsOnly(2);
        }
    }

    @Test
    void withoutAnyBackendTheConnectionEnds() throws Exception {
        Backend gone = new Backend(1);
        gone.close();
        try (TcpBalancer balancer = new TcpBalancer(0, List.of(gone.port()))) {
            assertThat(ask(balancer)).isEqualTo(-1);
        }
    }
}
