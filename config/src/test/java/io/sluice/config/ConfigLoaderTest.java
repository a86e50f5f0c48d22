package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.ComponentId;
import io.sluice.api.PipelineId;
import io.sluice.config.TestCatalog.OutConfig;
import io.sluice.config.TestCatalog.Queue;
import io.sluice.pdata.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole configurations: where they come from and how they are merged. */
class ConfigLoaderTest {

    @TempDir
    private Path folder;

    private final Loads loads = new Loads();

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void loadsAPlainFile() throws IOException {
        String file = file("plain.yaml", """
            receivers: {otlp: {protocols: {grpc: {endpoint: 127.0.0.1:4317}, http: }}}
            processors: {batch: {send_batch_size: 2048, timeout: 1m30s}}
            exporters:
              otlp: {endpoint: "backend:4317"}
            service:
              telemetry: {metrics: {level: none}, logs: {level: warn}}
              pipelines:
                traces/all: {receivers: [otlp], processors: [batch], exporters: [otlp]}
            """);

        LoadResult result = loads.load(file);

        CollectorConfig config = Loads.config(result);
        assertThat(result.report()).isEmpty();
        assertThat(config.service().pipelines()).containsOnlyKeys(new PipelineId(Signal.TRACES, "all"));
        assertThat(config.service().telemetry().metrics().readers()).isEmpty();
        assertThat(config.service().telemetry().logs().level()).isEqualTo(TelemetryConfig.LogLevel.WARN);
        assertThat(config.service().telemetry().resource()).containsEntry("service.name", "test");
        assertThat(config.processors().get(ComponentId.of("batch")).config())
                .isEqualTo(new TestCatalog.BatchConfig(Duration.ofSeconds(90), 2048, java.util.List.of()));
        OutConfig exporter = Loads.exporter(config);
        assertThat(exporter.endpoint()).isEqualTo("backend:4317");
        assertThat(exporter.sendingQueue()).isEqualTo(new Queue(1000, false));
        assertThat(exporter.tls()).isNull();
        assertThat(config.exporters().get(ComponentId.of("otlp")).factory().type())
                .isEqualTo("otlp_grpc");
    }

    @Test
    void mergesMapsAndReplacesEverythingElse() throws IOException {
        String first = file("a.yaml", Loads.EXPORTER + """
                labels: {a: one, b: two}
                brokers: [a, b]
                tls: {insecure: true}
            """);
        String second = file("b.yaml", "exporters: {otlp: {labels: {b: three}, brokers: [c], tls: null}}");

        OutConfig exporter = Loads.exporter(loads.config(first, "file:" + second));

        assertThat(exporter.labels()).containsEntry("a", "one").containsEntry("b", "three");
        assertThat(exporter.brokers()).containsExactly("c");
        assertThat(exporter.tls()).isNull();
    }

    @Test
    void readsVariablesTextsAndSets() {
        loads.with("BASE", Loads.EXPORTER);

        LoadResult result = loads.loader("env:BASE", "yaml:exporters::otlp::timeout: 3s")
                .set("exporters.otlp.mode=SAFE-1")
                .set("exporters.otlp.labels={a: b}")
                .load();

        OutConfig exporter = Loads.exporter(Loads.config(result));
        assertThat(exporter.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(exporter.mode()).isEqualTo(TestCatalog.Mode.SAFE);
        assertThat(exporter.labels()).containsEntry("a", "b");
    }

    @Test
    void tellsWhichSetIsWrong() {
        LoadResult result = loads.loader("yaml:" + Loads.EXPORTER)
                .set("exporters.otlp.timeout=soon")
                .load();

        assertThat(result.report())
                .isEqualTo("--set exporters.otlp.timeout: exporters::otlp::timeout: takes a duration, not \"soon\"."
                        + " Write a number and a unit of ns, us, ms, s, m or h: 1h30m.\n");
    }

    @Test
    void aProcessorIsCheckedForThePipelinesThatNameIt() {
        String text = """
            receivers: {otlp: {}}
            processors: {batch: {metadata_keys: [tenant]}}
            exporters: {otlp: {endpoint: "backend:4317"}}
            service:
              pipelines:
                traces: {receivers: [otlp], processors: [batch], exporters: [otlp]}
                metrics/a: {receivers: [otlp], processors: [batch], exporters: [otlp]}
                metrics/b: {receivers: [otlp], processors: [batch], exporters: [otlp]}
            """;

        String report = loads.load("yaml:" + text).report();

        assertThat(report).containsOnlyOnce("processors::batch::metadata_keys: are not for metrics");
    }

    @Test
    void aProcessorIsCheckedAmongTheOthersOfAPipeline() {
        String text = """
            receivers: {otlp: {}}
            processors:
              batch/a: {timeout: 1s}
              batch/b: {timeout: 1s}
              batch/c: {timeout: 2s}
            exporters: {otlp: {endpoint: "backend:4317"}}
            service:
              pipelines:
                traces: {receivers: [otlp], processors: [batch/a, batch/b, batch/c], exporters: [otlp]}
                logs: {receivers: [otlp], processors: [batch/c, batch/b], exporters: [otlp]}
            """;

        String report = loads.load("yaml:" + text).report();

        assertThat(report)
                .contains("yaml:4:22: warning: processors::batch/b::timeout: in traces batch/a of type batch stands"
                        + " before it, and 1 behind it. Remove one.")
                .containsOnlyOnce("stands before it");
    }

    @Test
    void theOrderOfProcessorsThatAreWrongIsNotChecked() {
        String text = """
            receivers: {otlp: {}}
            processors: {batch/a: {timeout: 1s}, batch/b: {timeout: soon}}
            exporters: {otlp: {endpoint: "backend:4317"}}
            service:
              pipelines:
                traces: {receivers: [otlp], processors: [batch/a, batch/b, batch/d], exporters: [otlp]}
            """;

        assertThat(loads.load("yaml:" + text).report())
                .contains("takes a duration", "there is no processor batch/d")
                .doesNotContain("stands before it");
    }
}
