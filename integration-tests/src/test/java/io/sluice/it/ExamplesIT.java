package io.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The configurations that users start from are valid: the examples, and the defaults that ship. */
class ExamplesIT {

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "SLUICE_CERT_FILE", "cert.pem",
            "SLUICE_KEY_FILE", "key.pem",
            "SLUICE_CLIENT_CA_FILE", "ca.pem",
            "SLUICE_CA_FILE", "ca.pem",
            "SLUICE_GATEWAY_ENDPOINT", "gateway:4317",
            "SLUICE_KAFKA_BROKERS", "kafka-0:9093,kafka-1:9093",
            "SLUICE_KAFKA_USERNAME", "gateway",
            "SLUICE_KAFKA_PASSWORD", "secret",
            "KAFKA_PASSWORD", "secret",
            "REDACTION_KEY", "0123456789abcdef0123456789abcdef");

    private static void validates(Path command, String... arguments) {
        Map<String, String> environment = new HashMap<>(ENVIRONMENT);
        environment.put("SLUICE_JVM_OPTS", "-XX:MaxDirectMemorySize=768m"); // as custody-gateway.yaml says
        try (ProductProcess product = ProductProcess.launch(command, environment, arguments)) {
            assertThat(product.exitCode()).as(product.log()).isZero();
            assertThat(product.log())
                    .contains("pipeline traces: a client hears OK after")
                    .doesNotContain("warning");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "agent, agent",
        "load-balancing-agent, agent",
        "gateway, gateway",
        "standalone, gateway",
        "redaction, gateway",
        "quarantine, gateway",
        "tail-sampling, gateway",
        "sampling-agent, agent",
        "local-agent, agent",
        "local-gateway, gateway",
        "custody-agent, agent",
        "custody-gateway, gateway"
    })
    void examplesAreValid(String example, String product) {
        validates(
                product.equals("agent") ? ProductProcess.agent() : ProductProcess.gateway(),
                "validate",
                "--config",
                "../config-examples/" + example + ".yaml");
    }

    @Test
    void defaultsAreValid() {
        validates(ProductProcess.agent(), "validate");
        validates(ProductProcess.gateway(), "validate");
    }
}
