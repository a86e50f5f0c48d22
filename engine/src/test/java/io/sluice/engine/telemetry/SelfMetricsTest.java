package io.sluice.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.api.ComponentException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelfMetricsTest {

    private final SelfMetrics metrics = new SelfMetrics();

    private String scrape(boolean typeSuffix) throws ComponentException, IOException, InterruptedException {
        return scrape(typeSuffix, false);
    }

    private String scrape(boolean typeSuffix, boolean units)
            throws ComponentException, IOException, InterruptedException {
        try (MetricsServer server = MetricsServer.start("127.0.0.1", 0, metrics, typeSuffix, units);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/metrics"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            return response.body();
        }
    }

    @Test
    void countersHaveTheCollectorsNamesWithoutSuffix() throws Exception {
        metrics.counter("receiver_accepted_spans", "Spans.", "receiver", "otlp", "transport", "grpc")
                .add(3);

        assertThat(scrape(false))
                .contains("otelcol_receiver_accepted_spans{receiver=\"otlp\",transport=\"grpc\"} 3")
                .doesNotContain("_total");
    }

    @Test
    void countersEndInTotalWhereTheReaderAsksForTypeSuffixes() throws Exception {
        metrics.counter("receiver_accepted_spans", "Spans.", "receiver", "otlp").add(3);

        assertThat(scrape(true))
                .contains("# TYPE otelcol_receiver_accepted_spans_total counter")
                .contains("otelcol_receiver_accepted_spans_total{receiver=\"otlp\"} 3");
    }

    @Test
    void histogramsCountWhatIsAtMostTheirBound() throws Exception {
        var sizes = metrics.histogram("processor_batch_batch_send_size", "Items.", new double[] {10, 25});
        sizes.record(10);
        sizes.record(11);
        sizes.record(99);

        assertThat(scrape(false))
                .contains("otelcol_processor_batch_batch_send_size_bucket{le=\"10.0\"} 1")
                .contains("otelcol_processor_batch_batch_send_size_bucket{le=\"25.0\"} 2")
                .contains("otelcol_processor_batch_batch_send_size_bucket{le=\"+Inf\"} 3")
                .contains("otelcol_processor_batch_batch_send_size_sum 120");
    }

    @Test
    void aGaugeWhoseComponentFailsTakesNoOtherFigureAway() throws Exception {
        metrics.gauge("exporter_queue_size", "Batches.", () -> {
            throw new IllegalStateException("bug");
        });
        metrics.gauge("exporter_queue_capacity", "Batches.", () -> 7);

        assertThat(scrape(false)).contains("otelcol_exporter_queue_capacity 7");
    }

    @Test
    void theSameNameAndLabelsAreTheSameCounter() {
        metrics.counter("x", "X.", "exporter", "otlp").add(1);
        metrics.counter("x", "X.", "exporter", "otlp").add(1);

        assertThat(metrics.value("x", "exporter", "otlp")).isEqualTo(2);
    }

    @Test
    void aNameWithAnotherKindOrOtherLabelsIsAnError() {
        metrics.counter("x", "X.", "exporter", "otlp");

        assertThatThrownBy(() -> metrics.gauge("x", "X.", () -> 1, "exporter", "otlp"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("metric x is a COUNTER");
        assertThatThrownBy(() -> metrics.counter("x", "X.", "receiver", "otlp"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTakenPortIsOneSentenceWithTheKeyAndTheRemedy() throws Exception {
        try (MetricsServer first = MetricsServer.start("127.0.0.1", 0, metrics, false, false)) {
            assertThatThrownBy(() -> MetricsServer.start("127.0.0.1", first.port(), metrics, false, false))
                    .isInstanceOf(ComponentException.class)
                    .hasMessageContaining("service::telemetry::metrics cannot listen on 127.0.0.1:" + first.port())
                    .hasMessageContaining("free the port");
        }
    }

    @Test
    void theProcessMetricsAreTheCollectors() throws Exception {
        ProcessMetrics.register(metrics);

        assertThat(scrape(false))
                .contains("otelcol_process_uptime ")
                .contains("otelcol_process_cpu_seconds ")
                .contains("otelcol_process_memory_rss ")
                .contains("otelcol_process_runtime_heap_alloc_bytes ")
                .contains("otelcol_process_runtime_total_alloc_bytes ")
                .contains("otelcol_process_runtime_total_sys_memory_bytes ");
    }

    @Test
    void theProcessIsDescribedByItsResource() throws Exception {
        metrics.describe(Map.of(
                "service.name", "sluice-test", "service.version", "1.2", "service.instance.id", "i-1", "site-id", "7"));

        assertThat(scrape(false))
                .contains("target_info{service_instance_id=\"i-1\",service_name=\"sluice-test\","
                        + "service_version=\"1.2\",site_id=\"7\"} 1");
    }

    @Test
    void namesEndInTheirUnitOnlyWhereTheReaderAsksForIt() throws Exception {
        ProcessMetrics.register(metrics);

        assertThat(scrape(true, true))
                .contains("otelcol_process_uptime_seconds_total ")
                .contains("otelcol_process_memory_rss_bytes ")
                .contains("otelcol_process_cpu_seconds_total ")
                .contains("otelcol_process_runtime_heap_alloc_bytes ");
        assertThat(scrape(false, true)).contains("otelcol_process_uptime_seconds ");
        assertThat(scrape(true, false)).contains("otelcol_process_uptime_total ");
    }
}
