package io.sluice.receiver.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Status;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.sluice.api.Batch;
import io.sluice.api.ComponentException;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.pdata.Signal;
import io.sluice.testkit.RecordingConsumer;
import io.sluice.testkit.TestCertificates;
import io.sluice.transport.tls.ServerTlsConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OtlpHttpIT {

    private static final String PROTOBUF = "application/x-protobuf";
    private static final String JSON = "application/json";

    private final RecordingConsumer pipeline = RecordingConsumer.holding();
    private final List<AutoCloseable> toClose = new ArrayList<>();
    private HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() throws Exception {
        client.close();
        for (AutoCloseable closeable : toClose.reversed()) {
            closeable.close();
        }
    }

    private Running start(OtlpHttpConfig config) throws ComponentException {
        Running running = Running.start(Running.http(config), pipeline);
        toClose.add(running);
        return running;
    }

    private static HttpRequest.Builder to(Running running, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.receiver.httpPort() + path))
                .timeout(Duration.ofSeconds(30));
    }

    private CompletableFuture<HttpResponse<byte[]>> post(Running running, String type, byte[] body, String... headers) {
        HttpRequest.Builder request = to(running, "/v1/traces")
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void answersWhenThePipelineHasTakenTheBytes() throws Exception {
        Running running = start(Running.httpConfig(null));
        ExportTraceServiceRequest request = Requests.spans(3);
        var call = post(running, PROTOBUF, request.toByteArray());

        Batch batch = pipeline.take();

        assertThat(batch.signal()).isEqualTo(Signal.TRACES);
        assertThat(batch.items()).isEqualTo(3);
        assertThat(batch.payload().toExactArray()).isEqualTo(request.toByteArray());
        assertThat(call.isDone()).isFalse();
        batch.complete(Outcome.accepted());

        HttpResponse<byte[]> response = get(call);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "content-type")).isEqualTo(PROTOBUF);
        assertThat(ExportTraceServiceResponse.parseFrom(response.body()).hasPartialSuccess())
                .isFalse();
        assertThat(running.context.meter().value("receiver_accepted_spans", "receiver", "otlp", "transport", "http"))
                .isEqualTo(3);
    }

    @Test
    void jsonIsTakenAsTheSameBytesAndAnsweredInJson() throws Exception {
        Running running = start(Running.httpConfig(null));
        var call = post(
                running,
                JSON + "; charset=utf-8",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"a\"}]}]}]}"
                        .getBytes(StandardCharsets.UTF_8));

        Batch batch = pipeline.take();
        assertThat(ExportTraceServiceRequest.parseFrom(batch.payload().toExactArray())
                        .getResourceSpans(0)
                        .getScopeSpans(0)
                        .getSpans(0)
                        .getName())
                .isEqualTo("a");
        batch.complete(new Outcome.PartiallyAccepted(1, null, "too \"large\""));

        HttpResponse<byte[]> response = get(call);
        assertThat(header(response, "content-type")).isEqualTo(JSON);
        assertThat(new String(response.body(), StandardCharsets.UTF_8))
                .contains("\"partialSuccess\"")
                .contains("\"rejectedSpans\":\"1\"")
                .contains("too \\\"large\\\"");
    }

    @Test
    void gzipIsInflated() throws Exception {
        Running running = start(Running.httpConfig(null));
        ExportTraceServiceRequest request = Requests.spans(50);
        var call = post(running, PROTOBUF, gzip(request.toByteArray()), "Content-Encoding", "gzip");

        Batch batch = pipeline.take();
        assertThat(batch.payload().toExactArray()).isEqualTo(request.toByteArray());
        batch.complete(Outcome.accepted());

        assertThat(get(call).statusCode()).isEqualTo(200);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void anEmptyRequestIsASuccessThatNoPipelineSees() throws Exception {
        Running running = start(Running.httpConfig(null));

        assertThat(get(post(running, PROTOBUF, new byte[0])).statusCode()).isEqualTo(200);
        assertThat(get(post(running, JSON, "{}".getBytes(StandardCharsets.UTF_8)))
                        .statusCode())
                .isEqualTo(200);
        assertThat(pipeline.size()).isZero();
    }

    static Stream<Arguments> outcomes() {
        return Stream.of(
                Arguments.of(Outcome.refused(Refusal.MEMORY, 1_500_000_000L, "full"), 503, 14, "2"),
                Arguments.of(Outcome.refused(Refusal.BACKEND, "down"), 503, 14, ""),
                Arguments.of(Outcome.refused(Refusal.RATE_LIMITED, 1, "slow down"), 429, 8, "1"),
                Arguments.of(Outcome.rejected(Rejection.TOO_LARGE, "too large"), 413, 8, ""),
                Arguments.of(Outcome.rejected(Rejection.MALFORMED, "bad"), 400, 3, ""),
                Arguments.of(Outcome.rejected(Rejection.BACKEND, "no"), 500, 13, ""));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void everyOutcomeHasItsStatusBodyAndHint(Outcome outcome, int status, int code, String retryAfter)
            throws Exception {
        Running running = start(Running.httpConfig(null));
        var call = post(running, PROTOBUF, Requests.spans(1).toByteArray());

        pipeline.take().complete(outcome);

        HttpResponse<byte[]> response = get(call);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(header(response, "retry-after")).isEqualTo(retryAfter);
        assertThat(header(response, "content-type")).isEqualTo(PROTOBUF);
        assertThat(Status.parseFrom(response.body()).getCode()).isEqualTo(code);
    }

    static Stream<Arguments> wrongRequests() {
        byte[] spans = Requests.spans(1).toByteArray();
        byte[] truncated = java.util.Arrays.copyOf(spans, spans.length - 1);
        return Stream.of(
                Arguments.of("POST", "/v1/traces", PROTOBUF, "", truncated, 400),
                Arguments.of(
                        "POST", "/v1/traces", JSON, "", "{\"resourceSpans\":7}".getBytes(StandardCharsets.UTF_8), 400),
                Arguments.of("POST", "/v1/traces", PROTOBUF, "gzip", spans, 400),
                Arguments.of("POST", "/v1/traces", "text/plain", "", spans, 415),
                Arguments.of("POST", "/v1/traces", PROTOBUF, "br", spans, 415),
                Arguments.of("GET", "/v1/traces", PROTOBUF, "", new byte[0], 405),
                Arguments.of("POST", "/v1/nothing", PROTOBUF, "", spans, 404),
                Arguments.of("POST", "/v1/traces", PROTOBUF, "", new byte[(1 << 20) + 1], 413));
    }

    @ParameterizedTest
    @MethodSource("wrongRequests")
    void everyWrongRequestIsToldSoAndTheNextOneIsServed(
            String method, String path, String type, String encoding, byte[] body, int status) throws Exception {
        Running running = start(Running.httpConfig(null));
        HttpRequest.Builder request = to(running, path)
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (!encoding.isEmpty()) {
            request.header("Content-Encoding", encoding);
        }

        HttpResponse<byte[]> response = get(client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray()));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isNotEmpty();
        assertThat(pipeline.size()).isZero();
        var next = post(running, PROTOBUF, Requests.spans(1).toByteArray());
        pipeline.take().complete(Outcome.accepted());
        assertThat(get(next).statusCode()).isEqualTo(200);
    }

    @Test
    void aBombIsStoppedAtTheLimit() throws Exception {
        Running running = start(Running.httpConfig(null));

        HttpResponse<byte[]> response =
                get(post(running, PROTOBUF, gzip(new byte[50 << 20]), "Content-Encoding", "gzip"));

        assertThat(response.statusCode()).isEqualTo(413);
    }

    @Test
    void aSignalWithoutAPipelineIsNotFound() throws Exception {
        Running running = Running.start(Running.http(Running.httpConfig(null)), pipeline, EnumSet.of(Signal.LOGS));
        toClose.add(running);

        assertThat(get(post(running, PROTOBUF, Requests.spans(1).toByteArray())).statusCode())
                .isEqualTo(404);
    }

    @Test
    void answersBeforeTheResultTimeoutAndWithdrawsTheData() throws Exception {
        Running running =
                start(Running.httpConfig(null, null, 1 << 20, Duration.ofMillis(300), Duration.ofSeconds(60), false));
        var call = post(running, PROTOBUF, Requests.spans(2).toByteArray());
        Batch batch = pipeline.take();
        assertThat(batch.isWithdrawn()).isFalse();

        HttpResponse<byte[]> response = get(call);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(batch.isWithdrawn()).isTrue();
        batch.complete(Outcome.accepted());
        assertThat(running.context.meter().value("receiver_refused_spans", "receiver", "otlp", "transport", "http"))
                .isEqualTo(2);
    }

    @Test
    void aSenderThatGoesIsWithdrawn() throws Exception {
        Running running = start(Running.httpConfig(null));
        byte[] body = Requests.spans(1).toByteArray();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.receiver.httpPort())) {
            socket.getOutputStream().write(head(body.length));
            socket.getOutputStream().write(body);
        }
        Batch batch = pipeline.take();

        Eventually.holds(batch::isWithdrawn);
        batch.complete(Outcome.accepted());
    }

    private static byte[] head(int length) {
        return ("POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Type: " + PROTOBUF + "\r\nContent-Length: " + length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        Running running = start(Running.httpConfig(null));
        byte[] body = Requests.spans(1).toByteArray();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.receiver.httpPort())) {
            socket.setSoTimeout(30_000);
            for (int i = 0; i < 2; i++) {
                socket.getOutputStream().write(head(body.length));
                socket.getOutputStream().write(body);
            }
            pipeline.take().complete(Outcome.refused(Refusal.BACKEND, "down"));
            pipeline.take().complete(Outcome.accepted());

            StringBuilder answers = new StringBuilder();
            while (!answers.toString().contains("HTTP/1.1 200")) {
                int c = socket.getInputStream().read();
                assertThat(c).as("end of " + answers).isNotNegative();
                answers.append((char) c);
            }
            assertThat(answers.toString()).startsWith("HTTP/1.1 503");
        }
    }

    @Test
    void aBodyThatComesInDribsAndDrabsIsCutOffInTime() throws Exception {
        Running running =
                start(Running.httpConfig(null, null, 1 << 20, Duration.ofSeconds(8), Duration.ofMillis(200), false));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.receiver.httpPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(head(1000));
            socket.getOutputStream().write(new byte[3]);

            byte[] start = socket.getInputStream().readNBytes(12);

            assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 503");
        }
    }

    @Test
    void webPagesOfAllowedOriginsMaySend() throws Exception {
        Running running = start(Running.httpConfig(
                null,
                new OtlpHttpConfig.CorsConfig(List.of("https://*.example.com"), List.of("X-Tenant"), List.of(), 600),
                1 << 20,
                Duration.ofSeconds(8),
                Duration.ofSeconds(60),
                false));
        // The client of the JDK refuses to set Origin.
        assertThat(preflight(running, "https://app.example.com"))
                .startsWith("HTTP/1.1 204")
                .containsIgnoringCase("access-control-allow-origin: https://app.example.com");
        assertThat(preflight(running, "https://evil.test")).doesNotContainIgnoringCase("access-control-allow-origin");
    }

    private static String preflight(Running running, String origin) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.receiver.httpPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write(("OPTIONS /v1/traces HTTP/1.1\r\nHost: x\r\nConnection: close\r\nOrigin: " + origin
                                    + "\r\nAccess-Control-Request-Method: POST\r\n"
                                    + "Access-Control-Request-Headers: content-type\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.EnumSource(HttpClient.Version.class)
    void tlsSpeaksBothVersions(HttpClient.Version version, @TempDir Path folder) throws Exception {
        TestCertificates authority = TestCertificates.authority("CA");
        authority.server().write(folder, "server");
        Running running = start(Running.httpConfig(ServerTlsConfig.of(
                folder.resolve("server.pem").toString(),
                folder.resolve("server.key").toString(),
                null)));
        client.close();
        client = HttpClient.newBuilder()
                .version(version)
                .sslContext(trusting(authority))
                .build();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("https://localhost:" + running.receiver.httpPort() + "/v1/traces"))
                .header("Content-Type", PROTOBUF)
                .POST(HttpRequest.BodyPublishers.ofByteArray(Requests.spans(1).toByteArray()))
                .build();
        var call = client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());

        pipeline.take().complete(Outcome.accepted());

        HttpResponse<byte[]> response = get(call);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.version()).isEqualTo(version);
    }

    private static SSLContext trusting(TestCertificates authority) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null);
        store.setCertificateEntry(
                "ca",
                java.security.cert.CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new java.io.ByteArrayInputStream(authority.pem().getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
