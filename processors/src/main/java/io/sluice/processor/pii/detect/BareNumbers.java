package io.sluice.processor.pii.detect;

import java.util.Set;

/**
 * Numbers without separators. A checksum proves little of them, for one in ten of all counters, times and identifiers has it right: what
 * the key or a keyword speaks of decides. Only mobile numbers of Japan, whose 0 no other number begins with, need none. Threads: one at a
 * time.
 */
final class BareNumbers {

    /** U+3012, and U+3020 with a face. */
    private static final int POSTAL_MARK = 0xe38092;

    private static final int POSTAL_MARK_FACE = 0xe380a0;

    private final Set<Detector> enabled;

    BareNumbers(Set<Detector> enabled) {
        this.enabled = enabled;
    }

    /** Adds what the first group of a run is, if it is anything by itself; true if so. */
    boolean find(ScanText text, DigitRun run, Hits hits) {
        int length = run.length(0);
        if (length < 3 || !run.endsAt(1)) {
            return false;
        }
        if (length < 7) {
            return shortCode(text, run, length, hits);
        }
        return isWorthAsking(run.digits(), length) && number(text, run, length, hits);
    }

    /** False for most numbers, so that few have their surroundings searched. */
    private boolean isWorthAsking(byte[] digits, int length) {
        return switch (length) {
            case 7, 8, 9, 10 -> true;
            case 11 -> JapanesePhone.isMobile(digits);
            case 12 -> Checksums.myNumber(digits, 0) || Checksums.licenseCommission(digits, 0);
            default ->
                CardRanges.isCard(digits, 0, length)
                        || CardRanges.isUnionPay(digits, 0, length)
                        || enabled.contains(Detector.CORPORATE_NUMBER)
                        || enabled.contains(Detector.DEVICE_ID);
        };
    }

    private boolean number(ScanText text, DigitRun run, int length, Hits hits) {
        byte[] digits = run.digits();
        return switch (length) {
            case 7 -> postalCode(text, run, hits) || named(text, run, Topics.BANK, Detector.BANK_ACCOUNT, hits);
            case 8 -> named(text, run, Topics.BANK | Topics.WELFARE, Detector.BANK_ACCOUNT, hits);
            case 9 -> GroupedNumbers.isSocialSecurity(digits) && named(text, run, Topics.SSN, Detector.US_SSN, hits);
            case 10 ->
                (digits[0] == 0 && digits[1] != 0 && named(text, run, Topics.PHONE, Detector.PHONE, hits))
                        || named(text, run, Topics.WELFARE, Detector.BANK_ACCOUNT, hits);
            case 11 -> mobile(text, run, hits);
            case 12 -> identity(text, run, hits);
            default -> longNumber(text, run, length, hits);
        };
    }

    private boolean mobile(ScanText text, DigitRun run, Hits hits) {
        byte[] digits = run.digits();
        int near = run.topicsNear(text, 1);
        boolean plain = JapanesePhone.isPlainMobile(digits) && (near & Topics.HARMLESS) == 0;
        boolean called = (near & Topics.PHONE) != 0 && JapanesePhone.isMobile(digits);
        return (plain || called) && add(run, Detector.PHONE, Confidence.VALIDATED, hits);
    }

    private boolean identity(ScanText text, DigitRun run, Hits hits) {
        byte[] digits = run.digits();
        boolean uniform = CardRanges.isUniform(digits, 0, 12);
        if (!uniform && Checksums.myNumber(digits, 0) && run.isNear(text, 1, Topics.MY_NUMBER)) {
            return add(run, Detector.MY_NUMBER, Confidence.VALIDATED, hits);
        }
        if (!Checksums.licenseCommission(digits, 0) || !run.isNear(text, 1, Topics.LICENSE)) {
            return false;
        }
        boolean valid = Checksums.driverLicense(digits, 0);
        return add(run, Detector.DRIVER_LICENSE, valid ? Confidence.VALIDATED : Confidence.CONTEXT, hits);
    }

    /** Cards, corporate numbers, devices. */
    private boolean longNumber(ScanText text, DigitRun run, int length, Hits hits) {
        byte[] digits = run.digits();
        if (CardRanges.isCard(digits, 0, length) && run.isNear(text, 1, Topics.CARD)) {
            return add(run, Detector.CARD, Confidence.VALIDATED, hits);
        }
        if (CardRanges.isUnionPay(digits, 0, length)
                && length <= CardRanges.MAX_LENGTH
                && run.isNear(text, 1, Topics.CARD)) {
            return add(run, Detector.CARD, Confidence.CONTEXT, hits);
        }
        if (length == 13 && Checksums.corporateNumber(digits, 0)) {
            boolean invoice = Bytes.lower(text.at(run.start(0) - 1)) == 't';
            return (invoice || run.isNear(text, 1, Topics.CORPORATE))
                    && add(run, Detector.CORPORATE_NUMBER, Confidence.VALIDATED, hits);
        }
        boolean device = length == 15 || (length >= 19 && digits[0] == 8 && digits[1] == 9);
        return device
                && Checksums.luhn(digits, 0, length)
                && run.isNear(text, 1, Topics.DEVICE)
                && add(run, Detector.DEVICE_ID, Confidence.VALIDATED, hits);
    }

    private boolean postalCode(ScanText text, DigitRun run, Hits hits) {
        if (isBehindPostalMark(text, run.start(0))) {
            return add(run, Detector.POSTAL_CODE, Confidence.STRONG, hits);
        }
        boolean named = run.isNear(text, 1, Topics.POSTAL)
                && KeywordContext.directlyBefore(text, run.start(0), Topics.POSTAL) != 0;
        return named && add(run, Detector.POSTAL_CODE, Confidence.CONTEXT, hits);
    }

    /** True if a postal mark is directly before an index, or a blank between. */
    static boolean isBehindPostalMark(ScanText text, int start) {
        int end = text.at(start - 1) == ' ' ? start - 1 : start;
        int last = (text.at(end - 3) & 0xff) << 16 | (text.at(end - 2) & 0xff) << 8 | (text.at(end - 1) & 0xff);
        return last == POSTAL_MARK || last == POSTAL_MARK_FACE;
    }

    /** Codes of three to six digits; they are everywhere, so the keyword has to be directly before them. */
    private boolean shortCode(ScanText text, DigitRun run, int length, Hits hits) {
        if (!enabled.contains(Detector.BANK_ACCOUNT)) {
            return false;
        }
        int wanted = length == 6 ? Topics.WELFARE | Topics.CODE : Topics.CODE;
        return KeywordContext.directlyBefore(text, run.start(0), wanted) != 0
                && add(run, Detector.BANK_ACCOUNT, Confidence.CONTEXT, hits);
    }

    private boolean named(ScanText text, DigitRun run, int topics, Detector detector, Hits hits) {
        return run.isNear(text, 1, topics) && add(run, detector, Confidence.CONTEXT, hits);
    }

    private boolean add(DigitRun run, Detector detector, Confidence confidence, Hits hits) {
        if (!enabled.contains(detector)) {
            return false;
        }
        hits.add(run.start(0), run.end(0), detector, confidence);
        return true;
    }
}
