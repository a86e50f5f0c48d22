package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HttpTest {

    @Test
    void sumsAMetricOverItsLabelsAndNoOther() {
        String text = """
            # TYPE otelcol_a counter
            otelcol_a{transport="grpc"} 3
            otelcol_a{transport="http"} 4.0
            otelcol_ab 9
            """;

        assertThat(Http.sum(text, "otelcol_a")).isEqualTo(7);
        assertThat(Http.sum(text, "otelcol_ab")).isEqualTo(9);
    }
}
