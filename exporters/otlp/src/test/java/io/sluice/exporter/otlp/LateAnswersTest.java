package io.sluice.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.config.Problems;
import io.sluice.exporter.helper.QueueConfig;
import io.sluice.exporter.loadbalancing.LoadBalancingConfig;
import io.sluice.exporter.loadbalancing.LoadBalancingExporterFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LateAnswersTest {

    private static final Duration WITHIN = Duration.ofSeconds(47);

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();

    /** Writes down what it is told, with the path. */
    private record Told(String path, List<String> said) implements Problems {
        @Override
        public void error(String key, String what, String remedy) {
            said.add("error " + path + key + " " + what + ". " + remedy);
        }

        @Override
        public void warning(String key, String what, String remedy) {
            said.add("warning " + path + key + " " + what + ". " + remedy);
        }

        @Override
        public Problems at(String key) {
            return new Told(path + key + "::", said);
        }

        @Override
        public boolean isSet(String key) {
            return false;
        }
    }

    private void checkGrpc(String keys) throws Exception {
        said.clear();
        OtlpGrpcExporterConfig config = ExporterYaml.loaded(
                OtlpGrpcExporterConfig.class, folder, "otlp_grpc", "endpoint: 'localhost:4317', " + keys);
        new OtlpGrpcExporterFactory().checkPatience(config, WITHIN, "tail_sampling", new Told("", said));
    }

    @Test
    void wantsATimeoutAsLongAsAnAnswerTakes() throws Exception {
        String covered = "sending_queue: {in_flight_bytes: 1000}, timeout: ";

        checkGrpc(covered + "46s");
        assertThat(said)
                .containsExactly("error timeout is too short: this sends to a receiver of the same configuration, where"
                        + " tail_sampling answers within 47s. Use at least 47s.");
        checkGrpc(covered + "47s");
        assertThat(said).isEmpty();
        checkGrpc(covered + "0s");
        assertThat(said).isEmpty();
    }

    @Test
    void warnsOfFewRequestsUnderWayAndOfGivingUp() throws Exception {
        checkGrpc("timeout: 50s, retry_on_failure: {enabled: false}");

        assertThat(said)
                .containsExactly(
                        "warning retry_on_failure::enabled is false, so what tail_sampling gives back is not sent"
                                + " again. Use true, and max_elapsed_time: 0s.",
                        "warning sending_queue::in_flight_bytes is not set, so " + QueueConfig.DEFAULTS.numConsumers()
                                + " requests may be under way at once, which is all that is sent in the 47s that"
                                + " tail_sampling may take. Use the bytes that are to be sent in that time.");
    }

    @Test
    void namesTheKeysOfABalancerWhereTheyStand() throws Exception {
        LoadBalancingConfig config = ExporterYaml.loaded(
                LoadBalancingConfig.class,
                folder,
                "load_balancing",
                "protocol: {otlp: {timeout: 5s}}, resolver: {static: {hostnames: [a, 'b:1']}}, sending_queue: {}");
        LoadBalancingExporterFactory factory = new LoadBalancingExporterFactory();

        factory.checkPatience(config, WITHIN, "tail_sampling", new Told("", said));

        assertThat(said).hasSize(2);
        assertThat(said.get(0)).startsWith("error protocol::otlp::timeout is too short");
        assertThat(said.get(1)).startsWith("warning sending_queue::in_flight_bytes is not set");
        assertThat(factory.addresses(config)).containsExactly("a:4317", "b:1");
    }
}
