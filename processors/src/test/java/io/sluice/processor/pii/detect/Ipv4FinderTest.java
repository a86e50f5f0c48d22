package io.sluice.processor.pii.detect;

import static io.sluice.processor.pii.detect.Detector.IPV4;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Ipv4FinderTest {

    @Test
    void findsAnAddressWhateverStandsAroundIt() {
        for (String around : new String[] {
            "%s",
            "%s - - [26/Nov/2026:17:04:12 +0900] \"GET /\"",
            "client %s:54321",
            "/%s:8080",
            "localhost/%s",
            "Host/%s:80",
            "http://%s/x",
            "ip=%s,",
            "[%s]",
            "\"%s\"",
            "%s/24",
            "from %s.",
            "接続元%sから",
            "x-forwarded-for: %s, 10.1.1.1",
            "%s-10.0.0.9",
            "user@%s",
            "ip-%s",
            "%s.Then",
            "(%s)",
            "%s;q",
            "address 'x' %s",
            "version ok, %s",
            "%s-eth0",
            "a_b %s"
        }) {
            assertThat(Scans.find(IPV4, around.formatted("203.0.113.7")))
                    .as(around)
                    .contains("203.0.113.7");
        }
    }

    @Test
    void findsTheLimits() {
        for (String address :
                new String[] {"1.0.0.1", "255.254.255.255", "0.0.0.1", "127.0.0.1", "10.0.0.10", "192.168.001.010"}) {
            assertThat(Scans.find(IPV4, address)).containsExactly(address);
        }
    }

    @Test
    void leavesVersionsAndOtherNumbers() {
        for (String text : new String[] {
            "1.2.3.4.5",
            "5.1.2.3.4",
            "v1.2.3.4",
            "V1.2.3.4",
            "version 1.2.3.4",
            "Version: 1.2.3.4",
            "\"version\":\"1.2.3.4\"",
            "appVersion=1.2.3.4",
            "ver.1.2.3.4",
            "バージョン 1.2.3.4",
            "build 1.2.3.4",
            "Chrome/120.0.0.0 Safari/537.36",
            "YaBrowser/23.11.0.0 Yowser",
            "1.2.3.4-SNAPSHOT",
            "2.4.6.1-1.el7.x86_64",
            "log4j-1.2.3.4.jar",
            "libfoo.so.1.2.3.4",
            "oid 2.5.29.15",
            "section 1.2.3.4",
            "256.1.1.1",
            "1.2.3",
            "1.2.3.4567",
            "01.02.03.04",
            "1.2.3.4a",
            "a1.2.3.4",
            "x_1.2.3.4",
            "0.0.0.0",
            "10.0.0.0/8",
            "255.255.255.0",
            "1..2.3.4",
            "12.345.678.90",
            "1,2,3,4",
            "20.26.11.26.17.04",
            "1.2.3.4-rc1",
            "3.11.4.2-beta",
            "\"v\": \"1.2.3.4\"",
            "1.3.6.1.4.1.311",
            "0.12.3456.7"
        }) {
            assertThat(Scans.find(IPV4, text)).as(text).isEmpty();
        }
    }

    @Test
    void believesAKeyThatSaysVersion() {
        assertThat(Scans.find(IPV4, "service.version", "1.2.3.4")).isEmpty();
        assertThat(Scans.find(IPV4, "client.address", "1.2.3.4")).containsExactly("1.2.3.4");
    }
}
