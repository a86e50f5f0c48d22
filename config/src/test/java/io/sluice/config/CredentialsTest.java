package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

    @ParameterizedTest
    @CsvSource({
        "https://user:hunter2@host:4318/v1, https://***@host:4318/v1",
        "https://hunter2@host, https://***@host",
        "https://user:hunt/er2@host, https://***@host",
        "https://user:hunt@er2@host, https://***@host",
        "https://user:hunt er2@host, https://***@host",
        "user:hunter2@host:9092, ***@host:9092",
        "has user:hunter2@host which is wrong, has ***@host which is wrong",
        "'has \"user:hunter2@host\", which', 'has \"***@host\", which'"
    })
    void masksWhatStandsBeforeTheHost(String text, String masked) {
        assertThat(Credentials.masked(text)).isEqualTo(masked).doesNotContain("hunt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://host:4318/v1", "host:4317", "name@example.org", "is not host:port", ""})
    void leavesOtherTextAlone(String text) {
        assertThat(Credentials.masked(text)).isEqualTo(text);
        assertThat(Credentials.areIn(text)).isFalse();
    }

    @Test
    void noErrorQuotesAUrlsPassword() {
        String report = new Loads().report("""
            brokers: 7
            mode: https://user:hunter2@host
            timeout: https://user:hunter2hunter2hunter2hunter2hunter2hunter2hunter2hunter2hunter2hunter2@host
            labels: {a: "http://u:hunter2@h", b: 7}
            """);

        assertThat(report).contains("mode", "timeout").doesNotContain("hunter2");
    }

    @Test
    void aRecordsComplaintShowsNoUrlsPassword() {
        Reporter reporter = new Reporter();
        Source source = Source.of("c.yaml", "endpoint: https://u:hunter2@h\n");

        reporter.error(
                source.at(1, 1, 1, 9), "endpoint", "has https://u:hunter2@h, which is wrong", "Not u:hunter2@h.");

        assertThat(reporter.problems(Problem.Severity.ERROR).getFirst().line())
                .isEqualTo("c.yaml:1:1: endpoint: has https://***@h, which is wrong. Not ***@h.");
    }

    @Test
    void theRedactedPrintHasNoUrlsPassword() {
        CollectorConfig config = new Loads()
                .config("yaml:" + Loads.EXPORTER.replace("backend:4317", "https://user:hunter2@backend:4317"));

        assertThat(new ConfigPrinter(true).yaml(config))
                .doesNotContain("hunter2")
                .contains("https://***@backend:4317");
        assertThat(new ConfigPrinter(false).yaml(config)).contains("https://user:hunter2@backend:4317");
    }
}
