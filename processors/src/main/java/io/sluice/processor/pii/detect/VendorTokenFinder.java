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
                        && isValid(text.array(), start, behind, prefix.check())
                        && entropy.isAtLeast(prefix.bits(), text.array(), at, behind)) {
                    hits.add(at, behind, prefix.detector(), Confidence.STRONG);
                    return behind;
                }
            }
        }
        return -1;
    }

    /** Behind what a prefix may be followed by; -1 if that is too short or too long. */
    private static int bodyEnd(ScanText text, int start, Prefix prefix) {
        byte[] array = text.array();
        int limit = Math.min(text.end(), start + prefix.max() + 1);
        int behind = Bytes.skip(array, start, limit, prefix.kinds());
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

    private boolean isValid(byte[] array, int start, int end, Prefix.Check check) {
        return switch (check) {
            case NONE -> true;
            case BASE32 -> isBase32(array, start, end);
            case GITHUB -> checksum.matches(array, start, end - GITHUB_SUM, end);
            case GITHUB_FINE_GRAINED -> array[start + FINE_GRAINED_FIRST] == '_';
            case OPENAI -> holdsMark(array, start, end);
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

    private static boolean holdsMark(byte[] array, int start, int end) {
        int length = OPENAI_MARK.length;
        for (int i = start; i + length <= end; i++) {
            if (Arrays.equals(array, i, i + length, OPENAI_MARK, 0, length)) {
                return true;
            }
        }
        return false;
    }
}
