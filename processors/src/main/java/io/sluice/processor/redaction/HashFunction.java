package io.sluice.processor.redaction;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What stands in the place of what is masked. */
enum HashFunction {
    /** Four asterisks. */
    NONE("", "", 0),
    MD5("md5", "MD5", 0),
    SHA1("sha1", "SHA-1", 0),
    SHA3("sha3", "SHA3-256", 0),
    HMAC_SHA256("hmac-sha256", "HmacSHA256", 32),
    HMAC_SHA512("hmac-sha512", "HmacSHA512", 64);

    private final String text;
    private final String algorithm;
    private final int leastKeyBytes;

    HashFunction(String text, String algorithm, int leastKeyBytes) {
        this.text = text;
        this.algorithm = algorithm;
        this.leastKeyBytes = leastKeyBytes;
    }

    /** The function of that name in any case, or null. */
    static @Nullable HashFunction of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (HashFunction function : values()) {
            if (function.text.equals(lower)) {
                return function;
            }
        }
        return null;
    }

    /** As in a configuration. */
    String text() {
        return text;
    }

    /** Its name in Java. */
    String algorithm() {
        return algorithm;
    }

    boolean isKeyed() {
        return leastKeyBytes > 0;
    }

    int leastKeyBytes() {
        return leastKeyBytes;
    }
}
