package io.sluice.processor.pii.detect;

import io.sluice.processor.value.Digits;
import java.util.EnumSet;
import java.util.Set;

/**
 * All numbers of people and their things, by one parser of digit runs, so that twelve digits of a card's sixteen are no number of their
 * own. A run is read in groups, and gets one verdict: {@link GroupedNumbers}, {@link BareNumbers}, {@link InternationalPhone} behind a
 * plus, {@link LetteredNumbers} behind letters, {@link MagneticTrack} before the separators of one. Digits inside a word or identifier are none.
 *
 * <p>Time is linear: each group is read a bounded number of times, each word once.
 */
final class DigitRunFinder implements Finder {

    static final Set<Detector> DETECTORS = EnumSet.of(
            Detector.CARD,
            Detector.IBAN,
            Detector.MY_NUMBER,
            Detector.CORPORATE_NUMBER,
            Detector.DRIVER_LICENSE,
            Detector.PASSPORT,
            Detector.RESIDENCE_CARD,
            Detector.PHONE,
            Detector.POSTAL_CODE,
            Detector.BANK_ACCOUNT,
            Detector.US_SSN,
            Detector.DEVICE_ID);

    private static final int MAX_LETTERS = 9;

    private final DigitRun run = new DigitRun();
    private final GroupedNumbers grouped;
    private final BareNumbers bare;
    private final LetteredNumbers lettered;
    private final MagneticTrack track = new MagneticTrack();
    private final boolean phones;
    private final boolean cards;
    private final boolean corporate;
    private final boolean devices;

    /** @param enabled the detectors to run; others than {@link #DETECTORS} are somebody else's */
    DigitRunFinder(Set<Detector> enabled) {
        Set<Detector> own = EnumSet.copyOf(DETECTORS);
        own.retainAll(enabled);
        this.grouped = new GroupedNumbers(own);
        this.bare = new BareNumbers(own);
        this.lettered = new LetteredNumbers(own);
        this.phones = own.contains(Detector.PHONE);
        this.cards = own.contains(Detector.CARD);
        this.corporate = own.contains(Detector.CORPORATE_NUMBER);
        this.devices = own.contains(Detector.DEVICE_ID);
    }

    @Override
    public void find(ScanText text, Hits hits) {
        byte[] array = text.array();
        int end = text.end();
        int at = Digits.next(array, text.from(), end);
        while (at < end) {
            if (!Bytes.isDigit(array[at])) {
                at = Digits.next(array, at, end);
            } else if (Bytes.isLetter(text.at(at - 1))) {
                at = behindLetters(text, at, hits);
            } else {
                at = number(text, at, hits);
            }
        }
    }

    /** Goes on behind the word that has its first digit at an index. */
    private int behindLetters(ScanText text, int digit, Hits hits) {
        int start = digit;
        while (digit - start <= MAX_LETTERS && Bytes.isLetter(text.at(start - 1))) {
            start--;
        }
        int letters = digit - start;
        boolean invoice = corporate && letters == 1 && Bytes.lower(text.at(start)) == 't' && !isGlued(text, start);
        int trackEnd = cards ? track.first(text, digit, hits) : -1;
        if (trackEnd > 0) {
            return trackEnd;
        }
        if (invoice || (letters >= 3 && text.at(digit) == '0' && isCalled(text, digit))) {
            return number(text, digit, hits);
        }
        if (letters <= MAX_LETTERS && !isGlued(text, start)) {
            int behind = lettered.find(text, start, digit, hits);
            behind = behind > 0 ? behind : lettered.findLine(text, start, hits);
            if (behind > 0) {
                return behind;
            }
        }
        return Bytes.skip(text.array(), digit, text.end(), Bytes.ALNUM);
    }

    /** True if the word is tel, fax, phone or the like. */
    private static boolean isCalled(ScanText text, int digit) {
        int last = Bytes.lower(text.at(digit - 1));
        return (last == 'l' || last == 'x' || last == 'e')
                && KeywordContext.directlyBefore(text, digit, Topics.PHONE) != 0;
    }

    /** Goes on behind the number, or the group of one, that begins at an index. */
    private int number(ScanText text, int start, Hits hits) {
        int behind = Bytes.skip(text.array(), start, text.end(), Bytes.DIGIT);
        int trackEnd = cards ? track.second(text, start, behind, hits) : -1;
        if (trackEnd > 0) {
            return trackEnd;
        }
        if (Bytes.isLetter(text.at(behind))) {
            int line = lettered.findLine(text, start, hits);
            return line > 0 ? line : Bytes.skip(text.array(), behind, text.end(), Bytes.ALNUM);
        }
        boolean plus = phones && text.at(start - 1) == '+';
        boolean begins = plus || mayBegin(text, start, behind - start);
        if (!begins || isGlued(text, start)) {
            return behind;
        }
        run.read(text, start);
        int count = plus ? international(text, start, hits) : phones ? prefixed(text, hits) : 0;
        count = count > 0 ? count : grouped.find(text, run, hits);
        count = count > 0 ? count : bare.find(text, run, hits) ? 1 : 0;
        return count > 0 ? run.end(count - 1) : behind;
    }

    /** False for so many digits that no number begins with, which most are. */
    private boolean mayBegin(ScanText text, int start, int length) {
        return switch (length) {
            case 1 -> corporate && text.at(start + 1) == '-';
            case 2 -> text.array()[start] == '0' || devices;
            default -> length <= DigitRun.MAX_LENGTH;
        };
    }

    /** The number behind a plus that does not itself follow a word, as the plus for a blank does in a URL. */
    private int international(ScanText text, int start, Hits hits) {
        if (Bytes.isAlnum(text.at(start - 2))) {
            return 0;
        }
        int count = InternationalPhone.groups(run);
        if (count > 0) {
            boolean certain = count > 1 || InternationalPhone.isCertain(run);
            hits.add(start - 1, run.end(count - 1), Detector.PHONE, certain ? Confidence.STRONG : Confidence.VALIDATED);
        }
        return count;
    }

    /** The number behind what is dialled for a plus, which other numbers begin with as well. */
    private int prefixed(ScanText text, Hits hits) {
        int prefix = InternationalPhone.prefix(run);
        int count = prefix == 0 ? 0 : InternationalPhone.groups(run, prefix);
        if (count == 0) {
            return 0;
        }
        boolean called = run.isNear(text, count, Topics.PHONE);
        boolean separated = count > 2
                && run.uniform(count) == DigitRun.HYPHEN
                && InternationalPhone.isJapanese(run, prefix)
                && (run.topicsNear(text, count) & Topics.HARMLESS) == 0;
        if (!called && !separated) {
            return 0;
        }
        hits.add(run.start(0), run.end(count - 1), Detector.PHONE, Confidence.VALIDATED);
        return count;
    }

    /** True if what is before belongs to the same number or identifier. */
    private static boolean isGlued(ScanText text, int start) {
        return switch (text.at(start - 1)) {
            case '.' -> Bytes.isDigit(text.at(start - 2));
            case '-' -> Bytes.isAlnum(text.at(start - 2)) || text.at(start - 2) == '*';
            case '*' -> true;
            default -> false;
        };
    }
}
