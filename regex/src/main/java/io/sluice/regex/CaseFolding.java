package io.sluice.regex;

import java.util.Arrays;

/** Unicode's simple case folding: which code points are the same letter but for case. */
final class CaseFolding {

    private static final int LAST = 0x1FFFF; // no letter beyond has a case
    private static final int DOTTED_I = 0x130; // folds with i in Turkish only, as the dotless one folds with I
    private static final int DOTLESS_I = 0x131;

    private static final int[] CASED; // ascending
    private static final int[] NEXT; // of the same letter, the last leads to the first

    static {
        int[] next = new int[LAST + 1];
        Arrays.setAll(next, c -> c);
        for (int c = 0; c <= LAST; c++) {
            if (c != DOTTED_I && c != DOTLESS_I) {
                join(next, c, Character.toUpperCase(c));
                join(next, c, Character.toLowerCase(c));
            }
        }
        int[] cased = new int[LAST + 1];
        int size = 0;
        for (int c = 0; c <= LAST; c++) {
            if (next[c] != c) {
                cased[size++] = c;
            }
        }
        CASED = Arrays.copyOf(cased, size);
        NEXT = new int[size];
        Arrays.setAll(NEXT, i -> next[CASED[i]]);
    }

    private CaseFolding() {}

    private static void join(int[] next, int a, int b) {
        for (int c = next[a]; c != a; c = next[c]) {
            if (c == b) {
                return;
            }
        }
        if (a != b) {
            int behindA = next[a];
            next[a] = next[b];
            next[b] = behindA;
        }
    }

    /** The set together with every other case of its members. */
    static CharSet close(CharSet set) {
        CharSet.Builder builder = new CharSet.Builder().add(set);
        for (int range = 0; range < set.ranges(); range++) {
            int place = Arrays.binarySearch(CASED, set.low(range));
            for (int i = place < 0 ? ~place : place; i < CASED.length && CASED[i] <= set.high(range); i++) {
                for (int c = NEXT[i]; c != CASED[i]; c = NEXT[Arrays.binarySearch(CASED, c)]) {
                    builder.add(c, c);
                }
            }
        }
        return builder.build();
    }
}
