package io.sluice.processor.pii.detect;

import static io.sluice.processor.pii.detect.Detector.IPV6;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Ipv6FinderTest {

    private static final String[] ADDRESSES = {
        "2001:db8::1",
        "2001:0db8:85a3:0000:0000:8a2e:0370:7334",
        "fe80::1",
        "::1",
        "2001:db8::",
        "1:2:3:4:5:6:7:8",
        "::ffff:192.0.2.128",
        "64:ff9b::192.0.2.33",
        "1:2:3:4:5:6:192.0.2.1",
        "2001:DB8::ABCD:12",
        "1::2:3:4:5:6:7",
        "fd00:aaaa:bbbb::cccc"
    };

    @Test
    void findsAddressesWhateverStandsAroundThem() {
        for (String address : ADDRESSES) {
            for (String around : new String[] {
                "%s",
                "from %s port 22",
                "[%s]:8080",
                "\"%s\"",
                "client_ip:%s",
                "%s/64",
                "ip=%s,",
                "送信元%sです",
                "%s.",
                "%s: ok"
            }) {
                boolean threeColons = (around.contains(": ok") && address.endsWith("::"))
                        || (around.contains(":%s") && address.startsWith("::"));
                if (threeColons) {
                    continue;
                }
                assertThat(Scans.find(IPV6, around.formatted(address)))
                        .as(around + " " + address)
                        .containsExactly(address);
            }
        }
    }

    @Test
    void leavesAPortBehindEightGroups() {
        assertThat(Scans.find(IPV6, "2001:db8:0:0:0:0:0:1:443")).containsExactly("2001:db8:0:0:0:0:0:1");
    }

    @Test
    void leavesTimesHardwareAddressesAndCode() {
        for (String text : new String[] {
            "26/Nov/2026:17:04:12",
            "12:30:45",
            "2026-11-26T12:30:45.123Z",
            "00:1a:2b:3c:4d:5e",
            "std::vector",
            "Foo::bar",
            "abc::def",
            "dead::beef",
            "a:b:c:d:e:f:a",
            "::",
            ":::",
            "1::2::3",
            "1:2:3:4:5:6:7:8:9:a",
            "43:51:43:a1:b5:fc:8b:b7:0a:3a:a9:b1:0f:66:73:a8",
            "12345::1",
            "arn:aws:iam::123456789012:user/x",
            "arn:aws:ec2::123456789012:x",
            "arn:aws:s3:::bucket",
            "g::1",
            "::g",
            "1:2:3:4:5:6:7:8::",
            "::1st",
            "key:value",
            "a:1:b:2",
            "::1.2.3.4.5",
            "::ffff:1.2.3.400",
            "x:y::z",
            "at a.b.C.d(C.java:12)",
            "core::fmt::Write::write_fmt"
        }) {
            assertThat(Scans.find(IPV6, text)).as(text).isEmpty();
        }
    }

    @Test
    void coversTheIpv4AddressInIt() {
        assertThat(Scans.findAll("from ::ffff:203.0.113.7 port")).containsExactly("IPV6 ::ffff:203.0.113.7");
    }
}
