package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultConfigTest {

    @TempDir
    private Path folder;

    private DefaultConfig config;

    @BeforeEach
    void install() throws IOException {
        Map<String, String> required = new LinkedHashMap<>();
        required.put("BROKERS", "host:port of the brokers");
        required.put("PASSWORD", "the password");
        config = new DefaultConfig(Files.writeString(folder.resolve("gateway.yaml"), "{}"), required);
    }

    @Test
    void isTheFileWhenNothingIsMissing() {
        assertThat(config.location(Map.of("BROKERS", "a:1", "PASSWORD", "x")))
                .isEqualTo("file:" + folder.resolve("gateway.yaml"));
    }

    @Test
    void namesTheVariableThatIsMissing() {
        assertThatThrownBy(() -> config.location(Map.of("BROKERS", "a:1")))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith(
                        "gateway.yaml needs the environment variable PASSWORD (the password); set it, or give a"
                                + " configuration of your own with --config.");
    }

    @Test
    void namesAllVariablesThatAreMissingOrBlank() {
        assertThatThrownBy(() -> config.location(Map.of("BROKERS", " ")))
                .hasMessageContaining(
                        "variables BROKERS (host:port of the brokers), PASSWORD (the password); set them");
    }
}
