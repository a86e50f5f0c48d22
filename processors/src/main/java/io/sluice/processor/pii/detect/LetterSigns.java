package io.sluice.processor.pii.detect;

import java.util.Arrays;

/** Which letters a text holds, of either case, and how long its longest token is. Reusable. Threads: one at a time. */
final class LetterSigns {

    /** What bytes outside ASCII count as: any of them may be part of a word. */
    static final int FOREIGN = 1 << 26;

    /** Of no byte; for sets of letters that are known to be what they are. */
    static final int KNOWN = 1 << 27;

    private static final int[] LETTERS = letters();
    private static final int AUTHORIZATION = of("authorization");
    private static final int COOKIE = of("cookie");
    private static final int API_KEY = of("xapikey");
    private static final int BEARER = of("bearer");
    private static final int BASIC = of("basic");
    private static final int IDENTIFIED = of("identifiedby");
    private static final int PASS = of("pas");
    private static final int PASSWD = of("wd");
    private static final int PASSCODE = of("code");
    private static final int PASSPHRASE = of("phre");
    private static final int BRANCH = of("branch");
    private static final int BANK = of("bankcode");
    private static final int INSURER = of("insurer");
    private static final int JWT = of("e");
    private static final int JWT_SECOND = of("yw");
    private static final int SECRET = of("secret");
    private static final int AWS = of("aws");
    private static final int WEBHOOK = of("hooksslack");
    private static final int PRIVATE_KEY = of("beginprivatekey");
    private static final int PEM = of("lstcrudji");
    private static final int A = of("a");
    private static final int AP = of("ap");
    private static final int GL = of("gl");
    private static final int GO = of("go");
    private static final int K = of("k");
    private static final int O = of("o");
    private static final int PY = of("py");
    private static final int R_OR_S = of("rs");
    private static final int SG = of("sg");
    private static final int SK = of("sk");
    private static final int X = of("x");
    private static final int YA = of("ya");

    private byte[] array = {};
    private int from;
    private int end;
    private int seen;
    private int longest;

    private static int[] letters() {
        int[] letters = new int[256];
        for (int c = 0; c < 26; c++) {
            letters['a' + c] = 1 << c;
            letters['A' + c] = 1 << c;
        }
        Arrays.fill(letters, 128, 256, FOREIGN);
        return letters;
    }

    private static int of(String word) {
        int bits = 0;
        for (int i = 0; i < word.length(); i++) {
            bits |= 1 << (word.charAt(i) - 'a');
        }
        return bits;
    }

    void read(byte[] text, int start, int behind) {
        array = text;
        from = start;
        end = behind;
        longest = -1;
        seen = lettersOf(text, start, behind);
    }

    /** A bit for each letter of ASCII that is there, {@code a} and {@code A} the lowest, and {@link #FOREIGN}. */
    static int lettersOf(byte[] text, int start, int behind) {
        int all = 0;
        for (int i = start; i < behind; i++) {
            all |= LETTERS[text[i] & 0xff];
        }
        return all;
    }

    /** What {@link #lettersOf} says of the text. */
    int seen() {
        return seen;
    }

    private boolean has(int letters) {
        return (seen & letters) == letters;
    }

    private boolean hasAny(int letters) {
        return (seen & letters) != 0;
    }

    /** True if a run of what tokens are made of is so long; asked last, for it is another look at the text. */
    private boolean hasToken(int least) {
        if (end - from < least) {
            return false;
        }
        if (longest < 0) {
            int run = 0;
            int most = 0;
            for (int i = from; i < end; i++) {
                run = Bytes.is(array[i], Bytes.TOKEN) ? run + 1 : 0;
                most = Math.max(most, run);
            }
            longest = most;
        }
        return longest >= least;
    }

    /** True if all letters of {@code identified by} are among some that {@link #lettersOf} told. */
    static boolean mayBeIdentified(int letters) {
        return (letters & IDENTIFIED) == IDENTIFIED;
    }

    boolean mayBeIdentified() {
        return mayBeIdentified(seen);
    }

    /** True if all letters of {@code passwd}, {@code passcode} or {@code passphrase} are among some that {@link #lettersOf} told. */
    static boolean mayBePassword(int letters) {
        return (letters & PASS) == PASS
                && ((letters & PASSWD) == PASSWD
                        || (letters & PASSCODE) == PASSCODE
                        || (letters & PASSPHRASE) == PASSPHRASE);
    }

    boolean mayBePassword() {
        return mayBePassword(seen);
    }

    boolean mayBeHeader() {
        return has(AUTHORIZATION) || has(COOKIE) || has(API_KEY);
    }

    boolean mayBeScheme() {
        return has(BEARER) || has(BASIC);
    }

    /** The words for codes that are shorter than other numbers. */
    boolean mayBeCode() {
        return has(BRANCH) || has(BANK) || has(INSURER);
    }

    boolean mayBeJwt() {
        return has(JWT) && hasAny(JWT_SECOND) && hasToken(16);
    }

    boolean mayBeAwsSecret() {
        return has(SECRET) || has(AWS);
    }

    boolean mayBeWebhook() {
        return has(WEBHOOK);
    }

    boolean mayBePrivateKey() {
        return has(PRIVATE_KEY);
    }

    /** What all of the {@link Prefix}es of some length have. */
    boolean mayBePrefix(boolean hyphen, boolean lowLine, boolean twoCapitals, boolean capitalAndDot) {
        return (hyphen && has(X) && (has(O) || has(AP)) && hasToken(15))
                || (lowLine && has(K) && hasAny(R_OR_S) && hasToken(18))
                || (twoCapitals && (has(A) || has(PEM)) && hasToken(20))
                || (capitalAndDot && has(SG) && hasToken(22))
                || (capitalAndDot && has(YA) && hasToken(20))
                || (hyphen && has(GL) && hasToken(25))
                || (lowLine && hasToken(30))
                || (hyphen && (has(SK) || has(PY) || has(GO)) && hasToken(30));
    }
}
