package io.sluice.processor.pii.detect;

import static io.sluice.processor.pii.detect.Detector.MAC;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MacFinderTest {

    @Test
    void findsEveryForm() {
        for (String address : new String[] {
            "00:1a:2b:3c:4d:5e", "00-1A-2B-3C-4D-5E", "001a.2b3c.4d5e", "aa:bb:cc:dd:ee:ff", "98:76:54:32:10:99"
        }) {
            for (String around : new String[] {
                "%s", "mac %s up", "mac:%s", "mac-%s", "\"%s\"", "端末%sから", "%s,", "%s.", "(%s)", "hw=%s:8080"
            }) {
                assertThat(Scans.find(MAC, around.formatted(address)))
                        .as(around + " " + address)
                        .containsExactly(address);
            }
        }
    }

    @Test
    void leavesFingerprintsTimesAndPlaceholders() {
        for (String text : new String[] {
            "00:00:00:00:00:00",
            "ff:ff:ff:ff:ff:ff",
            "FFFF.FFFF.FFFF",
            "00:1a:2b:3c:4d",
            "00:1a:2b:3c:4d:5e:6f",
            "00:1a:2b:3c:4d:5e:6f:70",
            "43:51:43:a1:b5:fc:8b:b7:0a:3a:a9:b1:0f:66:73:a8",
            "26-11-26-12-30-45",
            "26:11:26:12:30:45",
            "00:1a-2b:3c:4d:5e",
            "x00:1a:2b:3c:4d:5e",
            "00:1a:2b:3c:4d:5ef",
            "1234.5678.9012",
            "123e4567-e89b-12d3-a456-426614174000",
            "00:1g:2b:3c:4d:5e",
            "2026.1126.1200"
        }) {
            assertThat(Scans.find(MAC, text)).as(text).isEmpty();
        }
    }

    @Test
    void believesAKeyThatSaysSo() {
        assertThat(Scans.find(MAC, "host.mac", "1234.5678.9012")).containsExactly("1234.5678.9012");
        assertThat(Scans.find(MAC, "host.mac", "001a2b3c4d5e")).containsExactly("001a2b3c4d5e");
        assertThat(Scans.find(MAC, "up, mac=001A2B3C4D5E, {\"hwAddr\":\"001122334455\"}"))
                .containsExactly("001A2B3C4D5E", "001122334455");
        assertThat(Scans.find(MAC, "host.hmac", "001a2b3c4d5e")).isEmpty();
        assertThat(Scans.find(MAC, "host.mac", "ffffffffffff")).isEmpty();
    }
}
