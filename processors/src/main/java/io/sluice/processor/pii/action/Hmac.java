package io.sluice.processor.pii.action;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;

/** HMAC-SHA-256 under one key. Threads: one at a time. */
final class Hmac {

    static final String ALGORITHM = "HmacSHA256";
    static final int BYTES = 32;

    private final Mac mac;

    Hmac(SecretKey key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform lacks " + ALGORITHM, e);
        }
    }

    Hmac add(byte[] bytes, int from, int end) {
        mac.update(bytes, from, end - from);
        return this;
    }

    Hmac add(int value) {
        mac.update((byte) value);
        return this;
    }

    /** Writes the 32 bytes to {@code to}, and begins anew. */
    void finish(byte[] to) {
        try {
            mac.doFinal(to, 0);
        } catch (ShortBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
