package io.sluice.exporter.otlp;

import io.sluice.api.config.Headers;
import io.sluice.exporter.helper.QueueConfig;
import io.sluice.exporter.helper.RetryConfig;
import io.sluice.exporter.otlp.OtlpHttpExporterConfig.BodyEncoding;
import io.sluice.exporter.otlp.OtlpHttpExporterConfig.CompressionParams;
import io.sluice.transport.tls.ClientTlsConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Builds configurations of the HTTP exporter: what YAML with these keys would give. */
final class HttpConfigs {

    String endpoint;
    String tracesEndpoint = "";
    String metricsEndpoint = "";
    String logsEndpoint = "";
    BodyEncoding encoding = BodyEncoding.PROTO;
    String compression = "none";
    int level;
    Headers headers = Headers.NONE;
    Duration timeout = Duration.ofSeconds(5);
    ClientTlsConfig tls = ClientTlsConfig.DEFAULTS;
    int maxConns;
    Duration idle = Duration.ofSeconds(90);
    boolean disableKeepAlives;

    @Nullable
    QueueConfig queue = QueueConfig.DEFAULTS;

    RetryConfig retry = GrpcConfigs.NO_RETRY;

    private HttpConfigs(String endpoint) {
        this.endpoint = endpoint;
    }

    static HttpConfigs to(String endpoint) {
        return new HttpConfigs(endpoint);
    }

    OtlpHttpExporterConfig build() {
        return new OtlpHttpExporterConfig(
                endpoint,
                tracesEndpoint,
                metricsEndpoint,
                logsEndpoint,
                encoding,
                compression,
                new CompressionParams(level),
                headers,
                timeout,
                tls,
                maxConns,
                idle,
                disableKeepAlives,
                queue,
                retry);
    }
}
