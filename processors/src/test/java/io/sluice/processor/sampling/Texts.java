package io.sluice.processor.sampling;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Texts and ids as bytes. */
final class Texts {

    private Texts() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A trace id written in hexadecimal digits. */
    static byte[] id(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    static long threshold(String digits) {
        byte[] bytes = bytes(digits);
        return Threshold.parse(bytes, 0, bytes.length);
    }

    static long randomness(String digits) {
        byte[] bytes = bytes(digits);
        return Randomness.parse(bytes, 0, bytes.length);
    }
}
