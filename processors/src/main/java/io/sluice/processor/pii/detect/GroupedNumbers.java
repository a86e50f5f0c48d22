package io.sluice.processor.pii.detect;

import java.util.Set;

/**
 * Numbers that are written in groups: the groups and what separates them say much of what they are. One verdict per run, the first that
 * fits: card, individual number and licence, telephone, social security number, postal code, account. Threads: one at a time.
 */
final class GroupedNumbers {

    private static final int MAX_CARD_GROUPS = 5;

    private final Set<Detector> enabled;

    GroupedNumbers(Set<Detector> enabled) {
        this.enabled = enabled;
    }

    /** Adds what a run begins with; how many groups that took, 0 if it is nothing. */
    int find(ScanText text, DigitRun run, Hits hits) {
        if (run.groups() < 2) {
            return 0;
        }
        int count = run.digits()[0] == 0 ? phone(text, run, hits) : 0;
        count = count > 0 ? count : card(text, run, hits);
        count = count > 0 ? count : identity(text, run, hits);
        count = count > 0 ? count : socialSecurity(text, run, hits);
        count = count > 0 ? count : postalCode(text, run, hits);
        return count > 0 ? count : account(text, run, hits);
    }

    private int card(ScanText text, DigitRun run, Hits hits) {
        if (run.length(0) != 4 || !enabled.contains(Detector.CARD)) {
            return 0;
        }
        for (int count = Math.min(MAX_CARD_GROUPS, run.groups()); count >= 2; count--) {
            if (run.endsAt(count) && isUniform(run, count) && isCard(text, run, count)) {
                return add(run, count, Detector.CARD, Confidence.STRONG, hits);
            }
        }
        int all = run.groups() + 1;
        boolean lettered = isCardShape(run.letteredShape())
                && isUniform(run, all)
                && isBeforeWord(text, run.end(all - 1))
                && !isBehindNumber(text, run)
                && CardRanges.isCard(run.digits(), 0, run.digits(all));
        return lettered ? add(run, all, Detector.CARD, Confidence.STRONG, hits) : 0;
    }

    /** True for {@code GET} and {@code exp.}, not for {@code a2f3} and {@code c}, with which an identifier goes on. */
    private static boolean isBeforeWord(ScanText text, int at) {
        int behind = Bytes.skip(text.array(), at, text.end(), Bytes.LETTER);
        return behind - at > 1 && !Bytes.is(text.at(behind), Bytes.TOKEN);
    }

    private static boolean isBehindNumber(ScanText text, DigitRun run) {
        int before = text.at(run.start(0) - 1);
        return (before == ' ' || before == '+') && Bytes.isDigit(text.at(run.start(0) - 2));
    }

    private static boolean isCard(ScanText text, DigitRun run, int count) {
        int length = run.digits(count);
        boolean asUsual = isCardShape(run.shape(count)) && !isInTable(text, run, count);
        if (CardRanges.isCard(run.digits(), 0, length)) {
            return asUsual || isNear(text, run, count, Topics.CARD);
        }
        return asUsual && CardRanges.isUnionPay(run.digits(), 0, length) && isNear(text, run, count, Topics.CARD);
    }

    /** True if the same sign, and no parenthesis, separates the groups. */
    private static boolean isUniform(DigitRun run, int count) {
        byte separator = run.uniform(count);
        return separator != DigitRun.NONE && separator != DigitRun.PAREN;
    }

    private static boolean isCardShape(int shape) {
        return switch (shape) {
            case 0x4444, 0x465, 0x464, 0x44443 -> true;
            default -> false;
        };
    }

    /** True if blanks separate the groups, and other numbers of four digits as well: a row of numbers, not one. */
    private static boolean isInTable(ScanText text, DigitRun run, int count) {
        if (run.uniform(count) != DigitRun.SPACE) {
            return false;
        }
        boolean more = run.goesOn(count) && run.groups() > count && run.length(count) == 4;
        int before = run.start(0) - 1;
        int digits = 0;
        while (digits < 5 && Bytes.isDigit(text.at(before - 1 - digits))) {
            digits++;
        }
        return more || digits == 4;
    }

