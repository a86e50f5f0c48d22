package io.sluice.exporter.kafka;

import io.sluice.transport.tls.ClientTlsConfig;
import io.sluice.transport.tls.TlsVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** TLS blocks for tests. */
final class TlsConfigs {

    private TlsConfigs() {}

    static ClientTlsConfig reloadingEvery100Millis(Path ca) {
        return new ClientTlsConfig(
                ca.toString(),
                null,
                null,
                null,
                null,
                null,
                false,
                TlsVersion.TLS_1_2,
                null,
                List.of(),
                false,
                List.of(),
                Duration.ofMillis(100),
                false,
                false,
                null);
    }
}
