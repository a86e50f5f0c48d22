package io.sluice.processor.pii.detect;

import java.util.Arrays;

/** Which groups of digits are a telephone number of Japan: a 0, an area code of one to four digits, ten digits in all; eleven for mobiles. */
final class JapanesePhone {

    /** No number. */
    static final int NO = 0;
    /** Shaped as one, but not as it is usually written: only beside a keyword. */
    static final int PERHAPS = 1;

    static final int YES = 2;

    /** Area codes of five digits; few, and the only ones with one digit behind. */
    private static final int[] LONG_AREAS = {
        1267, 1372, 1374, 1377, 1392, 1397, 1398, 1456, 1457, 1466, 1547, 1558, 1564, 1586, 1587, 1632, 1634, 1635,
        1648, 1654, 1655, 1656, 1658, 4992, 4994, 4996, 4998, 5769, 5979, 7468, 8387, 8388, 8389, 8396, 8477, 8512,
        8513, 8514, 8515, 8516, 8517, 8518, 8519, 9496, 9802, 9912, 9913, 9969
    };

    private JapanesePhone() {}

    /** Judges the first groups of a run by their lengths and first digits. */
    static int judge(DigitRun run, int count) {
        byte[] digits = run.digits();
        if (digits[0] != 0 || digits[1] == 0) {
            return NO;
        }
        return switch (run.shape(count)) {
            case 0x344 -> isMobile(digits) ? YES : NO;
            case 0x38 -> isMobile(digits) ? YES : NO;
            case 0x434, 0x47 -> isFree(digits, 8, 0, 0) ? YES : NO;
            case 0x433, 0x46 -> isService(digits) ? YES : run.shape(count) == 0x46 ? PERHAPS : NO;
            case 0x244 -> digits[1] == 3 || digits[1] == 4 || digits[1] == 6 ? YES : PERHAPS;
            case 0x334 -> digits[2] == 0 ? NO : digits[1] == 3 || digits[1] == 6 ? PERHAPS : YES;
            case 0x424 -> digits[2] == 0 ? PERHAPS : YES;
            case 0x514 -> isLongArea(digits) ? YES : PERHAPS;
            case 0x28, 0x37 -> PERHAPS;
            default -> NO;
        };
    }

    /** 070, 080, 090, 060, and as long as those: 050 for IP telephones, 020 for machines. */
    static boolean isMobile(byte[] digits) {
        return digits[0] == 0 && digits[2] == 0 && (digits[1] >= 5 || digits[1] == 2);
    }

    /** 060 to 090 and then no 0: what eleven digits without a keyword have to begin with. */
    static boolean isPlainMobile(byte[] digits) {
        return digits[0] == 0 && digits[1] >= 6 && digits[2] == 0 && digits[3] != 0;
    }

    /** 0120 and others that callers do not pay for or pay more for. */
    private static boolean isService(byte[] digits) {
        return isFree(digits, 1, 2, 0)
                || isFree(digits, 8, 0, 0)
                || isFree(digits, 5, 7, 0)
                || isFree(digits, 9, 9, 0)
                || isFree(digits, 1, 8, 0);
    }

    private static boolean isFree(byte[] digits, int second, int third, int fourth) {
        return digits[1] == second && digits[2] == third && digits[3] == fourth;
    }

    private static boolean isLongArea(byte[] digits) {
        int area = digits[1] * 1000 + digits[2] * 100 + digits[3] * 10 + digits[4];
        return Arrays.binarySearch(LONG_AREAS, area) >= 0;
    }
}
