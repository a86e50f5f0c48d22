package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** YAML as the Collector's parser reads it. */
class YamlTest {

    private final Loads loads = new Loads();

    @ParameterizedTest
    @CsvSource({
        "yes,STRING", "on,STRING", "y,STRING", "true,BOOL", "False,BOOL", "tRue,STRING", "~,NULL", "NULL,NULL",
                "nUll,STRING",
        "12,INT", "-0x1F,INT", "0o17,INT", "017,INT", "1_000,INT", "0b11,INT", "1.5,FLOAT", ".5,FLOAT", "1e3,FLOAT",
        ".inf,FLOAT", ".nan,FLOAT", "1.2.3,STRING", "12h,STRING", "0x,STRING", "089,FLOAT", "2001-01-01,STRING"
    })
    void plainScalarsAreWhatGoTakesThemFor(String text, Value.Kind kind) {
        assertThat(Scalars.resolve(text)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"0x1F,31", "-0x1F,-31", "017,15", "0o17,15", "1_000,1000", "0b11,3", "0,0", "-0,0", "+7,7"})
    void integersHaveTheirValue(String text, long value) {
        assertThat(Scalars.integer(text)).isEqualTo(BigInteger.valueOf(value));
    }

    @Test
    void mergeKeysFillWhatTheMapDoesNotSay() {
        CollectorConfig config = loads.config("yaml:" + """
            receivers: {otlp: }
            exporters:
              otlp/base: &base {endpoint: base, level: 1, labels: {a: base}}
              otlp/other: &other {endpoint: other, factor: 9}
              otlp: {labels: {b: own}, <<: [*base, *other]}
            service: {pipelines: {traces: {receivers: [otlp], exporters: [otlp]}}}
            """);

        TestCatalog.OutConfig exporter = Loads.exporter(config);
        assertThat(exporter.endpoint()).isEqualTo("base");
        assertThat(exporter.level()).isEqualTo(1);
        assertThat(exporter.factor()).isEqualTo(9);
        assertThat(exporter.labels()).containsOnlyKeys("b");
    }

    @Test
    void separatorsInKeysNest() {
        TestCatalog.OutConfig exporter = loads.exporter("""
            sending_queue::queue_size: 5
            sending_queue::block_on_overflow: true
            """);

        assertThat(exporter.sendingQueue()).isEqualTo(new TestCatalog.Queue(5, true));
    }

    @Test
    void blocksAreOffOrOnAsTheirKeyStandsThere() {
        assertThat(loads.exporter("tls: {}").tls()).isNotNull();
        assertThat(loads.exporter("tls:").tls()).isNull();
        assertThat(loads.exporter("tls: {enabled: false, ca_file: x}").tls()).isNull();
        assertThat(loads.exporter("tls: {enabled: true}").tls()).isNotNull();
        assertThat(loads.exporter("").sendingQueue()).isNotNull();
        assertThat(loads.exporter("sending_queue:").sendingQueue()).isNotNull();
        assertThat(loads.exporter("sending_queue: {enabled: false}").sendingQueue())
                .isNull();
        assertThat(loads.exporter("retry_on_failure: {enabled: false}")
                        .retryOnFailure()
                        .enabled())
                .isFalse();
    }

    @Test
    void listsMayBeOneTextAndNothingKeepsTheDefault() {
        assertThat(loads.exporter("brokers: a:1, b:2").brokers()).containsExactly("a:1", "b:2");
        assertThat(loads.exporter("brokers: []").brokers()).isEmpty();
        assertThat(loads.exporter("brokers:").brokers()).containsExactly("localhost:9092");
        assertThat(loads.exporter("brokers: ''").brokers()).isEmpty();
    }

    @Test
    void headersAreAMapOrAList() {
        assertThat(loads.exporter("headers: {a: b}").headers())
                .isEqualTo(loads.exporter("headers: [{name: a, value: b}]").headers());
    }

    @ParameterizedTest
    @CsvSource({
        "1h30m,5400000000000",
        "1.5s,1500000000",
        "-200ms,-200000000",
        "0,0",
        "0s,0",
        "1us,1000",
        "2.s,2000000000"
    })
    void durationsAreGos(String text, long nanos) {
        Duration duration = GoDuration.parse(text);
        assertThat(duration).isEqualTo(Duration.ofNanos(nanos));
        assertThat(GoDuration.parse(GoDuration.format(duration))).isEqualTo(duration);
    }

    @Test
    void whatIsNoDurationIsNone() {
        for (String text :
                List.of("", "s", "5", "1d", "1h 3m", "--1s", "1s1", "999999999h", "1e3s", "9".repeat(100) + "s")) {
            assertThat(GoDuration.parse(text)).as(text).isNull();
        }
    }
}
