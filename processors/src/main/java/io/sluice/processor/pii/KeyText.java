package io.sluice.processor.pii;

import io.sluice.pdata.WireWriter;
import io.sluice.processor.pii.detect.Detector;
import io.sluice.processor.pii.detect.Hits;
import io.sluice.processor.pii.detect.MaskedTokens;
import io.sluice.processor.pii.detect.PlainText;
import io.sluice.processor.pii.detect.TextScanner;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells data that stands in a key from the name that it is otherwise. {@code [EMAIL]} names nothing, just as the address that stood there
 * named nothing: else what is below that key would be taken for an address the second time. Threads: one worker's.
 */
final class KeyText {

    private static final byte[] SECRET = label(Detector.SECRET);
    private static final byte[] PERSONAL = label(Detector.PERSONAL);

    private final TextScanner scanner;
    private final MaskedTokens.Genuine label;
    private final Hits hits = new Hits();
    private final PlainText plain = new PlainText();
    private final WireWriter name = new WireWriter(64);

    /**
     * @param detectors all that any policy runs
     * @param label says whether brackets hold the label of a rule
     */
    KeyText(Set<Detector> detectors, MaskedTokens.Genuine label) {
        this.scanner = new TextScanner(detectors);
        this.label = label;
    }

    private static byte[] label(Detector detector) {
        return ("[" + detector.name() + "]").getBytes(StandardCharsets.US_ASCII);
    }

    /** True if a detector may find something in a key; whether it may stay, as a token of ours, is not asked. */
    boolean find(byte[] key, int from, int end) {
        scanner.scan(key, from, end, key, from, from, (_, _, _) -> false, hits);
        return hits.size() > 0;
    }

    /** What of the key that was asked about last is neither data nor stands for data; null if all of it is. */
    byte @Nullable [] name(byte[] key, int from, int end) {
        name.reset();
        int hit = 0;
        int at = from;
        while (at < end) {
            while (hit < hits.size() && hits.end(hit) <= at) {
                hit++;
            }
            int behind = hit < hits.size() && hits.start(hit) <= at ? hits.end(hit) : token(key, from, at, end);
            if (behind < 0) {
                name.raw(key, at, 1);
            }
            at = Math.max(at + 1, behind);
        }
        return name.length() == end - from ? null : Arrays.copyOf(name.array(), name.length());
    }

    /** Where the token at an index ends; -1 if none begins there. */
    private int token(byte[] key, int from, int at, int end) {
        int behind = MaskedTokens.endOf(key, at, end);
        if (behind < 0 || isWord(key, from, at, behind)) {
            return -1;
        }
        return holdsColon(key, at, behind) || MaskedTokens.isPlain(key, at, behind) || label.isGenuine(key, at, behind)
                ? behind
                : -1;
    }

    private static boolean holdsColon(byte[] key, int at, int behind) {
        for (int i = at; i < behind; i++) {
            if (key[i] == ':') {
                return true;
            }
        }
        return false;
    }

    /** True for {@code form[SECRET]}: these two are written behind a sign only, as what a name in the key said its value was. */
    private boolean isWord(byte[] key, int from, int at, int behind) {
        boolean either = Arrays.equals(key, at, behind, SECRET, 0, SECRET.length)
                || Arrays.equals(key, at, behind, PERSONAL, 0, PERSONAL.length);
        return either && !isBehindSign(key, from, at);
    }

    /** However the sign is written: {@code =}, {@code %3D}, a colon of full width, an opening bracket. */
    private boolean isBehindSign(byte[] key, int from, int at) {
        plain.set(key, from, at);
        byte[] array = plain.array();
        int end = plain.end();
        if (end == plain.from()) {
            return false;
        }
        byte last = array[end - 1];
        boolean japanese = last < 0
                && end - 3 >= plain.from()
                && array[end - 3] == (byte) 0xe3
                && array[end - 2] == (byte) 0x80; // signs and brackets, U+3000 to U+303F
        return japanese || (last >= 0 && !Character.isLetterOrDigit(last) && last != '_');
    }
}
