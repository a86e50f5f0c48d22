package io.sluice.processor.pii.detect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * {@link Detector#AWS_KEY}, {@link Detector#GCP_KEY}, {@link Detector#GITHUB_TOKEN}, {@link Detector#SLACK_TOKEN} and {@link
 * Detector#VENDOR_TOKEN}: those that begin with a {@link Prefix}.
 */
final class VendorTokenFinder implements Finder {

    private static final byte[] OPENAI_MARK = "T3BlbkFJ".getBytes(StandardCharsets.US_ASCII);
    private static final int GITHUB_SUM = 6;
    private static final int FINE_GRAINED_FIRST = 22;
    private static final int GITLAB_FIRST = 20;
    private static final int SENDGRID_FIRST = 22;

    private static final Prefix[] NONE = {};

    private final Prefix[][] byFirst = new Prefix[128][];
    private final Entropy entropy = new Entropy();
    private final Base62Checksum checksum = new Base62Checksum();
    private final Runs runs = new Runs();
    /** Where the next mark of OpenAI is, or the text's end; known from {@link #markFrom} on. */
    private int mark;

    private int markFrom;

    VendorTokenFinder(Set<Detector> enabled) {
        Arrays.fill(byFirst, NONE);
        for (Prefix prefix : Prefix.all()) {
            if (enabled.contains(prefix.detector())) {
                int first = prefix.text().charAt(0);
                Prefix[] known = byFirst[first];
                Prefix[] more = Arrays.copyOf(known, known.length + 1);
                more[known.length] = prefix;
                byFirst[first] = more;
            }
        }
    }

    /** True if none of the detectors has prefixes. */
    boolean isEmpty() {
        return Arrays.stream(byFirst).allMatch(prefixes -> prefixes.length == 0);
    }

    @Override
    public void find(ScanText text, Hits hits) {
        byte[] array = text.array();
        runs.begin();
        mark = -1;
        boolean inWord = false;
        for (int at = text.from(); at < text.end(); at++) {
            int b = array[at];
            Prefix[] candidates = inWord || b < 0 ? NONE : byFirst[b];
            inWord = Bytes.isAlnum(b);
            if (candidates.length > 0) {
                int behind = match(text, at, candidates, hits);
                if (behind > at) {
                    at = behind - 1;
                    inWord = true;
                }
            }
        }
    }

    private int match(ScanText text, int at, Prefix[] candidates, Hits hits) {
        for (Prefix prefix : candidates) {
            if (Bytes.startsWith(text, at, prefix.text())) {
                int start = at + prefix.text().length();
                int behind = bodyEnd(text, start, prefix);
                if (behind > 0
                        && isValid(text, start, behind, prefix.check())
                        && entropy.isAtLeast(prefix.bits(), text.array(), at, behind)) {
                    hits.add(at, behind, prefix.detector(), Confidence.STRONG);
                    return behind;
                }
            }
        }
        return -1;
    }

    /** Behind what a prefix may be followed by; -1 if that is too short or too long. */
    private int bodyEnd(ScanText text, int start, Prefix prefix) {
        byte[] array = text.array();
        int limit = Math.min(text.end(), start + prefix.max() + 1);
        int behind = runs.end(array, start, limit, prefix.kinds());
        boolean fixed = prefix.min() == prefix.max();
        while (behind > start && !fixed && !Bytes.isAlnum(array[behind - 1])) {
            behind--;
        }
        // A full stop behind a token of fixed length that may hold some.
        behind -= fixed && behind - start > prefix.max() && array[behind - 1] == '.' ? 1 : 0;
        int length = behind - start;
        boolean goesOn = length == prefix.max() && Bytes.isAlnum(text.at(behind));
        return length < prefix.min() || length > prefix.max() || goesOn ? -1 : behind;
    }

    private boolean isValid(ScanText text, int start, int end, Prefix.Check check) {
        byte[] array = text.array();
        return switch (check) {
            case NONE -> true;
            case BASE32 -> isBase32(array, start, end);
            case GITHUB -> checksum.matches(array, start, end - GITHUB_SUM, end);
            case GITHUB_FINE_GRAINED -> array[start + FINE_GRAINED_FIRST] == '_';
            case OPENAI -> holdsMark(text, start, end);
            case GITLAB -> Bytes.skip(array, start, end, Bytes.TOKEN) - start >= GITLAB_FIRST;
            case SENDGRID -> array[start + SENDGRID_FIRST] == '.';
        };
    }

    private static boolean isBase32(byte[] array, int start, int end) {
        for (int i = start; i < end; i++) {
            if (array[i] == '0' || array[i] == '1' || array[i] > 'Z' || array[i] == '8' || array[i] == '9') {
                return false;
            }
        }
        return true;
    }

    /** True if the mark is in a range; the ranges that it is asked of begin ever later. */
    private boolean holdsMark(ScanText text, int start, int end) {
        int length = OPENAI_MARK.length;
        if (mark < start || markFrom > start) {
            byte[] array = text.array();
            int at = start;
            while (at + length <= text.end() && !Arrays.equals(array, at, at + length, OPENAI_MARK, 0, length)) {
                at++;
            }
            mark = at;
            markFrom = start;
        }
        return mark + length <= end;
    }

    /** Where runs of bytes of a kind end; what was looked at for one start is not looked at again for a later one. */
    private static final class Runs {

        private int kinds;
        private int from;
        private int end;

        void begin() {
            kinds = 0;
        }

        /** The first index from {@code start} whose byte is of none of the kinds, at most {@code limit}. */
        int end(byte[] array, int start, int limit, int itsKinds) {
            boolean known = itsKinds == kinds && start >= from && start <= end;
            if (!known) {
                kinds = itsKinds;
                from = start;
                end = start;
            }
            if (end < limit) {
                end = Bytes.skip(array, end, limit, kinds);
            }
            return Math.min(end, limit);
        }
    }
}
