package io.sluice.processor.pii.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.pdata.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrefixCipherTest {

    private static final String FIRST = "0123456789abcdeffedcba98765432101032547698badcfeefcdab8967452301";
    private static final String SECOND = "2b7e151628aed2a6abf7158809cf4f3ca9f5ba40db214c3798f2e1c23456789a";

    private static String encrypt(String key, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        Address address = new Address();
        assertThat(address.parse(bytes, 0, bytes.length)).isTrue();
        new PrefixCipher(HexFormat.of().parseHex(key)).encrypt(address);
        WireWriter out = new WireWriter(16);
        address.write(out);
        return new String(out.array(), 0, out.length(), StandardCharsets.US_ASCII);
    }

    /** The vectors of draft-denis-ipcrypt, ipcrypt-pfx. */
    @ParameterizedTest
    @CsvSource({
        FIRST + ", 0.0.0.0, 151.82.155.134",
        FIRST + ", 255.255.255.255, 94.185.169.89",
        FIRST + ", 192.0.2.1, 100.115.72.131",
        FIRST + ", 2001:db8::1, c180:5dd4:2587:3524:30ab:fa65:6ab6:f88",
        SECOND + ", 10.0.0.47, 19.214.210.244",
        SECOND + ", 10.0.0.129, 19.214.210.80",
        SECOND + ", 10.0.0.234, 19.214.210.30",
        SECOND + ", 172.16.5.193, 210.78.229.136",
        SECOND + ", 172.16.97.42, 210.78.179.241",
        SECOND + ", 172.16.248.177, 210.78.121.215",
        SECOND + ", 2001:db8::a5c9:4e2f:bb91:5a7d, 7cec:702c:1243:f70:1956:125:b9bd:1aba",
        SECOND + ", 2001:db8::7234:d8f1:3c6e:9a52, 7cec:702c:1243:f70:a3ef:c8e:95c1:cd0d",
        SECOND + ", 2001:db8::f1e0:937b:26d4:8c1a, 7cec:702c:1243:f70:443c:c8e:6a62:b64d",
        SECOND + ", 2001:db8:3a5c:0:e7d1:4b9f:2c8a:f673, 7cec:702c:3503:bef:e616:96bd:be33:a9b9",
        SECOND + ", 2001:db8:9f27:0:b4e2:7a3d:5f91:c8e6, 7cec:702c:a504:b74e:194a:3d90:b047:2d1a",
        SECOND + ", 2001:db8:d8b4:0:193c:a5e7:8b2f:46d1, 7cec:702c:f840:aa67:1b8:e84f:ac9d:77fb",
    })
    void reproducesThePublishedVectors(String key, String plain, String encrypted) {
        assertThat(encrypt(key, plain)).isEqualTo(encrypted);
    }

    @Test
    void keepsExactlyTheCommonPrefix() {
        PrefixCipher cipher = new PrefixCipher(HexFormat.of().parseHex(FIRST));
        Random random = new Random(1);
        Address address = new Address();
        for (int common = 0; common < 128; common++) {
            long high = random.nextLong();
            long low = random.nextLong();
            address.set(high, low);
            cipher.encrypt(address);
            long firstHigh = address.high();
            long firstLow = address.low();
            boolean inHigh = common < 64;
            address.set(
                    inHigh ? high ^ (1L << (63 - common)) : high,
                    inHigh ? random.nextLong() : low ^ (1L << (127 - common)));
            cipher.encrypt(address);

            long differentHigh = address.high() ^ firstHigh;
            long differentLow = address.low() ^ firstLow;
            int same = differentHigh == 0
                    ? 64 + Long.numberOfLeadingZeros(differentLow)
                    : Long.numberOfLeadingZeros(differentHigh);
            assertThat(same).isEqualTo(common);
        }
    }

    @Test
    void refusesAKeyOfTwoEqualHalves() {
        byte[] key = HexFormat.of().parseHex("0123456789abcdeffedcba9876543210".repeat(2));

        assertThatThrownBy(() -> new PrefixCipher(key)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PrefixCipher(new byte[16])).isInstanceOf(IllegalArgumentException.class);
    }
}
