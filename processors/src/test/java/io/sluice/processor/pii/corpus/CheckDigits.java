package io.sluice.processor.pii.corpus;

import java.util.zip.CRC32;

/** Check digits by the published rules, written for the corpus alone. Numbers are texts of digits. */
final class CheckDigits {

    private static final int[] INDIVIDUAL = {6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
    private static final int[] LICENSE = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
    private static final int[] MACHINE_READABLE = {7, 3, 1};
    private static final String BASE_62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private CheckDigits() {}

    /** The digit that makes {@code number} and it pass Luhn's test (ISO/IEC 7812-1 annex B). */
    static int luhn(String number) {
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.charAt(number.length() - 1 - i) - '0';
            sum += i % 2 == 1 ? digit : digit < 5 ? 2 * digit : 2 * digit - 9;
        }
        return (10 - sum % 10) % 10;
    }

    static boolean isLuhn(String number) {
        return luhn(number.substring(0, number.length() - 1)) == number.charAt(number.length() - 1) - '0';
    }

    /** The twelfth digit of an individual number of Japan. */
    static int individual(String eleven) {
        int rest = weighted(eleven, INDIVIDUAL) % 11;
        return rest <= 1 ? 0 : 11 - rest;
    }

    /** The eleventh digit of a driver licence of Japan. */
    static int license(String ten) {
        return (11 - weighted(ten, LICENSE) % 11) % 10;
    }

    /** The check digit of a field in a machine readable line (ICAO Doc 9303 part 3). */
    static int machineReadable(String field) {
        int sum = 0;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            int number = c == '<' ? 0 : Character.digit(c, 36);
            sum += number * MACHINE_READABLE[i % 3];
        }
        return sum % 10;
    }

    /** The last six characters of a GitHub token: CRC-32 of the part behind the prefix, in base 62. */
    static String gitHub(String random) {
        CRC32 crc = new CRC32();
        crc.update(random.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        StringBuilder text = new StringBuilder();
        for (long rest = crc.getValue(); text.length() < 6; rest /= 62) {
            text.insert(0, BASE_62.charAt((int) (rest % 62)));
        }
        return text.toString();
    }

    private static int weighted(String digits, int[] weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += (digits.charAt(i) - '0') * weights[i];
        }
        return sum;
    }
}
