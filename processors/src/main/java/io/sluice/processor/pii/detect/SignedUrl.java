package io.sluice.processor.pii.detect;

/**
 * Parameters that only others beside them tell from harmless ones: the {@code code} that OAuth gives out for a token (RFC 6749 section
 * 4.1.2), and signatures that open what a URL points at to whoever has it: {@code sig} of a shared access signature of Azure, {@code Signature} of
 * CloudFront, S3 (version 2) and Cloud Storage (version 2). The names are common, so another parameter of such URLs has to stand in the
 * same query. Allocates nothing; what was looked at for one signature is not looked at again for the next. Threads: one at a time.
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

    private static final byte[] CODE = Bytes.words("code")[0];
    private static final byte[][] BESIDE_CODE =
            Bytes.words("state= grant_type= redirect_uri= code_verifier= session_state=");

    private final Others besideCode = new Others(BESIDE_CODE);
    private final Others besideSig = new Others(BESIDE_SIG);
    private final Others besideSignature = new Others(BESIDE_SIGNATURE);

    /** Before the first question about a text; the signs that are asked about stand ever later. */
    void begin() {
        besideCode.begin();
        besideSig.begin();
        besideSignature.begin();
    }

    /** True if the name of such a parameter is before an equals sign, and its value behind it. */
    boolean isSignature(ScanText text, int sign) {
        return text.at(sign) == '='
                && (isSignature(text, sign, SIG, besideSig)
                        || isSignature(text, sign, SIGNATURE, besideSignature)
                        || isSignature(text, sign, CODE, besideCode));
    }

    private static boolean isSignature(ScanText text, int sign, byte[] name, Others others) {
        int start = sign - name.length;
        return start >= text.from()
                && Bytes.startsWithAnyCase(text.array(), start, sign, name)
                && isParameter(text, start)
                && isLong(text, sign + 1)
                && others.areNear(text, start);
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

    private static boolean isQueryByte(int b) {
        return b > ' ' && b != '?' && b != '"';
    }

    /** The parameters one of which has to stand in the query of a signature. */
    private static final class Others {

        private final byte[][] names;
        /** None begins from here... */
        private int noneFrom;
        /** ...to here, and all bytes between are of one query. */
        private int noneTo;

        Others(byte[][] names) {
            this.names = names;
        }

        void begin() {
            noneFrom = -1;
            noneTo = -1;
        }

        /** True if one is in the query that goes on before and behind an index. */
        boolean areNear(ScanText text, int index) {
            if (index < noneFrom || index > noneTo) {
                noneFrom = index;
                noneTo = index;
            }
            return isBefore(text, Math.max(text.from(), index - REACH_BEFORE))
                    || isBehind(text, Math.min(text.end(), index + REACH_BEHIND));
        }

        private boolean isBefore(ScanText text, int limit) {
            while (noneFrom > limit && isQueryByte(text.at(noneFrom - 1))) {
                if (isOne(text, noneFrom - 1)) {
                    return true;
                }
                noneFrom--;
            }
            return false;
        }

        private boolean isBehind(ScanText text, int limit) {
            while (noneTo < limit && isQueryByte(text.at(noneTo))) {
                if (isOne(text, noneTo)) {
                    return true;
                }
                noneTo++;
            }
            return false;
        }

        private boolean isOne(ScanText text, int at) {
            return isParameter(text, at) && Bytes.startsWithAny(text.array(), at, text.end(), names);
        }
    }
}
