package io.sluice.processor.pii.detect;

/**
 * What a vendor's tokens look like.
 *
 * @param text what they begin with
 * @param kinds the {@link Bytes} of which the rest is
 * @param min least number of them
 * @param max largest number of them
 * @param bits least {@link Entropy} of prefix and rest
 * @param check what else must be
 */
record Prefix(Detector detector, String text, int kinds, int min, int max, double bits, Check check) {

    /** What prefix, alphabet and length don't say. */
    enum Check {
        NONE,
        /** Upper case letters and the digits 2 to 7. */
        BASE32,
        /** The last six characters are the checksum of the 30 before. */
        GITHUB,
        /** 22 characters, an underscore, 59 characters. */
        GITHUB_FINE_GRAINED,
        /** The letters T3BlbkFJ in the middle. */
        OPENAI,
        /** 22 characters, a dot, 43 characters. */
        SENDGRID,
        /** No dot among the first 20 characters. */
        GITLAB
    }

    private static final int ALNUM = Bytes.ALNUM;
    private static final int TOKEN = Bytes.TOKEN;

    private static Prefix of(Detector detector, String text, int kinds, int min, int max, double bits, Check check) {
        return new Prefix(detector, text, kinds, min, max, bits, check);
    }

    /** A private key in PEM as a whole in base64, as Kubernetes has it: what begins {@code -----BEGIN ... PRIVATE KEY}. */
    private static Prefix pem(String text) {
        return of(Detector.PRIVATE_KEY, text, ALNUM | Bytes.BASE64, 40, 1 << 20, 0, Check.NONE);
    }

    private static Prefix vendor(String text, int kinds, int min, int max) {
        return of(Detector.VENDOR_TOKEN, text, kinds, min, max, 3, Check.NONE);
    }

    /** Of random ones, one in a few hundred has less than three bits. */
    private static Prefix aws(String text, int rest) {
        return of(Detector.AWS_KEY, text, Bytes.UPPER | Bytes.DIGIT, rest, rest, 2.5, Check.BASE32);
    }

    private static Prefix github(String text) {
        return of(Detector.GITHUB_TOKEN, text, ALNUM, 36, 36, 3, Check.GITHUB);
    }

    private static Prefix slack(String text) {
        return of(Detector.SLACK_TOKEN, text, TOKEN, 10, 300, 2.5, Check.NONE);
    }

    /** All, longer prefixes before those they begin with. */
    static Prefix[] all() {
        return new Prefix[] {
            aws("AKIA", 16),
            aws("ASIA", 16),
            aws("ABIA", 16),
            aws("ACCA", 16),
            aws("A3T", 17),
            of(Detector.GCP_KEY, "AIza", TOKEN, 35, 35, 3.5, Check.NONE),
            of(Detector.GCP_KEY, "GOCSPX-", TOKEN, 28, 28, 3, Check.NONE),
            of(Detector.GCP_KEY, "ya29.", TOKEN | Bytes.DOT, 20, 2000, 3, Check.NONE),
            github("ghp_"),
            github("gho_"),
            github("ghu_"),
            github("ghs_"),
            github("ghr_"),
            of(Detector.GITHUB_TOKEN, "github_pat_", ALNUM | Bytes.DASH, 82, 82, 3, Check.GITHUB_FINE_GRAINED),
            slack("xoxe.xoxp-"),
            slack("xoxe.xoxb-"),
            slack("xoxa-"),
            slack("xoxb-"),
            slack("xoxc-"),
            slack("xoxd-"),
            slack("xoxe-"),
            slack("xoxo-"),
            slack("xoxp-"),
            slack("xoxr-"),
            slack("xoxs-"),
            slack("xapp-"),
            of(Detector.VENDOR_TOKEN, "glpat-", TOKEN | Bytes.DOT, 20, 300, 3, Check.GITLAB),
            vendor("gldt-", TOKEN, 20, 300),
            vendor("glrt-", TOKEN, 20, 300),
            vendor("glptt-", TOKEN, 20, 300),
            vendor("glcbt-", TOKEN, 20, 300),
            vendor("glsoat-", TOKEN, 20, 300),
            vendor("sk_live_", ALNUM, 10, 247),
            vendor("sk_test_", ALNUM, 10, 247),
            vendor("sk_prod_", ALNUM, 10, 247),
            vendor("rk_live_", ALNUM, 10, 247),
            vendor("rk_test_", ALNUM, 10, 247),
            vendor("rk_prod_", ALNUM, 10, 247),
            vendor("whsec_", ALNUM, 24, 100),
            vendor("sk-ant-", TOKEN, 32, 300),
            of(Detector.VENDOR_TOKEN, "sk-", TOKEN, 40, 300, 3, Check.OPENAI),
            of(Detector.VENDOR_TOKEN, "SG.", TOKEN | Bytes.DOT, 66, 66, 3, Check.SENDGRID),
            vendor("npm_", ALNUM, 36, 36),
            vendor("pypi-", TOKEN, 50, 1000),
            vendor("hf_", ALNUM, 34, 40),
            vendor("shpat_", ALNUM, 32, 32),
            vendor("dop_v1_", ALNUM, 64, 64),
            vendor("dckr_pat_", TOKEN, 27, 27),
            pem("LS0tLS1CRUdJTiBQUklWQVRFIEtFWS"),
            pem("LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVkt"),
            pem("LS0tLS1CRUdJTiBFQyBQUklWQVRFIEtFWS"),
            pem("LS0tLS1CRUdJTiBEU0EgUFJJVkFURSBLRVkt"),
            pem("LS0tLS1CRUdJTiBPUEVOU1NIIFBSSVZBVEUgS0VZ"),
            pem("LS0tLS1CRUdJTiBFTkNSWVBURUQgUFJJVkFURSBLRVkt"),
            pem("LS0tLS1CRUdJTiBQR1AgUFJJVkFURSBLRVkg"),
        };
    }
}
