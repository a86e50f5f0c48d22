package io.sluice.processor.redaction;

import io.sluice.pdata.WireWriter;
import io.sluice.processor.value.Ascii;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Writes what stands in the place of a text that is masked. Threads: one at a time. */
final class Mask {

    private static final byte[] STARS = Ascii.bytes("****");

    private static final int MOST_BYTES = 64;

    private final byte[] constant;
    private final @Nullable MessageDigest digest;
    private final @Nullable Mac mac;
    private final byte[] hash = new byte[MOST_BYTES];

    private Mask(byte[] constant, @Nullable MessageDigest digest, @Nullable Mac mac) {
        this.constant = constant;
        this.digest = digest;
        this.mac = mac;
    }

    /** The same text for whatever is masked. */
    static Mask constant(byte[] text) {
        return new Mask(text, null, null);
    }

    /** The hash of what is masked, in lower-case hexadecimal digits; asterisks without a function. */
    static Mask of(HashFunction function, String key) {
        try {
            if (function.isKeyed()) {
                Mac mac = Mac.getInstance(function.algorithm());
                mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), function.algorithm()));
                return new Mask(STARS, null, mac);
            }
            return function == HashFunction.NONE
                    ? constant(STARS)
                    : new Mask(STARS, MessageDigest.getInstance(function.algorithm()), null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform lacks " + function.algorithm(), e);
        }
    }

    /** Appends what stands in the place of {@code array[from, end)}. */
    void write(byte[] array, int from, int end, WireWriter out) {
        int length = hash(array, from, end);
        if (length == 0) {
            out.raw(constant, 0, constant.length);
        }
        for (int i = 0; i < length; i++) {
            Ascii.hex(hash[i], out);
        }
    }

    private int hash(byte[] array, int from, int end) {
        try {
            if (mac != null) {
                mac.update(array, from, end - from);
                mac.doFinal(hash, 0);
                return mac.getMacLength();
            }
            if (digest != null) {
                digest.update(array, from, end - from);
                return digest.digest(hash, 0, MOST_BYTES);
            }
            return 0;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a hash does not fit", e);
        }
    }
}
