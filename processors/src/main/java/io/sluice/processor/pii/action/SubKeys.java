package io.sluice.processor.pii.action;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One key of the user's: its id, and a key of its own for each purpose, made by HKDF-SHA-256 (RFC 5869) without a salt and with the
 * purpose as info. Immutable. Threads: any.
 */
final class SubKeys {

    /** What a value becomes in a token. */
    static final String TOKEN = "sluice pii token 1";

    /** What an address becomes in a pseudonym. */
    static final String ADDRESS = "sluice pii address 1";

    /** What shows that we made a token or pseudonym. */
    static final String TAG = "sluice pii tag 1";

    private static final int BYTES = 32;

    private final String id;
    private final byte[] idBytes;
    private final SecretKey token;
    private final SecretKey tag;
    private final byte[] address;

    private SubKeys(String id, SecretKey token, SecretKey tag, byte[] address) {
        this.id = id;
        this.idBytes = id.getBytes(StandardCharsets.US_ASCII);
        this.token = token;
        this.tag = tag;
        this.address = address;
    }

    static SubKeys of(String id, byte[] key) {
        return new SubKeys(
                id,
                new SecretKeySpec(derive(key, TOKEN), Hmac.ALGORITHM),
                new SecretKeySpec(derive(key, TAG), Hmac.ALGORITHM),
                derive(key, ADDRESS));
    }

    private static byte[] derive(byte[] key, String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(key)
                            .thenExpand(purpose.getBytes(StandardCharsets.US_ASCII), BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform lacks HKDF-SHA256", e);
        }
    }

    /** Not to be changed. */
    byte[] id() {
        return idBytes;
    }

    Hmac tokens() {
        return new Hmac(token);
    }

    Hmac tags() {
        return new Hmac(tag);
    }

    PrefixCipher addresses() {
        return new PrefixCipher(address);
    }

    @Override
    public String toString() {
        return id;
    }
}
