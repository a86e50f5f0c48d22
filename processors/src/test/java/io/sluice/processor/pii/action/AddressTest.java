package io.sluice.processor.pii.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pdata.WireWriter;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    private final Address address = new Address();

    private boolean parse(String text) {
        byte[] bytes = ("x" + text + "1").getBytes(StandardCharsets.UTF_8);
        return address.parse(bytes, 1, bytes.length - 1);
    }

    private String text() {
        WireWriter out = new WireWriter(16);
        address.write(out);
        return new String(out.array(), 0, out.length(), StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "010.001.000.009, 10.1.0.9",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:db8::1, 2001:db8::1",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "fe80::1%eth0, fe80::1",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::ffff:c000:201, 192.0.2.1",
        "0:0:0:0:0:FFFF:192.0.2.1, 192.0.2.1",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "1:2:3:4:5:6:192.0.2.1, 1:2:3:4:5:6:c000:201",
    })
    void readsEverySpellingAndWritesTheCanonicalOne(String spelling, String canonical) {
        assertThat(parse(spelling)).isTrue();
        assertThat(text()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3",
                "1.2.3.",
                ".1.2.3",
                "1.2.3.4.",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.0004",
                "1.2.3.a",
                "1.2.3.4%eth0",
                ":",
                ":::",
                ":1::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "1::2::3",
                "12345::",
                "g::",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::1.2.3",
                "::1.2.3.4:1",
                "%eth0",
                "田中::"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThat(parse(text)).isFalse();
    }

    @Test
    void agreesWithThePlatform() throws Exception {
        Random random = new Random(7);
        byte[] bytes = new byte[16];
        for (int i = 0; i < 2000; i++) {
            random.nextBytes(bytes);
            for (int zeros = random.nextInt(8); zeros > 0; zeros--) {
                int group = random.nextInt(8);
                bytes[2 * group] = 0;
                bytes[2 * group + 1] = 0;
            }
            InetAddress platform = InetAddress.getByAddress(bytes);

            assertThat(parse(platform.getHostAddress())).isTrue();
            assertThat(InetAddress.getByName(text())).isEqualTo(platform);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0",
                "10.255.255.255",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "127.0.0.1",
                "169.254.169.254",
                "::1",
                "fc00::1",
                "fdff::",
                "fe80::1",
                "febf::",
                "::ffff:10.0.0.1"
            })
    void knowsPrivateAddresses(String text) {
        parse(text);

        assertThat(address.isPrivate()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9.255.255.255",
                "11.0.0.0",
                "172.15.0.1",
                "172.32.0.0",
                "192.169.0.1",
                "128.0.0.1",
                "169.253.0.1",
                "::",
                "::2",
                "fbff::",
                "fe00::",
                "fec0::",
                "2001:db8::1"
            })
    void knowsPublicOnes(String text) {
        parse(text);

        assertThat(address.isPrivate()).isFalse();
    }
}
