package io.sluice.processor.pii.detect;

/** Decodes base64 of either alphabet, byte by byte and without a copy. Reusable. */
final class Base64Stream {

    private byte[] array = {};
    private int at;
    private int end;
    private int bits;
    private int held;
    private boolean broken;

    void set(byte[] text, int from, int behind) {
        array = text;
        at = from;
        end = behind;
        bits = 0;
        held = 0;
        broken = false;
    }

    /** The next byte; -1 at the end, at padding and at what is no base64. */
    int next() {
        while (held < 8) {
            int digit = at < end ? digit(array[at]) : -1;
            if (digit < 0) {
                broken |= at < end && array[at] != '=';
                return -1;
            }
            at++;
            bits = bits << 6 | digit;
            held += 6;
        }
        held -= 8;
        int b = bits >>> held & 0xff;
        bits &= (1 << held) - 1;
        return b;
    }

    /** True if {@link #next} came to the end and nothing was left over that no encoder writes. */
    boolean isWhole() {
        return !broken && held < 6;
    }

    private static int digit(int b) {
        if (b >= 'A' && b <= 'Z') {
            return b - 'A';
        }
        if (b >= 'a' && b <= 'z') {
            return b - 'a' + 26;
        }
        if (Bytes.isDigit(b)) {
            return b - '0' + 52;
        }
        return switch (b) {
            case '+', '-' -> 62;
            case '/', '_' -> 63;
            default -> -1;
        };
    }
}
