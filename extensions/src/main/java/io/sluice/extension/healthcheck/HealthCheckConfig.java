package io.sluice.extension.healthcheck;

import io.sluice.api.config.Block;
import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Unsupported;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of {@code health_check}.
 *
 * @param endpoint {@code host:port} to listen on
 * @param path path that is answered
 * @param responseBody bodies to send instead of the JSON status
 */
@Unsupported(
        value = {"tls", "auth"},
        protects = true,
        instead = "Leave it out and let the endpoint listen on localhost or a private address.")
@Unsupported(
        value = {"check_collector_pipeline"},
        instead = "It does nothing in the Collector either; remove it.")
@Unsupported(
        value = {
            "use_v2",
            "http",
            "grpc",
            "component_health",
            "cors",
            "include_metadata",
            "response_headers",
            "compression_algorithms",
            "max_request_body_size",
            "read_timeout",
            "read_header_timeout",
            "write_timeout",
            "idle_timeout",
            "keep_alives_enabled",
            "middlewares",
            "transport"
        },
        instead = "The endpoint answers plain HTTP with its own limits; remove the key.")
public record HealthCheckConfig(
        @Default("localhost:13133") String endpoint,
        @Default("/") String path,
        @Block(absent = Block.State.OFF) @Nullable ResponseBody responseBody)
        implements Checked {

    /**
     * Bodies to send.
     *
     * @param healthy with 200
     * @param unhealthy with 503
     */
    public record ResponseBody(
            @Default("''") String healthy, @Default("''") String unhealthy) {}

    @Override
    public void check(Problems problems) {
        if (HostPort.parse(endpoint) == null) {
            problems.error(
                    "endpoint", "is not host:port", "Write localhost:13133, or 0.0.0.0:13133 for all interfaces.");
        }
        if (!path.startsWith("/")) {
            problems.error("path", "does not begin with a slash", "Write /" + path + ".");
        }
    }
}
