package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The effective configuration, printed. */
class ConfigPrinterTest {

    private static final String WEIRD = """
        receivers: {otlp: {protocols: {grpc: {tls: {key_pem: "a\\nb\\n"}}, http: }}}
        processors: {batch/1: {timeout: 1.5s, metadata_keys: ["yes", "1_000", "0x1", "~", "<<", "a: b", ""]}}
        exporters:
          otlp:
            endpoint: "$${literal} $$$$ #x"
            timeout: 0
            user: {username: "null", password: "pa$$${env:WORD}"}
            headers: {authorization: "Bearer t"}
            tls: {}
            sending_queue: {enabled: false}
            mode: SAFE-1
            factor: 1e300
            labels: {a: "line\\nline", "b c": "\\t\\u00e9\\u65e5", "1": "1e3"}
            weights: {fast: 1, SAFE-1: 2}
            users: [{username: a, password: "1"}, {username: b, password: ""}]
            level: -5
            storage: otlp/x
          debug:
        extensions: {health_check: }
        service:
          extensions: [health_check]
          telemetry:
            logs: {level: debug, encoding: json}
            metrics: {readers: [{pull: {exporter: {prometheus: {host: "::1", port: 0, without_type_suffix: false}}}}]}
            resource: {service.name: null, team: "007"}
          pipelines:
            traces/x: {receivers: [otlp], processors: [batch/1], exporters: [otlp, debug]}
          engine: {workers: 3}
        """;

    @TempDir
    private Path folder;

    private final Loads loads = new Loads().with("WORD", "$${x");

    @Test
    void loadsAgainToTheSame() throws IOException {
        CollectorConfig config = loads.config("yaml:" + WEIRD);
        ConfigPrinter printer = new ConfigPrinter(false);

        Path yaml = Files.writeString(folder.resolve("printed.yaml"), printer.yaml(config));
        Path json = Files.writeString(folder.resolve("printed.json"), printer.json(config));

        assertSame(loads.config(yaml.toString()), config);
        assertSame(loads.config(json.toString()), config);
    }

    /** Factories of two catalogs are not equal; the rest must be. */
    private static void assertSame(CollectorConfig actual, CollectorConfig expected) {
        assertThat(actual.service()).isEqualTo(expected.service());
        assertThat(configs(actual)).isEqualTo(configs(expected));
    }

    private static java.util.List<Object> configs(CollectorConfig config) {
        java.util.List<Object> all = new java.util.ArrayList<>();
        for (var section :
                java.util.List.of(config.receivers(), config.processors(), config.exporters(), config.extensions())) {
            section.forEach((id, component) -> {
                all.add(id);
                all.add(component.config());
            });
        }
        return all;
    }

    @Test
    void printsNoSecretUnlessAskedTo() {
        CollectorConfig config = loads.config("yaml:" + WEIRD);

        String yaml = new ConfigPrinter(true).yaml(config);

        assertThat(yaml)
                .doesNotContain("Bearer", "pa$")
                .contains("password: '[REDACTED]'", "batch/1:", "timeout: 1s500ms");
        assertThat(new ConfigPrinter(true).json(config))
                .doesNotContain("Bearer")
                .contains("\"password\":\"[REDACTED]\"");
    }
}
