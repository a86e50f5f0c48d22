package io.sluice.processor.pii.detect;

/**
 * Signatures that open what a URL points at to whoever has it: {@code sig} of a shared access signature of Azure, {@code Signature} of
 * CloudFront, S3 (version 2) and Cloud Storage (version 2). The names are common, so another parameter of such URLs has to stand in the
 * same query. Allocates nothing; bounded work per question. Threads: any.
 */
final class SignedUrl {

    private static final int REACH_BEFORE = 256;
    private static final int REACH_BEHIND = 512;
    private static final int MIN_SIGNATURE = 16;

    private static final byte[] SIG = Bytes.words("sig")[0];
    private static final byte[][] BESIDE_SIG = Bytes.words("sv= se=");
    private static final byte[] SIGNATURE = Bytes.words("signature")[0];
    private static final byte[][] BESIDE_SIGNATURE =
            Bytes.words("key-pair-id= awsaccesskeyid= googleaccessid= expires= policy=");

    private SignedUrl() {}

    /** True if the name of a signature is before an equals sign, and one behind it. */
    static boolean isSignature(ScanText text, int sign) {
        return text.at(sign) == '='
                && (isSignature(text, sign, SIG, BESIDE_SIG) || isSignature(text, sign, SIGNATURE, BESIDE_SIGNATURE));
    }

    private static boolean isSignature(ScanText text, int sign, byte[] name, byte[][] others) {
        byte[] array = text.array();
        int start = sign - name.length;
        return start >= text.from()
                && Bytes.startsWithAnyCase(array, start, sign, name)
                && isParameter(text, start)
                && isLong(text, sign + 1)
                && (isBefore(text, start, others) || isBehind(text, sign, others));
    }

    private static boolean isParameter(ScanText text, int start) {
        int before = text.at(start - 1);
        return start == text.from() || before == '?' || before == '&' || before == ';' || Bytes.is(before, Bytes.QUOTE);
    }

    private static boolean isLong(ScanText text, int from) {
        int limit = Math.min(text.end(), from + MIN_SIGNATURE);
        int at = from;
        while (at < limit && (Bytes.is(text.at(at), Bytes.TOKEN68) || text.at(at) == '%')) {
            at++;
        }
        return at - from == MIN_SIGNATURE;
    }

    private static boolean isBefore(ScanText text, int start, byte[][] others) {
        int limit = Math.max(text.from(), start - REACH_BEFORE);
        int at = start;
        while (at > limit && isQueryByte(text.at(at - 1))) {
            at--;
            if (isOther(text, at, others)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBehind(ScanText text, int sign, byte[][] others) {
        int limit = Math.min(text.end(), sign + REACH_BEHIND);
        for (int at = sign + 1; at < limit && isQueryByte(text.at(at)); at++) {
            if (isOther(text, at, others)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isQueryByte(int b) {
        return b > ' ' && b != '?' && b != '"';
    }

    private static boolean isOther(ScanText text, int at, byte[][] others) {
        if (!isParameter(text, at)) {
            return false;
        }
        for (byte[] other : others) {
            if (Bytes.startsWithAnyCase(text.array(), at, text.end(), other)) {
                return true;
            }
        }
        return false;
    }
}
