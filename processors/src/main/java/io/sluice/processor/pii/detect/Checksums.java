package io.sluice.processor.pii.detect;

/**
 * The check digits that numbers of people have, on digits 0 to 9 in an array. A checksum alone is weak: about a tenth of all random
 * numbers pass each of these, save that of IBANs, which one in 97 does.
 */
final class Checksums {

    private static final byte[] LICENSE_WEIGHTS = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
    private static final byte[] MRZ_WEIGHTS = {7, 3, 1};
    /** Bit n: n is the code of a commission that issues driver licences. */
    private static final long[] LICENSE_COMMISSIONS = commissions();

    private Checksums() {}

    /** ISO/IEC 7812-1, annex B. */
    static boolean luhn(byte[] digits, int from, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            int digit = digits[from + length - 1 - i];
            int weighted = (i & 1) == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }

    /** Individual number of Japan, twelve digits: article 5 of the Ministry of Internal Affairs' ordinance 85 of 2014. */
    static boolean myNumber(byte[] digits, int from) {
        int sum = 0;
        for (int n = 1; n <= 11; n++) {
            int weight = n <= 6 ? n + 1 : n - 5;
            sum += digits[from + 11 - n] * weight;
        }
        int rest = sum % 11;
        return digits[from + 11] == (rest <= 1 ? 0 : 11 - rest);
    }

    /** Corporate number of Japan, thirteen digits of which the first is the check digit. */
    static boolean corporateNumber(byte[] digits, int from) {
        int sum = 0;
        for (int n = 1; n <= 12; n++) {
            sum += digits[from + 13 - n] * ((n & 1) == 1 ? 1 : 2);
        }
        return digits[from] == 9 - sum % 9;
    }

    /** Driver licence of Japan, twelve digits: the issuing commission, and the check digit that is said to be the eleventh. */
    static boolean driverLicense(byte[] digits, int from) {
        int sum = 0;
        for (int i = 0; i < LICENSE_WEIGHTS.length; i++) {
            sum += digits[from + i] * LICENSE_WEIGHTS[i];
        }
        return licenseCommission(digits, from) && digits[from + 10] == (11 - sum % 11) % 10;
    }

    /** True if the first two digits are the code of a commission that issues driver licences. */
    static boolean licenseCommission(byte[] digits, int from) {
        int code = digits[from] * 10 + digits[from + 1];
        return (LICENSE_COMMISSIONS[code >> 6] >> (code & 63) & 1) == 1;
    }

    private static long[] commissions() {
        long[] bits = new long[2];
        int[][] ranges = {{10, 14}, {20, 25}, {30, 30}, {40, 49}, {50, 55}, {60, 65}, {70, 74}, {80, 83}, {90, 97}};
        for (int[] range : ranges) {
            for (int code = range[0]; code <= range[1]; code++) {
                bits[code >> 6] |= 1L << (code & 63);
            }
        }
        return bits;
    }

    /** ISO/IEC 7064 MOD 97-10 over the letters and digits of an IBAN, its first four last; blanks and hyphens between do not count. */
    static boolean iban(byte[] array, int from, int end) {
        int rest = 0;
        for (int i = from + 4; i < end; i++) {
            rest = mod97(rest, array[i]);
        }
        for (int i = from; i < from + 4; i++) {
            rest = mod97(rest, array[i]);
        }
        return rest == 1;
    }

    private static int mod97(int rest, int b) {
        if (Bytes.isDigit(b)) {
            return (rest * 10 + b - '0') % 97;
        }
        return Bytes.isLetter(b) ? (rest * 100 + Bytes.lower(b) - 'a' + 10) % 97 : rest;
    }

    /** ICAO Doc 9303, part 3: true if the byte at {@code end} is the check digit of {@code array[from, end)}. */
    static boolean machineReadable(byte[] array, int from, int end) {
        int sum = 0;
        for (int i = from; i < end; i++) {
            int b = array[i];
            int value = Bytes.isDigit(b) ? b - '0' : b == '<' ? 0 : b - 'A' + 10;
            sum += value * MRZ_WEIGHTS[(i - from) % MRZ_WEIGHTS.length];
        }
        return array[end] - '0' == sum % 10;
    }
}
