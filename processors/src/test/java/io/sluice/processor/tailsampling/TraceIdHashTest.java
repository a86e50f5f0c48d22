package io.sluice.processor.tailsampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Collector's probabilistic decision, by golden values of its formula. */
class TraceIdHashTest {

    private static final Text SALT = Text.of("default-hash-seed");

    @ParameterizedTest
    @CsvSource({
        "0.1, 004189374bc6a7ef",
        "1, 028f5c28f5c28f5f",
        "5, 0cccccccccccccff",
        "10, 19999999999999ff",
        "20, 33333333333333ff",
        "25, 3fffffffffffffff",
        "33, 547ae147ae147bff",
        "33.33, 55532617c1bda3ff",
        "50, 7fffffffffffffff",
        "75, bfffffffffffffff",
        "90, e6666666666667ff",
        "99, fd70a3d70a3d6fff",
        "100, ffffffffffffffff",
        "150, ffffffffffffffff",
        "0, 0000000000000000",
        "-50, 0000000000000000"
    })
    void limitsAreTheCollectors(double percentage, String limit) {
        assertThat(hex(TraceIdHash.limit(percentage))).isEqualTo(limit);
    }

    @ParameterizedTest
    @CsvSource({
        "default-hash-seed, 0000000000000000, 0000000000000000, e19536eed1bbac3d",
        "default-hash-seed, 0000000000000000, 0000000000000001, e19535eed1bbaa8a",
        "default-hash-seed, 0102030405060708, 090a0b0c0d0e0f10, dbcf64d5420f4cad",
        "default-hash-seed, 4bf92f3577b34da6, a3ce929d0e0e4736, a54533ba2e4970b5",
        "default-hash-seed, 8000000000000000, 0000000000000000, 628a52e5472f8bbd",
        "default-hash-seed, ffffffffffffffff, ffffffffffffffff, 17bec3739634fe2d",
        "my-salt, 0000000000000000, 0000000000000000, 6e763c73c5066e46",
        "my-salt, 0102030405060708, 090a0b0c0d0e0f10, 59bd5945c0a27676",
        "my-salt, 4bf92f3577b34da6, a3ce929d0e0e4736, dd37f93efa3ae13a"
    })
    void hashesAreTheCollectors(String salt, String high, String low, String hash) {
        assertThat(hex(TraceIdHash.of(
                        Text.of(salt), Long.parseUnsignedLong(high, 16), Long.parseUnsignedLong(low, 16))))
                .isEqualTo(hash);
    }

    @ParameterizedTest
    @CsvSource({"100, 1", "0, 0", "25, 0.25", "33, 0.33", "-50, 0", "150, 1"})
    void keepsThatPartOfRandomIds(double percentage, double part) {
        SplittableRandom random = new SplittableRandom(7);
        long limit = TraceIdHash.limit(percentage);
        int kept = 0;
        for (int i = 0; i < 100_000; i++) {
            long hash = TraceIdHash.of(SALT, random.nextLong(), random.nextLong());
            kept += Long.compareUnsigned(hash, limit) <= 0 ? 1 : 0;
        }

        assertThat(kept / 100_000.0).isBetween(part - 0.002, part + 0.002);
    }

    @Test
    void anotherSaltKeepsOthers() {
        SplittableRandom random = new SplittableRandom(7);
        long limit = TraceIdHash.limit(50);
        int both = 0;
        for (int i = 0; i < 10_000; i++) {
            long high = random.nextLong();
            long low = random.nextLong();
            boolean one = Long.compareUnsigned(TraceIdHash.of(SALT, high, low), limit) <= 0;
            boolean other = Long.compareUnsigned(TraceIdHash.of(Text.of("other"), high, low), limit) <= 0;
            both += one && other ? 1 : 0;
        }

        assertThat(both).isBetween(2300, 2700);
    }

    private static String hex(long value) {
        return "%016x".formatted(value);
    }
}
