package io.sluice.processor.pii.detect;

import static io.sluice.processor.pii.detect.Detector.PRIVATE_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrivateKeyFinderTest {

    @Test
    void findsFromBeginToEnd() {
        for (String kind : new String[] {"", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED ", "DSA "}) {
            String key = "-----BEGIN " + kind + "PRIVATE KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQ==\n-----END " + kind
                    + "PRIVATE KEY-----";
            assertThat(Scans.find(PRIVATE_KEY, "key: " + key + "\nnext")).containsExactly(key);
            String inJson = key.replace("\n", "\\n");
            assertThat(Scans.find(PRIVATE_KEY, "{\"k\":\"" + inJson + "\",\"x\":1}"))
                    .containsExactly(inJson);
        }
    }

    @Test
    void findsOtherEnvelopes() {
        for (String key : new String[] {
            "-----BEGIN PGP PRIVATE KEY BLOCK-----\nx\n-----END PGP PRIVATE KEY BLOCK-----",
            "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nx\n---- END SSH2 ENCRYPTED PRIVATE KEY ----",
            "-----BEGIN+RSA+PRIVATE+KEY-----+x+-----END+RSA+PRIVATE+KEY-----"
        }) {
            assertThat(Scans.find(
                            PRIVATE_KEY,
                            "a " + key.replace(" ----\n", "-----\n").replaceAll(" ----$", "-----") + " b"))
                    .hasSize(1);
        }
    }

    @Test
    void takesAllThatFollowsIfThereIsNoEnd() {
        assertThat(Scans.find(PRIVATE_KEY, "x -----BEGIN PRIVATE KEY-----\nMIIE"))
                .containsExactly("-----BEGIN PRIVATE KEY-----\nMIIE");
        assertThat(Scans.find(PRIVATE_KEY, "{\"k\":\"-----BEGIN PRIVATE KEY-----\\nMIIE\",\"x\":1}"))
                .containsExactly("-----BEGIN PRIVATE KEY-----\\nMIIE");
        assertThat(Scans.find(PRIVATE_KEY, "{\\\"k\\\":\\\"-----BEGIN PRIVATE KEY-----MIIE\\\"}"))
                .containsExactly("-----BEGIN PRIVATE KEY-----MIIE");
    }

    @Test
    void findsThePrivateLinesOfPutty() {
        String head = "PuTTY-User-Key-File-2: ssh-rsa\nPublic-Lines: 1\nAAAA\nPrivate-Lines: 2\n";
        String key = "AABB\nCC==\nPrivate-MAC: 01ef";
        assertThat(Scans.find(PRIVATE_KEY, head + key + "\nnext")).containsExactly(key);
        assertThat(Scans.find(PRIVATE_KEY, head + "AABB\nCC==\nDDEE\nx")).containsExactly("AABB\nCC==");
        assertThat(Scans.find(PRIVATE_KEY, "Private-Lines: 14 in all\nPrivate-Lines: 2\nno, none"))
                .isEmpty();
    }

    @Test
    void findsSeveralAndNotWhatIsBetween() {
        String key = "-----BEGIN PRIVATE KEY-----a-----END PRIVATE KEY-----";
        assertThat(Scans.find(PRIVATE_KEY, key + " between " + key)).containsExactly(key, key);
    }

    @Test
    void leavesPublicKeysAndRules() {
        for (String text : new String[] {
            "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----",
            "-----BEGIN CERTIFICATE-----",
            "--BEGIN PRIVATE KEY--",
            "BEGIN PRIVATE KEY",
            "-----BEGIN private key-----",
            "-".repeat(200),
            "----- BEGIN",
            "-----BEGIN " + "A".repeat(60) + "PRIVATE KEY-----"
        }) {
            assertThat(Scans.find(PRIVATE_KEY, text)).as(text).isEmpty();
        }
    }
}
