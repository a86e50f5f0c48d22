package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.sluice.cli.CommandLineHarness.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthcheckCommandIT {

    private HttpServer server;
    private volatile int status;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Run check() {
        return CommandLineHarness.run(
                new FakeProduct().product(),
                "healthcheck",
                "--endpoint",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @Test
    void succeedsWhenReady() {
        status = 200;

        assertThat(check()).isEqualTo(new Run(0, "ready\n", ""));
    }

    @Test
    void failsWhenNotReady() {
        status = 503;

        assertThat(check()).isEqualTo(new Run(1, "", "Error: not ready: HTTP 503\n"));
    }

    @Test
    void failsWhenNobodyAnswers() {
        server.stop(0);

        Run run = check();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("Error: nothing answers at http://127.0.0.1:")
                .hasLineCount(1);
    }
}
