package io.sluice.exporter.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the published 32-bit FNV-1a vectors, taken as signed numbers. */
class SaramaPartitionTest {

    @ParameterizedTest
    @CsvSource({"'', 811c9dc5", "a, e40c292c", "b, e70c2de5", "foobar, bf9cf968"})
    void takesTheSignedHashModuloPartitionsWithoutSign(String key, String hash) {
        int signed = Integer.parseUnsignedInt(hash, 16);

        for (int partitions = 1; partitions < 20; partitions++) {
            int expected = signed % partitions;
            assertThat(SaramaPartition.of(key.getBytes(US_ASCII), partitions))
                    .isEqualTo(expected < 0 ? -expected : expected);
        }
    }
}
