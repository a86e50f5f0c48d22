package io.sluice.processor.pii;

import java.nio.charset.StandardCharsets;

/**
 * A name with {@code *} for any bytes, none included. Letters of ASCII match in either case; everything else, Japanese as well, as it is.
 * Immutable. Threads: any.
 */
final class Glob {

    private static final byte ANY = '*';

    private final byte[] pattern;

    Glob(String pattern) {
        this.pattern = pattern.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < this.pattern.length; i++) {
            this.pattern[i] = (byte) lower(this.pattern[i]);
        }
    }

    /** True if it is the whole of {@code array[from, end)}; time is at most the product of both lengths. */
    boolean matches(byte[] array, int from, int end) {
        int at = from;
        int p = 0;
        int star = -1;
        int starAt = from;
        while (at < end) {
            if (p < pattern.length && pattern[p] == ANY) {
                star = p++;
                starAt = at;
            } else if (p < pattern.length && pattern[p] == lower(array[at])) {
                p++;
                at++;
            } else if (star >= 0) {
                p = star + 1;
                at = ++starAt;
            } else {
                return false;
            }
        }
        while (p < pattern.length && pattern[p] == ANY) {
            p++;
        }
        return p == pattern.length;
    }

    private static int lower(int b) {
        return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
    }

    @Override
    public String toString() {
        return new String(pattern, StandardCharsets.UTF_8);
    }
}
