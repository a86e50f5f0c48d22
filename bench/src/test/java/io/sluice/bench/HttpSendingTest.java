package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.sluice.bench.Sending.Ending;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpSendingTest {

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void aBrokenConnectionEndsTheRequestAndTheNextOneGoesOverANewOne() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getByName("127.0.0.1"))) {
            HttpSending sending = new HttpSending(loops, server.getLocalPort(), 1, "/v1/traces");

            CompletableFuture<Ending> first = send(sending);
            server.accept().close();
            assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(Ending.FAILED);

            CompletableFuture<Ending> second = send(sending);
            try (Socket accepted = server.accept()) {
                answer(accepted);
                assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(Ending.ACKNOWLEDGED);
            }
        }
    }

    @Test
    void aRequestToNobodyHasFailed() throws Exception {
        int port;
        try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getByName("127.0.0.1"))) {
            port = server.getLocalPort();
        }
        HttpSending sending = new HttpSending(loops, port, 1, "/v1/traces");

        assertThat(send(sending).get(10, TimeUnit.SECONDS)).isEqualTo(Ending.FAILED);
        assertThat(send(sending).get(10, TimeUnit.SECONDS)).isEqualTo(Ending.FAILED);
    }

    private CompletableFuture<Ending> send(HttpSending sending) {
        CompletableFuture<Ending> ended = new CompletableFuture<>();
        loops.execute(() -> sending.send(new byte[] {1, 2, 3}, ended::complete));
        return ended;
    }

    private static void answer(Socket accepted) throws IOException {
        accepted.getOutputStream()
                .write("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
}
