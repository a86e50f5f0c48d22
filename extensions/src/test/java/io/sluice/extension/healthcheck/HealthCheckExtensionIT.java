package io.sluice.extension.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.api.ComponentException;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.extension.healthcheck.HealthCheckConfig.ResponseBody;
import io.sluice.testkit.TestContext;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthCheckExtensionIT {

    private final TestContext context = new TestContext(ComponentKind.EXTENSION, ComponentId.of("health_check"));
    private final HttpClient client = HttpClient.newHttpClient();
    private @Nullable HealthCheckExtension extension;

    @AfterEach
    void stop() {
        client.close();
        if (extension != null) {
            extension.stop(0);
        }
    }

    private HealthCheckExtension started(@Nullable ResponseBody body) throws ComponentException {
        HealthCheckExtension made =
                new HealthCheckExtension(context, new HealthCheckConfig("127.0.0.1:0", "/health", body));
        extension = made;
        made.start();
        return made;
    }

    private HttpResponse<String> get(HealthCheckExtension of, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + of.port() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    @Test
    void answers503UntilReadyThen200ThenAgain503() throws Exception {
        HealthCheckExtension health = started(null);

        assertThat(get(health, "/health").statusCode()).isEqualTo(503);
        assertThat(get(health, "/health").body()).contains("\"status\":\"Server not available\"");

        health.ready();
        assertThat(get(health, "/health").statusCode()).isEqualTo(200);
        assertThat(get(health, "/health").body()).contains("\"status\":\"Server available\"", "\"upSince\":\"20");

        health.notReady();
        assertThat(get(health, "/health").statusCode()).isEqualTo(503);
    }

    @Test
    void answers404ElsewhereAndConfiguredBodies() throws Exception {
        HealthCheckExtension health = started(new ResponseBody("good", "bad"));

        assertThat(get(health, "/health").body()).isEqualTo("bad");
        health.ready();
        assertThat(get(health, "/health").body()).isEqualTo("good");
        assertThat(get(health, "/health/more").statusCode()).isEqualTo(404);
    }

    @Test
    void saysInOneSentenceThatThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            HealthCheckExtension health = new HealthCheckExtension(
                    context, new HealthCheckConfig("127.0.0.1:" + taken.getLocalPort(), "/", null));

            assertThatThrownBy(health::start)
                    .isInstanceOf(ComponentException.class)
                    .hasMessageContaining("cannot listen on endpoint 127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("free the port or choose another one");
        }
    }
}
