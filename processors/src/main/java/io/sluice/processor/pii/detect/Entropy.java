package io.sluice.processor.pii.detect;

/** How evenly a token uses its characters, in bits a character: random ones are above 3, words and placeholders below. Reusable. */
final class Entropy {

    private static final int MAX_LENGTH = 256;
    private static final double[] WEIGHTS = weights();

    private final int[] counts = new int[256];

    private static double[] weights() {
        double[] weights = new double[MAX_LENGTH + 1];
        for (int n = 1; n <= MAX_LENGTH; n++) {
            weights[n] = n * Math.log(n) / Math.log(2);
        }
        return weights;
    }

    /** True if a range has at least so many bits; of a long one the beginning counts. */
    boolean isAtLeast(double bits, byte[] array, int from, int end) {
        int length = Math.min(end - from, MAX_LENGTH);
        for (int i = from; i < from + length; i++) {
            counts[array[i] & 0xff]++;
        }
        double sum = 0;
        for (int i = from; i < from + length; i++) {
            int c = array[i] & 0xff;
            sum += WEIGHTS[counts[c]];
            counts[c] = 0;
        }
        return length > 0 && (WEIGHTS[length] - sum) / length >= bits;
    }
}
