package io.sluice.processor.pii.corpus;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Random texts over alphabets. */
final class Characters {

    static final String DIGITS = "0123456789";
    static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static final String ALNUM = DIGITS + UPPER + "abcdefghijklmnopqrstuvwxyz";
    static final String BASE_64_URL = ALNUM + "-_";
    static final String HEX = "0123456789abcdef";

    private Characters() {}

    static String of(String alphabet, int length, Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    static String digits(int length, Random random) {
        return of(DIGITS, length, random);
    }

    static byte[] bytes(int length, Random random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    static String base64(int bytes, Random random) {
        return Base64.getEncoder().encodeToString(bytes(bytes, random));
    }

    /** Digits in groups of the given lengths. */
    static String grouped(String digits, String separator, int... lengths) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (int length : lengths) {
            text.append(at == 0 ? "" : separator).append(digits, at, at + length);
            at += length;
        }
        return text.toString();
    }

    static List<Value> values(int count, Source source, Supplier<String> maker) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(Value.of(maker.get(), source));
        }
        return values;
    }
}
