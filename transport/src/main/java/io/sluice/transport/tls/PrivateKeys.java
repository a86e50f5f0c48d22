package io.sluice.transport.tls;

import io.sluice.transport.tls.TlsException.Reason;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

/**
 * Private keys from PEM blocks: PKCS#8 (RFC 5958), and PKCS#1 (RFC 8017) and SEC 1 (RFC 5915), which are wrapped into PKCS#8 with the
 * algorithm identifier of the certificate that they belong to.
 */
final class PrivateKeys {

    private static final byte[] PROBE = {1, 2, 3, 4, 5, 6, 7, 8};

    private PrivateKeys() {}

    /** The first key among {@code blocks}, proved to be the one that {@code publicKey} belongs to. */
    static PrivateKey find(List<Pem.Block> blocks, PublicKey publicKey, String name) throws TlsException {
        for (Pem.Block block : blocks) {
            if (block.label().endsWith("PRIVATE KEY")) {
                PrivateKey key = decode(block, publicKey, name);
                prove(key, publicKey, name);
                return key;
            }
        }
        throw new TlsException(Reason.EMPTY, name + " holds no private key; write it there in PEM");
    }

    private static PrivateKey decode(Pem.Block block, PublicKey publicKey, String name) throws TlsException {
        if (block.isEncrypted() || block.label().startsWith("ENCRYPTED")) {
            throw new TlsException(
                    Reason.ENCRYPTED,
                    name
                            + " is encrypted with a passphrase, which is not supported; store the key unencrypted in a"
                            + " file that only this process can read");
        }
        byte[] pkcs8 = switch (block.label()) {
            case "PRIVATE KEY" -> block.der();
            case "RSA PRIVATE KEY" -> wrap(block, publicKey, "RSA", name);
            case "EC PRIVATE KEY" -> wrap(block, publicKey, "EC", name);
            default ->
                throw new TlsException(
                        Reason.UNSUPPORTED,
                        name + " holds a " + block.label() + ", which is not supported; use PKCS#8");
        };
        try {
            return KeyFactory.getInstance(publicKey.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException _) {
            // Not kept as cause: messages of key parsers may quote what they read.
            throw new TlsException(
                    Reason.MISMATCH,
                    name + " is no " + publicKey.getAlgorithm()
                            + " key, as the certificate needs; write the certificate's own key there");
        }
    }

    private static byte[] wrap(Pem.Block block, PublicKey publicKey, String algorithm, String name)
            throws TlsException {
        if (!publicKey.getAlgorithm().equals(algorithm)) {
            throw new TlsException(
                    Reason.MISMATCH,
                    name + " is an " + algorithm + " key, the certificate has an " + publicKey.getAlgorithm()
                            + " key; write the certificate's own key there");
        }
        byte[] algorithmId = Der.firstElement(Der.content(publicKey.getEncoded()));
        return Der.sequence(Der.INTEGER_0, algorithmId, Der.octetString(block.der()));
    }

    private static void prove(PrivateKey key, PublicKey publicKey, String name) throws TlsException {
        try {
            Signature signature = Signature.getInstance(signatureAlgorithm(publicKey));
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(PROBE);
            if (signature.verify(signed)) {
                return;
            }
        } catch (GeneralSecurityException _) {
            // The same to an operator as a signature that does not verify.
        }
        throw new TlsException(
                Reason.MISMATCH, name + " is not the key of the certificate; write the certificate's own key there");
    }

    private static String signatureAlgorithm(PublicKey publicKey) {
        return switch (publicKey.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> publicKey.getAlgorithm();
        };
    }
}
