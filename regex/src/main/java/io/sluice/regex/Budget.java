package io.sluice.regex;

/**
 * What the searches of a matcher may cost beyond a look into a table at every byte: visits of instructions, at some 5 ns each. Every byte of a
 * text earns some; what is left is kept up to a bound, so that an expression can make its states when it meets its first texts. One thread.
 */
final class Budget {

    /** Together with the looks into tables less than 1 ms for 8 KiB. */
    private static final int EARNED_PER_BYTE = 16;

    private static final long MOST_KEPT = 1 << 20;

    private final boolean bounded;
    private long left = MOST_KEPT;
    private long spent;

    Budget(boolean bounded) {
        this.bounded = bounded;
    }

    void earn(int bytes) {
        left = Math.min(MOST_KEPT, left + (long) EARNED_PER_BYTE * bytes);
    }

    void spend(int visits) {
        spent += visits;
        if (bounded) {
            left -= visits;
            if (left < 0) {
                throw new SearchLimitException();
            }
        }
    }

    /** All visits so far. */
    long spent() {
        return spent;
    }
}
