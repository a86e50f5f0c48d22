package io.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.kafka.BrokerOptions;
import io.sluice.testkit.kafka.BrokerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees: exit codes, one sentence per mistake, signals. */
class CommandLineIT {

    private static final Pattern STACK_TRACE = Pattern.compile("^\\s+at ", Pattern.MULTILINE);

    /** Runs without a broker: data goes nowhere. */
    private static final String NOWHERE =
            "yaml:{receivers: {otlp: {protocols: {grpc: {endpoint: \"127.0.0.1:0\"}}}}, exporters: {nop: {}}, service:"
                    + " {telemetry: {metrics: {level: none}}, pipelines: {traces: {receivers: [otlp], exporters:"
                    + " [nop]}}}}";

    @TempDir
    private Path folder;

    private static String failure(ProductProcess product) {
        try (product) {
            assertThat(product.exitCode()).isEqualTo(1);
            String log = product.log();
            assertThat(log).doesNotContainPattern(STACK_TRACE);
            return log.lines()
                    .filter(line -> line.startsWith("Error: "))
                    .findFirst()
                    .orElse("no error in: " + log);
        }
    }

    private static ProductProcess gateway(String... arguments) {
        return ProductProcess.launch(ProductProcess.gateway(), Map.of(), arguments);
    }

    @Test
    void defaultsNameTheVariablesThatAreMissing() {
        assertThat(failure(gateway()))
                .contains("SLUICE_CERT_FILE", "SLUICE_KEY_FILE", "SLUICE_CLIENT_CA_FILE")
                .contains("SLUICE_KAFKA_BROKERS", "SLUICE_KAFKA_USERNAME", "SLUICE_KAFKA_PASSWORD");
        assertThat(failure(ProductProcess.launch(ProductProcess.agent(), Map.of("SLUICE_CA_FILE", "ca.pem"))))
                .contains("SLUICE_GATEWAY_ENDPOINT", "SLUICE_CERT_FILE")
                .doesNotContain("SLUICE_CA_FILE");
    }

    @Test
    void aFileThatIsMissingIsNamed() {
        assertThat(failure(gateway("--config", "/nonexistent/gateway.yaml"))).startsWith("Error: ");
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();

            assertThat(failure(gateway("--config", NOWHERE, "--set=receivers.otlp.protocols.grpc.endpoint=" + address)))
                    .contains("receiver otlp", address);
        }
    }

    @Test
    void aMissingCertificateIsNamed() {
        assertThat(failure(gateway(
                        "--config",
                        NOWHERE,
                        "--set=receivers.otlp.protocols.grpc.tls={cert_file: /nonexistent/server.pem,"
                                + " key_file: /nonexistent/server.key}")))
                .contains("receiver otlp", "cert_file", "/nonexistent/server.pem");
    }

    @Test
    void termStopsWithZeroAndHangupIsIgnored() throws IOException {
        try (ProductProcess gateway = ProductProcess.start(ProductProcess.gateway(), Map.of(), "--config", NOWHERE)) {
            gateway.signal("HUP");
            if (!inheritsIgnoredHangup()) {
                gateway.awaitLog("SIGHUP is ignored");
            }
            assertThat(gateway.isAlive()).isTrue();

            gateway.signal("TERM");

            assertThat(gateway.exitCode()).isZero();
            assertThat(gateway.log()).contains("Shutdown complete.").doesNotContainPattern(STACK_TRACE);
        }
    }

    @Test
    void aWrongPasswordAndAMissingTopicAreNamedAndStopNothing() {
        try (BrokerProcess broker = new BrokerProcess(BrokerOptions.DEFAULT)) {
            Pki pki = Pki.in(folder);
            String kafka =
                    "{brokers: [\"" + broker.endpoints().saslSsl() + "\"], traces: {topic: missing}, tls: {ca_file: "
                            + broker.endpoints().caFile() + "}, auth: {sasl: {mechanism: SCRAM-SHA-512, username: "
                            + BrokerOptions.USER + ", password: ";
            tellsAfterOneRequest(pki, kafka + "hunter2}}}", "password");
            tellsAfterOneRequest(pki, kafka + BrokerOptions.PASSWORD + "}}}", "missing");
        }
    }

    private static void tellsAfterOneRequest(Pki pki, String kafka, String told) {
        String address = Ports.freeAddress();
        String config = "yaml:{receivers: {otlp: {protocols: {grpc: {endpoint: \"" + address + "\", tls: {cert_file: "
                + pki.file("server.pem") + ", key_file: " + pki.file("server.key")
                + "}}}}}, exporters: {kafka: " + kafka
                + "}, service: {telemetry: {metrics: {level: none}}, pipelines: {traces: {receivers: [otlp],"
                + " exporters: [kafka]}}}}";
        try (ProductProcess gateway = ProductProcess.start(ProductProcess.gateway(), Map.of(), "--config", config);
                Application application = Application.grpc("https://" + address, pki)) {
            application.handle(1);
            gateway.awaitLog(told);

            assertThat(gateway.isAlive()).isTrue();
            assertThat(gateway.log())
                    .contains("kafka")
                    .doesNotContain("hunter2")
                    .doesNotContainPattern(STACK_TRACE);
        }
    }

    /** Under nohup, for one, children ignore SIGHUP from birth, and a JVM leaves that as it is. */
    private static boolean inheritsIgnoredHangup() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("SigIgn:")) {
                return (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1) != 0;
            }
        }
        return false;
    }
}
