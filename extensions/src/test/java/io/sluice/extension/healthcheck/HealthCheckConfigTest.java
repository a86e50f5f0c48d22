package io.sluice.extension.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.AckPoint;
import io.sluice.api.Catalog;
import io.sluice.api.ComponentContext;
import io.sluice.api.Exporter;
import io.sluice.api.ExporterFactory;
import io.sluice.api.Stability;
import io.sluice.config.ConfigLoader;
import io.sluice.config.LoadResult;
import io.sluice.extension.healthcheck.HealthCheckConfig.ResponseBody;
import io.sluice.pdata.Signal;
import io.sluice.testkit.Receivers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The YAML of {@code health_check}, through the loader. */
class HealthCheckConfigTest {

    /** Has no keys. */
    public record Nothing() {}

    private static final class AnyExporter implements ExporterFactory<Nothing> {
        @Override
        public String type() {
            return "any";
        }

        @Override
        public Class<Nothing> configType() {
            return Nothing.class;
        }

        @Override
        public Map<Signal, Stability> signals() {
            return Map.of(Signal.TRACES, Stability.BETA);
        }

        @Override
        public AckPoint ackPoint(Nothing config) {
            throw new UnsupportedOperationException("nothing is built here");
        }

        @Override
        public Exporter create(ComponentContext context, Nothing config, java.util.Set<Signal> signals) {
            throw new UnsupportedOperationException("nothing is started here");
        }
    }

    private static LoadResult load(String keys) {
        return ConfigLoader.of(new Catalog(List.of(Receivers.any(), new AnyExporter(), new HealthCheckFactory())))
                .location("yaml:{receivers: {any: {}}, exporters: {any: {}}, extensions: {health_check: {" + keys
                        + "}}, service: {extensions: [health_check],"
                        + " pipelines: {traces: {receivers: [any], exporters: [any]}}}}")
                .load();
    }

    private static HealthCheckConfig loaded(String keys) {
        LoadResult result = load(keys);
        assertThat(result).as(result.report()).isInstanceOf(LoadResult.Loaded.class);
        return (HealthCheckConfig) ((LoadResult.Loaded) result)
                .config()
                .extensions()
                .values()
                .iterator()
                .next()
                .config();
    }

    @Test
    void hasTheCollectorsDefaults() {
        assertThat(loaded("")).isEqualTo(new HealthCheckConfig("localhost:13133", "/", null));
    }

    @Test
    void takesTheCollectorsKeys() {
        assertThat(loaded("endpoint: ':13134', path: /up, response_body: {healthy: good, unhealthy: bad}"))
                .isEqualTo(new HealthCheckConfig(":13134", "/up", new ResponseBody("good", "bad")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls: {cert_file: a}", "auth: {authenticator: basic}"})
    void failsOnAKeyThatWouldProtectTheEndpoint(String keys) {
        LoadResult result = load(keys);

        assertThat(result).isNotInstanceOf(LoadResult.Loaded.class);
        assertThat(result.report()).contains("listen on localhost or a private address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check_collector_pipeline: {enabled: true, interval: 5m, exporter_failure_threshold: 5}",
                "use_v2: true",
                "cors: {allowed_origins: [a]}",
                "read_timeout: 3s"
            })
    void warnsOfAKeyOfTheCollectorThatIsNotHere(String keys) {
        LoadResult result = load(keys);

        assertThat(result).as(result.report()).isInstanceOf(LoadResult.Loaded.class);
        assertThat(result.report()).contains("warning: ", keys.substring(0, keys.indexOf(':')));
    }

    @ParameterizedTest
    @ValueSource(strings = {"endpoint: localhost", "endpoint: 'localhost:65536'", "path: health"})
    void failsOnWhatIsNoEndpointOrPath(String keys) {
        LoadResult result = load(keys);

        assertThat(result).isNotInstanceOf(LoadResult.Loaded.class);
        assertThat(result.report()).contains("Write ");
    }
}
