package io.sluice.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests made against the masking, at a gateway with the rules that it ships with: values of 10 MB, 65,536 attributes, nesting to the
 * limit and beyond, text that is none, repetitions of what detectors begin at. Each is answered in time, over HTTP and gRPC; what is taken
 * leaves masked; the process lives and goes on.
 */
class HostileRequestsIT {

    private static final String MAIL = "canary.person@example.com";
    private static final String DATA =
            " mail " + MAIL + " card 4111 1111 1111 1111 電話 090-1234-5678 password=kanariya-hunter2 ";
    private static final List<String> CANARIES =
            List.of("canary.person@", "4111 1111", "1234-5678", "kanariya-hunter2");

    /** As long as a sender waits by default, and much more than masking takes on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int MEGABYTE = 1 << 20;

    @TempDir
    private Path folder;

    private final String http = Ports.freeAddress();
    private final String grpc = Ports.freeAddress();
    private final List<String> taken = new ArrayList<>();
    private ProductProcess gateway;
    private HttpClient client;

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        Pki pki = Pki.in(folder);
        String pipeline = "{receivers: [otlp], processors: [memory_limiter, pii], exporters: [file]}";
        gateway = ProductProcess.start(
                ProductProcess.gateway(),
                Map.of(),
                "--config",
                "yaml:{receivers: {otlp: {protocols: {http: {endpoint: \"" + http + "\"}, grpc: {endpoint: \"" + grpc
                        + "\", tls: {cert_file: " + pki.file("server.pem") + ", key_file: " + pki.file("server.key")
                        + "}}}}}, processors: {memory_limiter: {check_interval: 1s, limit_percentage: 75,"
                        + " spike_limit_percentage: 25}, pii: {classes: {policies: {access: {detectors: {ipv4: {action:"
                        + " ip_truncate}, ipv6: {action: ip_truncate}}}}}}}, exporters: {file: {path: "
                        + folder.resolve("out") + ", format: proto}}, service: {telemetry: {metrics: {level: none}},"
                        + " pipelines: {logs: " + pipeline + "}}}");
        client = HttpClient.newBuilder()
                .sslContext(trusting(folder.resolve("ca.pem")))
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        gateway.close();
    }

    @Test
    void aValueOfTenMegabytes() throws IOException, InterruptedException {
        String filler = "stored image in bucket originals, told 2 subscribers, took 12 ms. ";
        String many = filler.repeat(10 * MEGABYTE / filler.length());

        takes("long", LogRecord.newBuilder().addAttributes(attribute("note", text(DATA + many + DATA))));
        takes("long body", LogRecord.newBuilder().setBody(text(DATA + many + DATA)));
        takes("long bytes", LogRecord.newBuilder().setBody(bytes(ByteString.copyFromUtf8(DATA + many + DATA))));
        takes("digits", LogRecord.newBuilder().setBody(text("1".repeat(10 * MEGABYTE) + DATA)));
        takes("wide", LogRecord.newBuilder().setBody(text("１%31\\u0031".repeat(MEGABYTE) + DATA)));

        nothingLeftUnmasked();
    }

    @Test
    void sixtyFiveThousandAttributes() throws IOException, InterruptedException {
        LogRecord.Builder record = LogRecord.newBuilder();
        KeyValueList.Builder map = KeyValueList.newBuilder();
        ArrayValue.Builder array = ArrayValue.newBuilder();
        for (int i = 0; i < 1 << 16; i++) {
            String value = i % 1000 == 7 ? DATA : "value " + i;
            record.addAttributes(attribute("key." + i, text(value)));
            map.addValues(attribute("key." + i, text(value)));
            array.addValues(text(value));
        }

        takes("attributes", record);
        takes("map", LogRecord.newBuilder().setBody(AnyValue.newBuilder().setKvlistValue(map)));
        takes("array", LogRecord.newBuilder().setBody(AnyValue.newBuilder().setArrayValue(array)));
        takes(
                "same keys",
                LogRecord.newBuilder()
                        .addAllAttributes(record.getAttributesList().stream()
                                .map(one -> one.toBuilder().setKey("note").build())
                                .toList()));

        nothingLeftUnmasked();
    }

    @Test
    void millionsOfAttributes() throws IOException, InterruptedException {
        LogRecord.Builder record = LogRecord.newBuilder();
        KeyValue empty = attribute("", text(""));
        for (int i = 0; i < 1 << 17; i++) {
            record.addAttributes(empty);
        }
        takes("as many as may be", record);
        ByteString most = record.build().toByteString();
        ByteString many = LogRecord.newBuilder()
                .addAttributes(attribute("note", text(DATA)))
                .build()
                .toByteString();
        for (int i = 0; i < 32; i++) {
            many = many.concat(most);
        }
        refuses(
                "four millions",
                LogsData.newBuilder()
                        .addResourceLogs(ResourceLogs.newBuilder()
                                .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(LogRecord.parseFrom(many))))
                        .build()
                        .toByteArray(),
                413,
                "8");

        nothingLeftUnmasked();
    }

    @Test
    void sixtyMegabytesOfPersonalData() throws IOException, InterruptedException {
        String line = DATA.repeat(1000);
        ScopeLogs.Builder records = ScopeLogs.newBuilder();
        for (int bytes = 0; bytes < 60 * MEGABYTE; bytes += line.length()) {
            records.addLogRecords(LogRecord.newBuilder().setBody(text(line)));
        }

        refuses(
                "sixty megabytes",
                LogsData.newBuilder()
                        .addResourceLogs(ResourceLogs.newBuilder().addScopeLogs(records))
                        .build()
                        .toByteArray(),
                413,
                "8");

        nothingLeftUnmasked();
    }

    @Test
    void nestingToTheLimitAndBeyond() throws IOException, InterruptedException {
        // A value in a log record is the fifth message, and each list or map adds two, each entry of a map one more.
        for (int lists : new int[] {1, 15, 31, 32, 33, 47}) {
            takes("lists " + lists, LogRecord.newBuilder().setBody(nested(lists, false)));
        }
        for (int maps : new int[] {1, 15, 31}) {
            takes("maps " + maps, LogRecord.newBuilder().setBody(nested(maps, true)));
        }
        for (int lists : new int[] {60, 1000, 100_000}) {
            refuses("lists " + lists, nestedBytes(lists), 400, "3");
        }
        takes("json", LogRecord.newBuilder().setBody(text("[".repeat(100_000) + DATA + "]".repeat(100_000))));
        takes("json in json", LogRecord.newBuilder().setBody(text(quoted(12))));
        String deep = "{\"arrayValue\":{\"values\":[".repeat(5000) + "{\"stringValue\":\"" + MAIL + "\"}"
                + "]}}".repeat(5000);
        HttpResponse<byte[]> answer = send(
                "/v1/logs",
                "application/json",
                ("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":" + deep + "}]}]}]}").getBytes(UTF_8));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new String(answer.body(), UTF_8)).doesNotContain(MAIL);

        nothingLeftUnmasked();
    }

    @Test
    void textThatIsNotUtf8() throws IOException, InterruptedException {
        for (String broken : List.of(
                "\u00ff\u00fe", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00f5\u0080\u0080\u0080", "\u00e3\u0081")) {
            byte[] data = (broken + "canary.person@example.com" + broken + " 4111 1111 1111 1111 " + broken
                            + "password=kanariya-hunter2 " + broken)
                    .getBytes(ISO_8859_1);
            takes("bytes", LogRecord.newBuilder().setBody(bytes(ByteString.copyFrom(data))));
            takes(
                    "attribute",
                    LogRecord.newBuilder().addAttributes(attribute("note", bytes(ByteString.copyFrom(data)))));

            String place = "x".repeat(data.length);
            byte[] whole = request("broken", LogRecord.newBuilder().setBody(text(place)));
            int at = new String(whole, ISO_8859_1).indexOf(place);
            System.arraycopy(data, 0, whole, at, data.length);
            refuses("text", whole, 400, "3");
        }

        nothingLeftUnmasked();
    }

    @Test
    void repetitionsOfWhatDetectorsBeginAt() throws IOException, InterruptedException {
        for (String unit : List.of(
                "a@a.",
                "a@a.aa",
                "://a:b@",
                "eyJhbGciOiJub25lIn0.",
                "AKIA",
                "-----BEGIN ",
                "1.1.1.1",
                "1::",
                "aa-",
                "[EMAIL:k:a",
                "Authorization: Digest a=\"",
                "cookie: a=b; ",
                "basic YTpi ",
                "%2525",
                "\\\\",
                "\\\\u0040a",
                "&amp;",
                "＠",
                "\u200b",
                "1ー",
                "4111111111111111 ",
                "DE89 ",
                "password=[SECRET]",
                "\"password\":\"",
                "{\"",
                "<password>",
                "((((a+)+)+)+",
                "x".repeat(63) + "@")) {
            String text = unit.repeat(MEGABYTE / unit.getBytes(UTF_8).length);
            takes(
                    "repeated",
                    LogRecord.newBuilder()
                            .setBody(text(text + "\n" + DATA))
                            .addAttributes(attribute(unit, text(DATA)))
                            .addAttributes(attribute("note", text(DATA + "\n" + text))));
        }

        nothingLeftUnmasked();
    }

    private static AnyValue text(String text) {
        return AnyValue.newBuilder().setStringValue(text).build();
    }

    private static AnyValue bytes(ByteString bytes) {
        return AnyValue.newBuilder().setBytesValue(bytes).build();
    }

    private static KeyValue attribute(String key, AnyValue value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }

    private static AnyValue nested(int levels, boolean maps) {
        AnyValue value = text(DATA);
        for (int i = 0; i < levels; i++) {
            AnyValue.Builder around = AnyValue.newBuilder();
            value = (maps
                            ? around.setKvlistValue(KeyValueList.newBuilder()
                                    .addValues(attribute("a", value))
                                    .addValues(attribute("b", text(DATA))))
                            : around.setArrayValue(
                                    ArrayValue.newBuilder().addValues(value).addValues(text(DATA))))
                    .build();
        }
        return value;
    }

    /** A request whose body is so many lists within each other, more than the generated classes write. */
    private static byte[] nestedBytes(int lists) {
        ByteArrayOutputStream reversed = new ByteArrayOutputStream();
        byte[] mail = text(MAIL).toByteArray();
        for (int i = mail.length - 1; i >= 0; i--) {
            reversed.write(mail[i]);
        }
        // Of an array in a value, then of the body, the record, the scope's and the resource's records.
        int[] fields = {5, 2, 2, 1};
        for (int i = 0; i < 2 * lists + fields.length; i++) {
            int length = reversed.size();
            byte[] varint = new byte[5];
            int bytes = 0;
            do {
                varint[bytes++] = (byte) ((length & 0x7f) | (length > 0x7f ? 0x80 : 0));
                length >>>= 7;
            } while (length != 0);
            while (bytes > 0) {
                reversed.write(varint[--bytes]);
            }
            int field = i < 2 * lists ? (i % 2 == 0 ? 1 : 5) : fields[i - 2 * lists];
            reversed.write(field << 3 | 2);
        }
        byte[] all = reversed.toByteArray();
        for (int i = 0, j = all.length - 1; i < j; i++, j--) {
            byte b = all[i];
            all[i] = all[j];
            all[j] = b;
        }
        return all;
    }

