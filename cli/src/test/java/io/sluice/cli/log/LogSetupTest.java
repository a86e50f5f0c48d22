package io.sluice.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.TelemetryConfig.LogEncoding;
import io.sluice.config.TelemetryConfig.LogLevel;
import io.sluice.config.TelemetryConfig.LogsConfig;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogSetupTest {

    private final PrintStream original = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private String log(LogLevel level, LogEncoding encoding) {
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        LogSetup.install(new LogsConfig(level, encoding), Map.of());
        for (String logger : new String[] {"sluice.service", "org.apache.kafka.clients"}) {
            LoggerFactory.getLogger(logger).debug("{} debugs", logger);
            LoggerFactory.getLogger(logger).info("{} informs", logger);
            LoggerFactory.getLogger(logger).warn("{} warns", logger);
            LoggerFactory.getLogger(logger).error("{} fails", logger);
        }
        return written.toString(StandardCharsets.UTF_8);
    }

    @AfterEach
    void restore() {
        System.setErr(original);
        LogSetup.install(new LogsConfig(LogLevel.INFO, LogEncoding.CONSOLE), Map.of());
    }

    @Test
    void hearsNetworkLibrariesAtDebugFromWarningsOn() {
        assertThat(log(LogLevel.DEBUG, LogEncoding.CONSOLE).lines().map(line -> line.split("\t")[3]))
                .containsExactly(
                        "sluice.service debugs",
                        "sluice.service informs",
                        "sluice.service warns",
                        "sluice.service fails",
                        "org.apache.kafka.clients warns",
                        "org.apache.kafka.clients fails");
    }

    @Test
    void leavesThemToOurComponentsOtherwise() {
        assertThat(log(LogLevel.WARN, LogEncoding.CONSOLE).lines().map(line -> line.split("\t")[3]))
                .containsExactly("sluice.service warns", "sluice.service fails");
    }

    @Test
    void silencesEverythingBelowItsLevel() {
        assertThat(log(LogLevel.ERROR, LogEncoding.JSON).lines())
                .hasSize(1)
                .allMatch(line -> line.startsWith("{\"level\":\"error\""));
    }
}
