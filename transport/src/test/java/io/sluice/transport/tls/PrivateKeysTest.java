package io.sluice.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class PrivateKeysTest {

    private static KeyPair pair(String algorithm, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (bits > 0) {
            generator.initialize(bits);
        }
        return generator.generateKeyPair();
    }

    private static String pem(String label, byte[] der) {
        return "some text before\n-----BEGIN " + label + "-----\r\n"
                + Base64.getMimeEncoder().encodeToString(der) + "\r\n-----END " + label + "-----\n";
    }

    /** The key inside PKCS#8: behind version and algorithm. */
    private static byte[] inner(KeyPair pair) {
        byte[] content = Der.content(pair.getPrivate().getEncoded());
        byte[] behindVersion = Arrays.copyOfRange(content, 3, content.length);
        int algorithm = Der.firstElement(behindVersion).length;
        return Der.content(Arrays.copyOfRange(behindVersion, algorithm, behindVersion.length));
    }

    private static void reads(String label, byte[] der, KeyPair pair) throws Exception {
        assertThat(PrivateKeys.find(Pem.parse(pem(label, der), "k"), pair.getPublic(), "k"))
                .isEqualTo(pair.getPrivate());
    }

    @Test
    void readsPkcs8OfEveryAlgorithm() throws Exception {
        for (KeyPair pair : new KeyPair[] {pair("RSA", 2048), pair("EC", 256), pair("EC", 384), pair("Ed25519", 0)}) {
            reads("PRIVATE KEY", pair.getPrivate().getEncoded(), pair);
        }
    }

    @Test
    void readsPkcs1() throws Exception {
        KeyPair pair = pair("RSA", 2048);

        reads("RSA PRIVATE KEY", inner(pair), pair);
    }

    @Test
    void readsSec1() throws Exception {
        for (int bits : new int[] {256, 384, 521}) {
            KeyPair pair = pair("EC", bits);

            reads("EC PRIVATE KEY", inner(pair), pair);
        }
    }

    @Test
    void refusesTheKeyOfAnotherCertificate() throws Exception {
        KeyPair own = pair("EC", 256);
        KeyPair other = pair("EC", 256);
        KeyPair rsa = pair("RSA", 2048);

        refuses("PRIVATE KEY", other.getPrivate().getEncoded(), own);
        refuses("PRIVATE KEY", rsa.getPrivate().getEncoded(), own);
        refuses("EC PRIVATE KEY", inner(other), own);
        refuses("RSA PRIVATE KEY", inner(rsa), own);
        refuses("EC PRIVATE KEY", inner(own), rsa);
    }

    private static void refuses(String label, byte[] der, KeyPair pair) {
        assertThatThrownBy(() -> PrivateKeys.find(Pem.parse(pem(label, der), "k"), pair.getPublic(), "k"))
                .isInstanceOfSatisfying(
                        TlsException.class, e -> assertThat(e.reason()).isEqualTo(TlsException.Reason.MISMATCH));
    }

    @Test
    void neverThrowsAnythingElseForDamagedKeys() throws Exception {
        KeyPair pair = pair("EC", 256);
        byte[] der = pair.getPrivate().getEncoded();
        for (int length = 0; length < der.length; length++) {
            refuses("PRIVATE KEY", Arrays.copyOf(der, length), pair);
            refuses("EC PRIVATE KEY", Arrays.copyOf(der, length), pair);
        }
    }
}