    /** JSON in a text of JSON, so many times. */
    private static String quoted(int times) {
        String json = "{\"mail\":\"" + MAIL + "\",\"password\":\"kanariya-hunter2\"}";
        for (int i = 0; i < times; i++) {
            json = "{\"m\":\"" + json.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
        }
        return json;
    }

    private static byte[] request(String name, LogRecord.Builder record) {
        return LogsData.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .addScopeLogs(ScopeLogs.newBuilder()
                                .addLogRecords(record.setEventName(name).setTimeUnixNano(1))))
                .build()
                .toByteArray();
    }

    /** Sends a record over HTTP and over gRPC, as often as it is told to come again later; it must be taken. */
    private void takes(String name, LogRecord.Builder record) throws IOException, InterruptedException {
        byte[] request = request(name, record);
        long end = System.nanoTime() + PATIENCE.toNanos();
        HttpResponse<byte[]> answer;
        do {
            answer = send("/v1/logs", "application/x-protobuf", request);
        } while (answer.statusCode() == 503 && System.nanoTime() < end);
        assertThat(answer.statusCode()).as("%s: %s", name, gateway.log()).isEqualTo(200);
        HttpResponse<byte[]> called;
        do {
            called = call(request);
        } while (isUnavailable(called) && System.nanoTime() < end + PATIENCE.toNanos());
        assertThat(called.body())
                .as("%s: %s %s", name, called.headers().map(), gateway.log())
                .hasSizeGreaterThanOrEqualTo(5);
        taken.add(name);
        taken.add(name);
    }

    private static boolean isUnavailable(HttpResponse<byte[]> called) {
        return called.headers().firstValue("grpc-status").equals(Optional.of("14"));
    }

    /** Sends a request over HTTP and over gRPC, which must be refused for good, without a word of what is in it. */
    private void refuses(String name, byte[] request, int status, String code)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send("/v1/logs", "application/x-protobuf", request);
        assertThat(answer.statusCode()).as(name).isEqualTo(status);
        assertThat(new String(answer.body(), ISO_8859_1)).as(name).doesNotContain("canary", "kanariya");
        HttpResponse<byte[]> called = call(request);
        assertThat(called.headers().firstValue("grpc-status")).as(name).contains(code);
        assertThat(called.headers().map().toString()).as(name).doesNotContain("canary", "kanariya");
    }

    private HttpResponse<byte[]> send(String path, String type, byte[] body) throws IOException, InterruptedException {
        return answer(HttpRequest.newBuilder(URI.create("http://" + http + path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /** A gRPC call: one message behind a byte for no compression and its length. The answer's trailers are headers if it failed. */
    private HttpResponse<byte[]> call(byte[] request) throws IOException, InterruptedException {
        int length = request.length;
        byte[] prefix = {0, (byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length};
        return answer(HttpRequest.newBuilder(
                        URI.create("https://" + grpc + "/opentelemetry.proto.collector.logs.v1.LogsService/Export"))
                .header("Content-Type", "application/grpc")
                .header("TE", "trailers")
                .POST(BodyPublishers.concat(BodyPublishers.ofByteArray(prefix), BodyPublishers.ofByteArray(request))));
    }

    private HttpResponse<byte[]> answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        long start = System.nanoTime();
        HttpResponse<byte[]> answer =
                client.send(request.timeout(PATIENCE.multipliedBy(3)).build(), BodyHandlers.ofByteArray());
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(PATIENCE.toMillis());
        return answer;
    }

    /** Ends the gateway, which must be well, and looks at all that it wrote. */
    private void nothingLeftUnmasked() throws IOException, InterruptedException {
        takes("usual", LogRecord.newBuilder().setBody(text("well" + DATA)));
        gateway.signal("TERM");
        assertThat(gateway.exitCode()).as(gateway.log()).isZero();
        assertThat(gateway.log()).doesNotContain(CANARIES).doesNotContain("OutOfMemory", "failed with");
        List<String> written = new ArrayList<>();
        LogRecord last = LogRecord.getDefaultInstance();
        try (DataInputStream in = new DataInputStream(Files.newInputStream(folder.resolve("out")))) {
            for (byte[] one = next(in); one != null; one = next(in)) {
                last = LogsData.parseFrom(one)
                        .getResourceLogs(0)
                        .getScopeLogs(0)
                        .getLogRecords(0);
                written.add(last.getEventName());
                for (String canary : CANARIES) {
                    assertThat(new String(one, UTF_8).contains(canary))
                            .as("%s in %s", canary, last.getEventName())
                            .isFalse();
                }
            }
        }
        assertThat(written).containsExactlyInAnyOrderElementsOf(taken);
        assertThat(last.getBody().getStringValue())
                .isEqualTo("well mail [EMAIL] card [CARD] 電話 [PHONE] password=[SECRET] ");
    }

    private static byte @Nullable [] next(DataInputStream in) throws IOException {
        try {
            return in.readNBytes(in.readInt());
        } catch (EOFException _) {
            return null;
        }
    }

    private static SSLContext trusting(Path authorities) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var in = Files.newInputStream(authorities)) {
            store.setCertificateEntry(
                    "it", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
