package io.sluice.processor.pii.action;

import io.sluice.processor.pii.action.KeyException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Tells what bytes a key's text stands for, and whether they can be a key: at least 32, with no pattern that a person or a keyboard makes.
 * What is text must be hexadecimal digits or base64, so that a slip of the pen is no key; anything else is the key as it is.
 */
final class KeyText {

    static final int MIN_BYTES = 32;

    private static final int MIN_DISTINCT = 16;
    private static final String REMEDY = "make one with: openssl rand -base64 32";

    private KeyText() {}

    /** The key's bytes. */
    static byte[] decode(byte[] text) throws KeyException {
        if (text.length == 0) {
            throw new KeyException(Reason.EMPTY, "is empty", REMEDY);
        }
        byte[] key = isText(text) ? decodeText(new String(text, StandardCharsets.US_ASCII)) : text;
        if (key.length < MIN_BYTES) {
            throw new KeyException(Reason.WEAK, "is shorter than " + MIN_BYTES + " bytes once decoded", REMEDY);
        }
        if (isWeak(key)) {
            throw new KeyException(Reason.WEAK, "follows a pattern, so that it can be guessed", REMEDY);
        }
        return key;
    }

    private static boolean isText(byte[] bytes) {
        for (byte b : bytes) {
            if ((b < ' ' && b != '\n' && b != '\r' && b != '\t') || b == 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static byte[] decodeText(String text) throws KeyException {
        String dense = text.replaceAll("[ \n\r\t]", "");
        if (dense.isEmpty()) {
            throw new KeyException(Reason.EMPTY, "is empty", REMEDY);
        }
        try {
            return dense.matches("[0-9a-fA-F]+")
                    ? HexFormat.of().parseHex(dense)
                    : Base64.getDecoder().decode(dense.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException _) {
            // The cause would quote characters of the key.
            throw new KeyException(
                    Reason.MALFORMED, "is text but neither base64 nor pairs of hexadecimal digits", REMEDY);
        }
    }

    private static boolean isWeak(byte[] key) {
        return distinct(key) < MIN_DISTINCT || isStepping(key) || isRepeating(key);
    }

    private static int distinct(byte[] key) {
        boolean[] seen = new boolean[256];
        int count = 0;
        for (byte b : key) {
            count += seen[b & 0xff] ? 0 : 1;
            seen[b & 0xff] = true;
        }
        return count;
    }

    /** 0, 1, 2, and the like. */
    private static boolean isStepping(byte[] key) {
        for (int i = 2; i < key.length; i++) {
            if ((byte) (key[i] - key[i - 1]) != (byte) (key[1] - key[0])) {
                return false;
            }
        }
        return true;
    }

    /** True if it is a shorter piece again and again. */
    private static boolean isRepeating(byte[] key) {
        for (int period = 1; period <= key.length / 2; period++) {
            if (Arrays.equals(key, period, key.length, key, 0, key.length - period)) {
                return true;
            }
        }
        return false;
    }
}
