package io.sluice.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.LoadResult;
import io.sluice.exporter.helper.QueueConfig;
import io.sluice.pdata.Signal;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The YAML of both exporters, through the loader. */
class OtlpExporterConfigTest {

    @TempDir
    Path folder;

    private LoadResult load(String type, String exporter) throws Exception {
        return ExporterYaml.load(folder, type, exporter);
    }

    private <C> C loaded(Class<C> config, String type, String exporter) throws Exception {
        return ExporterYaml.loaded(config, folder, type, exporter);
    }

    @Test
    void theDefaultsOfGrpcAreTheCollectors() throws Exception {
        OtlpGrpcExporterConfig config = loaded(OtlpGrpcExporterConfig.class, "otlp", "endpoint: \"gateway:4317\"");

        assertThat(config.compression()).isEqualTo("gzip");
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.sendingQueue()).isEqualTo(QueueConfig.DEFAULTS);
        assertThat(config.retryOnFailure().enabled()).isTrue();
        assertThat(config.keepalive()).isNull();
        assertThat(config.usesTls()).isTrue();
    }

    @Test
    void theDefaultsOfHttpAreTheCollectors() throws Exception {
        OtlpHttpExporterConfig config =
                loaded(OtlpHttpExporterConfig.class, "otlphttp", "endpoint: \"https://gateway:4318\"");

        assertThat(config.compression()).isEqualTo("gzip");
        assertThat(config.encoding()).isEqualTo(OtlpHttpExporterConfig.BodyEncoding.PROTO);
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.sendingQueue()).isEqualTo(QueueConfig.DEFAULTS);
        assertThat(config.target(Signal.LOGS)).isEqualTo(new HttpTarget(true, "gateway", 4318, "/v1/logs"));
    }

    @Test
    void bindsEveryKeyOfGrpc() throws Exception {
        OtlpGrpcExporterConfig config = loaded(
                OtlpGrpcExporterConfig.class,
                "otlp_grpc",
                "endpoint: \"dns:///gateway:4317\", tls: {insecure: true}, compression: zstd, headers: {X-A: b},"
                        + " timeout: 2s, connections: 3, balancer_name: pick_first, keepalive: {time: 30s},"
                        + " wait_for_ready: true, authority: a.example, user_agent: me/1,"
                        + " sending_queue: {enabled: true, wait_for_result: true, num_consumers: 16},"
                        + " retry_on_failure: {enabled: false}");

        assertThat(config.usesTls()).isFalse();
        assertThat(config.settings("x").hostPort()).isEqualTo("gateway:4317");
        assertThat(config.settings("x").connections()).isEqualTo(3);
        assertThat(config.settings("x").balancer()).isEqualTo("pick_first");
        assertThat(config.settings("x").userAgent()).isEqualTo("me/1");
        assertThat(config.headers().values()).containsOnlyKeys("X-A");
        assertThat(config.retryOnFailure().enabled()).isFalse();
    }

    @Test
    void theHttpsSchemeOverrulesInsecure() throws Exception {
        assertThat(loaded(
                                OtlpGrpcExporterConfig.class,
                                "otlp",
                                "endpoint: \"https://gateway:4317\", tls: {insecure: true}")
                        .usesTls())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "otlp|endpoint: gateway|is not host:port",
                "otlp|endpoint: 'gateway:http'|is not host:port",
                "otlp|endpoint: 'unix:///run/otlp.sock'|is a Unix socket",
                "otlp|endpoint: 'g:1', compression: snappy|cannot be snappy",
                "otlp|endpoint: 'g:1', balancer_name: ring|is not known: ring",
                "otlp|endpoint: 'g:1', auth: {authenticator: oauth2}|auth",
                "otlp|endpoint: 'g:1', headers: {'a b': c}|is not a header name",
                "otlp|endpoint: 'g:1', headers: {grpc-timeout: 1S}|is set by the exporter itself",
                "otlphttp|encoding: proto|Write http://gateway:4318",
                "otlphttp|endpoint: 'gateway:4318'|is not an http or https URL",
                "otlphttp|endpoint: 'http://user:password@gateway'|is not an http or https URL",
                "otlphttp|endpoint: 'http://g', proxy_url: 'http://p'|proxy_url",
                "otlphttp|endpoint: 'http://g', compression_params: {level: 12}|above 9",
                "otlphttp|endpoint: 'http://g', compression: lz4|cannot be lz4"
            })
    void refusesWhatCannotWork(String type, String yaml, String problem) throws Exception {
        LoadResult result = load(type, yaml.replace('\'', '"'));

        assertThat(result).as(yaml).isInstanceOf(LoadResult.Failed.class);
        assertThat(result.report()).contains(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "otlp|endpoint: 'g:1', write_buffer_size: 524288|write_buffer_size",
                "otlphttp|endpoint: 'http://g', max_idle_conns: 5|max_idle_conns"
            })
    void warnsOfKeysWithoutMeaningHere(String type, String yaml, String key) throws Exception {
        LoadResult result = load(type, yaml.replace('\'', '"'));

        assertThat(result).isInstanceOf(LoadResult.Loaded.class);
        assertThat(result.report()).contains(key);
    }

    @ParameterizedTest
    @CsvSource({
        "gateway:4317,gateway,4317,false", "https://gateway:4317,gateway,4317,true",
        "http://gateway:4317/,gateway,4317,false", "dns:///gateway:4317,gateway,4317,false",
        "passthrough:///10.0.0.1:4317,10.0.0.1,4317,false", "[::1]:4317,::1,4317,false"
    })
    void readsGrpcEndpoints(String text, String host, int port, boolean https) {
        assertThat(GrpcEndpoint.parse(text)).isEqualTo(new GrpcEndpoint(host, port, https));
    }

    @ParameterizedTest
    @CsvSource({"gateway", "gateway:", ":4317", "gateway:0", "gateway:65536", "gateway:4317x", "a/b:4317", "::1:4317"})
    void refusesOtherGrpcEndpoints(String text) {
        assertThat(GrpcEndpoint.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"otlp_http, https://user:hunter2@host:4318", "otlp_grpc, https://user:hunter2@host:4317"})
    void aUserInTheEndpointIsAnErrorThatDoesNotRepeatThePassword(String type, String endpoint) throws Exception {
        LoadResult result = load(type, "endpoint: '" + endpoint + "'");

        assertThat(result).isNotInstanceOf(LoadResult.Loaded.class);
        assertThat(result.report()).contains("endpoint: is not").doesNotContain("hunter2");
    }
}
