package io.sluice.processor.pii;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The verdicts over keys seen lately, so that names are looked up once and not once a record. A fixed number of places, each for the keys
 * of one remainder of the hash; a later key takes an earlier one's place. Bounded whatever keys come. Threads: one worker's.
 */
final class KeyVerdicts {

    /** Makes the verdict over a key. */
    @FunctionalInterface
    interface Judge {
        KeyVerdict judge(byte[] key, int from, int end);
    }

    static final int PLACES = 1024;
    private static final int MAX_KEPT_LENGTH = 128;

    private final Judge judge;
    private final KeyVerdict none;
    /** Null where there is no verdict. */
    private final byte[][] kept = new byte[PLACES][];

    private int last;

    private final @Nullable KeyVerdict[] verdicts = new @Nullable KeyVerdict[PLACES];

    /** @param none the verdict where there is no key */
    KeyVerdicts(Judge judge, KeyVerdict none) {
        this.judge = judge;
        this.none = none;
    }

    /** The verdict where there is no key. */
    KeyVerdict none() {
        return none;
    }

    KeyVerdict of(byte[] key, int from, int end) {
        if (end - from > MAX_KEPT_LENGTH) {
            last = 0;
            return judge.judge(key, from, end);
        }
        int place = hash(key, from, end) & (PLACES - 1);
        last = place;
        byte[] before = kept[place];
        KeyVerdict known = verdicts[place];
        if (known != null && Arrays.equals(before, 0, before.length, key, from, end)) {
            return known;
        }
        KeyVerdict verdict = judge.judge(key, from, end);
        kept[place] = Arrays.copyOfRange(key, from, end);
        verdicts[place] = verdict;
        return verdict;
    }

    /** The place of the key that was asked for last, below {@link #PLACES}; another key may have the same. */
    int place() {
        return last;
    }

    private static int hash(byte[] key, int from, int end) {
        int length = end - from;
        if (length == 0) {
            return 0;
        }
        // Length and five bytes tell the usual keys apart; a chance meeting costs one more lookup of names.
        int hash = length;
        hash = hash * 31 + key[from];
        hash = hash * 31 + key[from + (length >> 2)];
        hash = hash * 31 + key[from + (length >> 1)];
        hash = hash * 31 + key[end - 1 - (length >> 2)];
        hash = hash * 31 + key[end - 1];
        return hash ^ hash >>> 10;
    }
}
