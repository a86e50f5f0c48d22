package io.sluice.processor.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pdata.WireWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskTest {

    /** The published examples of the functions for {@code abc}. */
    @ParameterizedTest
    @CsvSource({
        "'', ****",
        "MD5, 900150983cd24fb0d6963f7d28e17f72",
        "sha1, a9993e364706816aba3e25717850c26c9cd0d89d",
        "Sha3, 3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532",
    })
    void writesTheHashInLowerCase(String function, String expected) {
        assertThat(mask(function, "")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "hmac-sha256, 9c196e32dc0175f86f4b1cb89289d6619de6bee699e4c378e68309ed97a1a6ab",
        "HMAC-SHA512, 3926a207c8c42b0c41792cbd3e1a1aaaf5f7a25704f62dfc939c4987dd7ce060",
    })
    void writesTheHashUnderTheKey(String function, String beginning) {
        assertThat(mask(function, "key")).startsWith(beginning);
    }

    private static String mask(String function, String key) {
        HashFunction named = HashFunction.of(function);
        assertThat(named).isNotNull();
        Mask mask = Mask.of(named, key);
        byte[] text = "xabcx".getBytes(StandardCharsets.UTF_8);
        WireWriter out = new WireWriter(16);
        mask.write(text, 1, 4, out);
        out.reset();
        mask.write(text, 1, 4, out);
        return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
    }
}
