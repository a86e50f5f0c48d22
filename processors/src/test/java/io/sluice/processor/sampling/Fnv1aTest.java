package io.sluice.processor.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Fnv1aTest {

    private static long hash64(String salt, String id) {
        byte[] first = Texts.bytes(salt);
        byte[] then = Texts.id(id);
        long hash = Fnv1a.hash64(Fnv1a.START_64, first, 0, first.length);
        return Fnv1a.hash64(hash, then, 0, then.length);
    }

    /** What the authors of FNV publish. */
    @ParameterizedTest
    @CsvSource({"'', 811c9dc5, cbf29ce484222325", "a, e40c292c, af63dc4c8601ec8c", "foobar, bf9cf968, 85944171f73967e8"
    })
    void isTheOneOfItsAuthors(String text, String hash32, String hash64) {
        byte[] bytes = Texts.bytes(text);

        assertThat(Fnv1a.hash32(Fnv1a.START_32, bytes, 0, bytes.length))
                .isEqualTo(Integer.parseUnsignedInt(hash32, 16));
        assertThat(Fnv1a.hash64(Fnv1a.START_64, bytes, 0, bytes.length)).isEqualTo(Long.parseUnsignedLong(hash64, 16));
    }

    @ParameterizedTest
    @CsvSource({
        "default-hash-seed, 00000000000000000000000000000000, e19536eed1bbac3d",
        "default-hash-seed, 00000000000000000000000000000001, e19535eed1bbaa8a",
        "default-hash-seed, 0102030405060708090a0b0c0d0e0f10, dbcf64d5420f4cad",
        "default-hash-seed, 4bf92f3577b34da6a3ce929d0e0e4736, a54533ba2e4970b5",
        "default-hash-seed, 80000000000000000000000000000000, 628a52e5472f8bbd",
        "default-hash-seed, ffffffffffffffffffffffffffffffff, 17bec3739634fe2d",
        "my-salt, 00000000000000000000000000000000, 6e763c73c5066e46",
        "my-salt, 0102030405060708090a0b0c0d0e0f10, 59bd5945c0a27676",
        "my-salt, 4bf92f3577b34da6a3ce929d0e0e4736, dd37f93efa3ae13a"
    })
    void goesOnFromASaltToAnId(String salt, String id, String hash) {
        assertThat(Long.toHexString(hash64(salt, id))).isEqualTo(hash);
    }

    @Test
    void looksAtItsPartOnly() {
        byte[] bytes = Texts.bytes("xfoobarx");

        assertThat(Fnv1a.hash32(Fnv1a.START_32, bytes, 1, 7)).isEqualTo(0xbf9cf968);
    }
}
