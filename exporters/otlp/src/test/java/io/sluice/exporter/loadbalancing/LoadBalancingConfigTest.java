package io.sluice.exporter.loadbalancing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.LoadResult;
import io.sluice.exporter.helper.QueueConfig;
import io.sluice.exporter.otlp.ExporterYaml;
import io.sluice.pdata.Signal;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The YAML, through the loader. */
class LoadBalancingConfigTest {

    @TempDir
    Path folder;

    private LoadResult load(String type, String exporter) throws Exception {
        return ExporterYaml.load(folder, type, exporter);
    }

    private LoadBalancingConfig loaded(String exporter) throws Exception {
        return loaded("load_balancing", exporter);
    }

    private LoadBalancingConfig loaded(String type, String exporter) throws Exception {
        return ExporterYaml.loaded(LoadBalancingConfig.class, folder, type, exporter);
    }

    @Test
    void takesTheCollectorsConfigurationUnderItsOlderName() throws Exception {
        LoadBalancingConfig config = loaded(
                "loadbalancing",
                "routing_key: service, protocol: {otlp: {timeout: 1s, tls: {insecure: true}}},"
                        + " resolver: {dns: {hostname: gateway.svc, port: 55690, interval: 2s, timeout: 3s}}");

        assertThat(config.resolver().dns())
                .isEqualTo(new LoadBalancingConfig.DnsConfig(
                        "gateway.svc", 55_690, Duration.ofSeconds(2), Duration.ofSeconds(3)));
        assertThat(config.routingKey(Signal.TRACES)).isEqualTo(RoutingKey.SERVICE);
        assertThat(config.effectiveTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.effectiveQueue()).isEqualTo(QueueConfig.DEFAULTS);
    }

    @Test
    void defaultsRouteTracesAndLogsByTraceAndMetricsByService() throws Exception {
        LoadBalancingConfig config = loaded("protocol: {otlp: {}}, resolver: {dns: {hostname: gateway}}");

        assertThat(config.resolver().dns())
                .isEqualTo(new LoadBalancingConfig.DnsConfig(
                        "gateway", 4317, Duration.ofSeconds(5), Duration.ofSeconds(1)));
        assertThat(config.routingKey(Signal.TRACES)).isEqualTo(RoutingKey.TRACE_ID);
        assertThat(config.routingKey(Signal.LOGS)).isEqualTo(RoutingKey.TRACE_ID);
        assertThat(config.routingKey(Signal.METRICS)).isEqualTo(RoutingKey.SERVICE);
        assertThat(config.handover()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void whatStandsAtTheTopComesBeforeWhatStandsInTheProtocol() throws Exception {
        LoadBalancingConfig config = loaded("protocol: {otlp: {timeout: 9s, sending_queue: {queue_size: 3},"
                + " retry_on_failure: {initial_interval: 9s}}}, resolver: {static: {hostnames: [a, 'b:1']}},"
                + " timeout: 2s, sending_queue: {queue_size: 7}, retry_on_failure: {initial_interval: 2s}");

        assertThat(config.effectiveTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.effectiveQueue().queueSize()).isEqualTo(7);
        assertThat(config.effectiveRetry().initialInterval()).isEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @CsvSource({
        "gateway, 4317, gateway, 4317",
        "gateway, 9, gateway, 9",
        "gateway:9, 4317, gateway, 9",
        "gateway:9, 9, gateway, 9",
        "10.0.0.7:9, 4317, 10.0.0.7, 9",
        "[::1]:9, 4317, [::1], 9",
        "[::1], 9, [::1], 9",
        "::1, 9, [::1], 9",
    })
    void aNameMaySayThePortOfAllBackends(String hostname, int port, String name, int effective) throws Exception {
        LoadBalancingConfig config =
                loaded("protocol: {otlp: {}}, resolver: {dns: {hostname: '" + hostname + "', port: " + port + "}}");

        assertThat(config.resolver().dns().name()).isEqualTo(name);
        assertThat(config.resolver().dns().effectivePort()).isEqualTo(effective);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "resolver: {} | has no resolver",
                "resolver: {static: {hostnames: [a]}, dns: {hostname: b}} | is set beside static",
                "resolver: {static: {hostnames: []}} | is empty",
                "resolver: {static: {hostnames: [b, 'a:0']}} | static::hostnames::1: \"a:0\" is not host:port",
                "resolver: {static: {hostnames: ['']}} | static::hostnames::0: \"\" is not host:port",
                "resolver: {dns: {hostname: 'a:0'}} | is not a host name",
                "resolver: {dns: {hostname: 'a:1', port: 2}} | is not the port that hostname says",
                "resolver: {dns: {hostname: a, port: 0}} | port",
                "resolver: {k8s: {service: a}} | k8s",
                "resolver: {aws_cloud_map: {namespace: a}} | aws_cloud_map",
                "resolver: {dns: {hostname: a}}, routing_key: attributes | is attributes, which is not supported",
                "resolver: {dns: {hostname: a}}, routing_key: streamID | is streamID, which is not supported",
                "resolver: {dns: {hostname: a}}, routing_key: traceId | is not known: traceId",
                "resolver: {dns: {hostname: a}}, routing_attributes: [x] | routing_attributes"
            })
    void refusesByNameWhatCannotBeMeantOrIsNotThere(String keys, String problem) throws Exception {
        LoadResult result = load("load_balancing", "protocol: {otlp: {}}, " + keys);

        assertThat(result).isNotInstanceOf(LoadResult.Loaded.class);
        assertThat(result.report()).contains(problem);
    }

    @Test
    void namesAreNoLongerThanDnsTakes() throws Exception {
        String keys = "protocol: {otlp: {}}, resolver: {dns: {hostname: '%s'}}";

        assertThat(load("load_balancing", keys.formatted("a".repeat(253) + ":1")))
                .isInstanceOf(LoadResult.Loaded.class);
        assertThat(load("load_balancing", keys.formatted("a".repeat(254))).report())
                .contains("hostname: is not a host name");
    }

    @Test
    void aResolverThatIsNotThereIsOneProblem() throws Exception {
        assertThat(load("load_balancing", "protocol: {otlp: {}}, resolver: {k8s: {service: a}}")
                        .report())
                .contains("k8s")
                .doesNotContain("has no resolver");
    }

    @Test
    void saysThatAnEndpointOfTheTemplateIsNotUsed() throws Exception {
        LoadResult result =
                load("load_balancing", "protocol: {otlp: {endpoint: 'x:1'}}, resolver: {static: {hostnames: [a, a]}}");

        assertThat(result).isInstanceOf(LoadResult.Loaded.class);
        assertThat(result.report()).contains("endpoint", "static::hostnames::1: a:4317 stands before it already");
    }

    @Test
    void checksTheProtocolAsTheOtlpExporterDoes() throws Exception {
        LoadResult result =
                load("load_balancing", "protocol: {otlp: {compression: rar}}, resolver: {dns: {hostname: a}}");

        assertThat(result).isNotInstanceOf(LoadResult.Loaded.class);
        assertThat(result.report()).contains("rar");
    }
}
