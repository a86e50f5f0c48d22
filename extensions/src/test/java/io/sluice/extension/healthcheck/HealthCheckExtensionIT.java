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
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    private HttpResponse<String> send(HealthCheckExtension to, String method) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + to.port() + "/health?verbose");
        return client.send(
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "OPTIONS"})
    void answersAnyMethodAsTheCollectorDoes(String method) throws Exception {
        HealthCheckExtension health = started(null);
        health.ready();

        HttpResponse<String> answer = send(health, method);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("Server available");
    }

    @Test
    void answersHeadWithoutABody() throws Exception {
        HealthCheckExtension health = started(null);

        assertThat(send(health, "HEAD").statusCode()).isEqualTo(503);
        health.ready();
        HttpResponse<String> answer = send(health, "HEAD");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void tellsSinceWhenAndHowLongItIsUp() throws Exception {
        HealthCheckExtension health = started(null);
        health.ready();
        Instant since = Instant.ofEpochMilli(context.clock().epochMillis());
        context.clock().advance(Duration.ofMillis(90_500));

        HttpResponse<String> answer = get(health, "/health");

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"Server available\",\"upSince\":\"" + since + "\",\"uptime\":\"90.5s\"}");
    }

    @Test
    void aConfiguredBodyMayBeEmptyAndIsText() throws Exception {
        HealthCheckExtension health = started(new ResponseBody("", "not yet"));

        HttpResponse<String> before = get(health, "/health");
        assertThat(before.statusCode()).isEqualTo(503);
        assertThat(before.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        health.ready();
        HttpResponse<String> after = get(health, "/health");
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(after.body()).isEmpty();
    }

    @Test
    void saysInOneSentenceThatTheHostIsUnknown() {
        HealthCheckExtension health =
                new HealthCheckExtension(context, new HealthCheckConfig("no-such-host.invalid:0", "/", null));

        assertThatThrownBy(health::start)
                .isInstanceOf(ComponentException.class)
                .hasMessage("cannot listen on endpoint no-such-host.invalid:0 (its host is not known); "
                        + "free the port or choose another one");
    }

    @Test
    void letsThePortGoWhenItStops() throws Exception {
        HealthCheckExtension health = started(null);
        int port = health.port();

        health.stop(0);

        HealthCheckExtension next =
                new HealthCheckExtension(context, new HealthCheckConfig("127.0.0.1:" + port, "/", null));
        next.start();
        assertThat(next.port()).isEqualTo(port);
        next.stop(0);
    }
}
