package io.sluice.processor.pii.detect;

/** Which groups of digits behind a plus, or behind what is dialled for one, are a telephone number: ITU-T E.164, and national rules for Japan and North America. */
final class InternationalPhone {

    private static final int MIN_SEPARATED = 9;
    private static final int MIN_BARE = 10;
    private static final int USUAL_MAX = 13;
    /** With the prefix. */
    private static final int MIN_PREFIXED = MIN_SEPARATED + 2;

    /** Country codes of two digits. */
    private static final String TWO_DIGITS =
            " 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65"
                    + " 66 81 82 84 86 90 91 92 93 94 95 98 ";
    /** The first two digits of those of three. */
    private static final String THREE_DIGITS = " 21 22 23 24 25 26 29 35 37 38 42 50 59 67 68 69 80 85 87 88 96 97 99 ";

    private static final boolean[] TWO = flags(TWO_DIGITS);
    private static final boolean[] THREE = flags(THREE_DIGITS);
    /** The most digits that a number has, by its country code of two digits; 0 is the usual. */
    private static final byte[] MAX = max();

    private InternationalPhone() {}

    private static boolean[] flags(String list) {
        boolean[] flags = new boolean[100];
        for (String code : list.strip().split(" ", -1)) {
            flags[Integer.parseInt(code)] = true;
        }
        return flags;
    }

    private static byte[] max() {
        byte[] max = new byte[100];
        int[][] lengths = {
            {44, 12}, {33, 11}, {34, 11}, {82, 12}, {86, 13}, {91, 12}, {61, 11}, {65, 10}, {66, 11}, {84, 12},
            {63, 12}, {60, 12}, {32, 11}, {31, 11}, {41, 11}, {45, 10}, {46, 12}, {47, 10}, {48, 11}, {30, 12}, {90, 12}
        };
        for (int[] length : lengths) {
            max[length[0]] = (byte) length[1];
        }
        return max;
    }

    /** How many of the first groups are a number; 0 if none are. */
    static int groups(DigitRun run) {
        return groups(run, 0);
    }

    /** The same if the number begins behind a prefix of so many digits. */
    static int groups(DigitRun run, int prefix) {
        for (int count = run.groups(); count > 0; count--) {
            if (run.endsAt(count) && isNumber(run, count, prefix)) {
                return count;
            }
        }
        return 0;
    }

    /** True if the number obeys the rules of a country, not only those of all. */
    static boolean isCertain(DigitRun run) {
        byte[] digits = run.digits();
        return digits[0] == 1 || (digits[0] == 8 && digits[1] == 1);
    }

    /** How many digits of a run are dialled before numbers of other countries: 00 of most, 010 of Japan. */
    static int prefix(DigitRun run) {
        byte[] digits = run.digits();
        if (digits[0] != 0 || run.digits(run.groups()) < MIN_PREFIXED) {
            return 0;
        }
        return digits[1] == 0 ? 2 : digits[1] == 1 && digits[2] == 0 ? 3 : 0;
    }

    /** True if the number behind a prefix is one of Japan. */
    static boolean isJapanese(DigitRun run, int prefix) {
        return run.digits()[prefix] == 8 && run.digits()[prefix + 1] == 1;
    }

    private static boolean isNumber(DigitRun run, int count, int prefix) {
        byte[] digits = run.digits();
        int length = run.digits(count) - prefix;
        if (length < MIN_SEPARATED || (count == 1 && length < MIN_BARE) || run.has(count, DigitRun.GLUED)) {
            return false;
        }
        if (digits[prefix] == 1) {
            return length == 11 && digits[prefix + 1] >= 2 && digits[prefix + 4] >= 2;
        }
        int code = digits[prefix] * 10 + digits[prefix + 1];
        if (code == 81) {
            return isJapanese(digits, prefix, length);
        }
        if (digits[prefix] == 7) {
            return length == 11;
        }
        int most = MAX[code] == 0 ? USUAL_MAX : MAX[code];
        boolean trunk = TWO[code] && digits[prefix + 2] == 0;
        return (TWO[code] || THREE[code]) && length <= most + (trunk ? 1 : 0);
    }

    /** Behind 81, and a 0 that should not be there, nine digits; ten for mobiles and the like. */
    private static boolean isJapanese(byte[] digits, int start, int length) {
        int behind = digits[start + 2] == 0 ? 3 : 2;
        int from = start + behind;
        boolean mobile = digits[from + 1] == 0;
        return digits[from] != 0 && length - behind == (mobile ? 10 : 9);
    }
}