    /** Individual number, driver licence: twelve digits in groups of four; corporate number: one digit more before. */
    private int identity(ScanText text, DigitRun run, Hits hits) {
        if (run.shape(4) == 0x1444 && enabled.contains(Detector.CORPORATE_NUMBER)) {
            boolean valid = Checksums.corporateNumber(run.digits(), 0)
                    && (text.at(run.start(0) - 1) == 'T' || isNear(text, run, 4, Topics.CORPORATE));
            return valid ? add(run, 4, Detector.CORPORATE_NUMBER, Confidence.VALIDATED, hits) : 0;
        }
        if (run.shape(3) != 0x444 || !isUniform(run, 3)) {
            return 0;
        }
        byte[] digits = run.digits();
        boolean checked = Checksums.myNumber(digits, 0) && !CardRanges.isUniform(digits, 0, 12);
        if (!checked && !Checksums.licenseCommission(digits, 0)) {
            return 0;
        }
        int near = near(text, run, 3);
        boolean separated = (near & (Topics.HARMLESS | Topics.LICENSE)) == 0 && !isBesideNumber(text, run, 3);
        if (checked && enabled.contains(Detector.MY_NUMBER) && ((near & Topics.MY_NUMBER) != 0 || separated)) {
            boolean named = (near & Topics.MY_NUMBER) != 0;
            return add(run, 3, Detector.MY_NUMBER, named ? Confidence.STRONG : Confidence.VALIDATED, hits);
        }
        return license(run, 3, near, hits);
    }

    private int license(DigitRun run, int count, int near, Hits hits) {
        boolean named = (near & Topics.LICENSE) != 0 && Checksums.licenseCommission(run.digits(), 0);
        if (!named || !enabled.contains(Detector.DRIVER_LICENSE)) {
            return 0;
        }
        boolean valid = Checksums.driverLicense(run.digits(), 0);
        return add(run, count, Detector.DRIVER_LICENSE, valid ? Confidence.VALIDATED : Confidence.CONTEXT, hits);
    }

    /** True if blanks are between the groups, and between them and another number. */
    private static boolean isBesideNumber(ScanText text, DigitRun run, int count) {
        int blank = text.at(run.start(0) - 1);
        boolean before = (blank == ' ' || blank == '+') && Bytes.isDigit(text.at(run.start(0) - 2));
        return run.has(count, DigitRun.SPACE) && (run.goesOn(count) || before);
    }

    private int phone(ScanText text, DigitRun run, Hits hits) {
        if (!enabled.contains(Detector.PHONE)) {
            return 0;
        }
        for (int count = Math.min(3, run.groups()); count >= 2; count--) {
            int verdict = JapanesePhone.judge(run, count);
            if (verdict != JapanesePhone.NO) {
                Confidence confidence = phoneConfidence(text, run, count, verdict);
                if (confidence == Confidence.STRONG || isNear(text, run, count, Topics.PHONE)) {
                    return addPhone(text, run, count, confidence, hits);
                }
                boolean mobile = run.shape(count) == 0x344 && !isBesideNumber(text, run, count);
                if (mobile && !run.has(count, DigitRun.DOT) && (near(text, run, count) & Topics.HARMLESS) == 0) {
                    return addPhone(text, run, count, Confidence.VALIDATED, hits);
                }
            }
        }
        return 0;
    }

    private static Confidence phoneConfidence(ScanText text, DigitRun run, int count, int verdict) {
        boolean usual =
                !run.has(count, DigitRun.SPACE) && !run.has(count, DigitRun.DOT) && text.at(run.start(0) - 1) != '*';
        return verdict == JapanesePhone.YES && usual ? Confidence.STRONG : Confidence.VALIDATED;
    }

