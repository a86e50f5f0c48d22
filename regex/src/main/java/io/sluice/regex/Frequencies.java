package io.sluice.regex;

/** How often each byte comes in texts of telemetry, roughly: urls, ids, names, numbers, words. Only the speed of a search depends on it. */
final class Frequencies {

    /** From the most frequent to the least; what isn't there is rarer still. */
    private static final String ORDER =
            "e aotrnis01lcdpu2m/h-.g3:4f5b8697_v,k=\"wyxTjISPECGAz&q'?ORNMDLHUBFXVKWJQYZ%)(+;][{}#*>|@<!~$\\`^\n\t\r";

    private static final double[] SHARES = new double[256];

    static {
        double sum = 0;
        for (int i = 0; i < 256; i++) {
            int rank = ORDER.indexOf(i);
            SHARES[i] = rank < 0 ? i < 0x80 ? 0.02 : 0.3 : 100 * Math.pow(0.955, rank);
            sum += SHARES[i];
        }
        for (int i = 0; i < 256; i++) {
            SHARES[i] /= sum;
        }
    }

    private Frequencies() {}

    /** The share of a byte in a text. */
    static double of(int value) {
        return SHARES[value];
    }

    static double of(ByteSet set) {
        double share = 0;
        for (int value : set.values()) {
            share += SHARES[value];
        }
        return share;
    }
}