    /** With the parenthesis before an area code. */
    private static int addPhone(ScanText text, DigitRun run, int count, Confidence confidence, Hits hits) {
        boolean parenthesis = text.at(run.start(0) - 1) == '(' && text.at(run.end(0)) == ')';
        hits.add(run.start(0) - (parenthesis ? 1 : 0), run.end(count - 1), Detector.PHONE, confidence);
        return count;
    }

    private int socialSecurity(ScanText text, DigitRun run, Hits hits) {
        if (run.shape(3) != 0x324 || !enabled.contains(Detector.US_SSN) || !isSocialSecurity(run.digits())) {
            return 0;
        }
        int near = near(text, run, 3);
        boolean hyphens = run.uniform(3) == DigitRun.HYPHEN && (near & Topics.HARMLESS) == 0;
        boolean named = (near & Topics.SSN) != 0;
        if (!hyphens && !named) {
            return 0;
        }
        return add(run, 3, Detector.US_SSN, named ? Confidence.STRONG : Confidence.VALIDATED, hits);
    }

    /** No area 000, 666 or above 899, no group 00, no serial 0000. */
    static boolean isSocialSecurity(byte[] digits) {
        int area = digits[0] * 100 + digits[1] * 10 + digits[2];
        int group = digits[3] * 10 + digits[4];
        int serial = digits[5] * 1000 + digits[6] * 100 + digits[7] * 10 + digits[8];
        return area != 0 && area != 666 && area < 900 && group != 0 && serial != 0;
    }

    private int postalCode(ScanText text, DigitRun run, Hits hits) {
        if (run.shape(2) != 0x34 || run.separator(0) != DigitRun.HYPHEN || !enabled.contains(Detector.POSTAL_CODE)) {
            return 0;
        }
        if (BareNumbers.isBehindPostalMark(text, run.start(0))) {
            return add(run, 2, Detector.POSTAL_CODE, Confidence.STRONG, hits);
        }
        boolean named = isNear(text, run, 2, Topics.POSTAL);
        return named ? add(run, 2, Detector.POSTAL_CODE, Confidence.CONTEXT, hits) : 0;
    }

    /** Account, pension and insurance numbers, of any groups that they are written in. */
    private int account(ScanText text, DigitRun run, Hits hits) {
        int count = run.shape(3) == 0x437 || run.shape(3) == 0x461 ? 3 : 2;
        int topic = topicOfAccount(run.shape(count));
        boolean found = topic != 0 && enabled.contains(Detector.BANK_ACCOUNT) && isNear(text, run, count, topic);
        if (found) {
            return add(run, count, Detector.BANK_ACCOUNT, Confidence.CONTEXT, hits);
        }
        return enabled.contains(Detector.DEVICE_ID) ? device(text, run, hits) : 0;
    }

    private static int topicOfAccount(int shape) {
        return switch (shape) {
            // Bank, branch, account; branch, account; sign and number of the postal bank.
            case 0x437, 0x37, 0x58 -> Topics.BANK;
            // Pension; employment insurance.
            case 0x46, 0x461 -> Topics.WELFARE;
            default -> 0;
        };
    }

    private static int device(ScanText text, DigitRun run, Hits hits) {
        int count = run.groups();
        boolean valid = run.endsAt(count) && run.digits(count) == 15 && Checksums.luhn(run.digits(), 0, 15);
        return valid && isNear(text, run, count, Topics.DEVICE)
                ? add(run, count, Detector.DEVICE_ID, Confidence.VALIDATED, hits)
                : 0;
    }

    private static boolean isNear(ScanText text, DigitRun run, int count, int topic) {
        return run.isNear(text, count, topic);
    }

    private static int near(ScanText text, DigitRun run, int count) {
        return run.topicsNear(text, count);
    }

    private static int add(DigitRun run, int count, Detector detector, Confidence confidence, Hits hits) {
        hits.add(run.start(0), run.end(count - 1), detector, confidence);
        return count;
    }
}
