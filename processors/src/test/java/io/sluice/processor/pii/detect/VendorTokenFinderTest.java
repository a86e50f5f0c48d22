package io.sluice.processor.pii.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class VendorTokenFinderTest {

    private static final String ALNUM = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String URL = ALNUM + "-_";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final List<String> AROUND =
            List.of("%s", "key=%s", "\"%s\"", "トークン%sです", "token %s, x", "x/%s", "k:%s\n", "a_%s", "(%s)", "ends: %s.");

    private final Random random = new Random(7);

    private String random(String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static String github(String prefix, String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        StringBuilder sum = new StringBuilder();
        for (long value = crc.getValue(); sum.length() < 6; value /= 62) {
            sum.insert(0, ALNUM.charAt((int) (value % 62)));
        }
        return prefix + body + sum;
    }

    private static void isFound(Detector detector, String token) {
        for (String around : AROUND) {
            assertThat(Scans.find(detector, around.formatted(token))).as(around).containsExactly(token);
        }
    }

    @Test
    void findsAwsKeyIds() {
        for (String prefix : List.of("AKIA", "ASIA", "ABIA", "ACCA", "A3TX")) {
            isFound(Detector.AWS_KEY, prefix + random(UPPER + "234567", 16));
        }
        isFound(Detector.AWS_KEY, "AKIAIOSFODNN7EXAMPLE");
    }

    @Test
    void findsGoogleKeys() {
        isFound(Detector.GCP_KEY, "AIza" + random(URL, 34) + "x");
    }

    @Test
    void findsGithubTokensByTheirChecksum() {
        for (String prefix : List.of("ghp_", "gho_", "ghu_", "ghs_", "ghr_")) {
            isFound(Detector.GITHUB_TOKEN, github(prefix, random(ALNUM, 30)));
        }
        isFound(Detector.GITHUB_TOKEN, "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");
        isFound(Detector.GITHUB_TOKEN, "github_pat_" + random(ALNUM, 22) + "_" + random(ALNUM, 59));
        assertThat(Scans.find(Detector.GITHUB_TOKEN, "ghp_zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq18"))
                .isEmpty();
    }

    @Test
    void findsSlackTokens() {
        isFound(Detector.SLACK_TOKEN, "xoxb-123456789012-1234567890123-" + random(ALNUM, 24));
        isFound(Detector.SLACK_TOKEN, "xoxe.xoxp-1-" + random(ALNUM, 140));
        isFound(Detector.SLACK_TOKEN, "xapp-1-A0123456789-1234567890123-" + random("0123456789abcdef", 64));
    }

    @Test
    void findsTokensOfOtherVendors() {
        isFound(Detector.VENDOR_TOKEN, "glpat-" + random(ALNUM, 20));
        isFound(Detector.VENDOR_TOKEN, "sk_live_" + random(ALNUM, 24));
        isFound(Detector.VENDOR_TOKEN, "rk_test_" + random(ALNUM, 99));
        isFound(Detector.VENDOR_TOKEN, "sk-ant-api03-" + random(URL, 93) + "AA");
        isFound(Detector.VENDOR_TOKEN, "sk-" + random(ALNUM, 20) + "T3BlbkFJ" + random(ALNUM, 20));
        isFound(Detector.VENDOR_TOKEN, "sk-proj-" + random(URL, 74) + "T3BlbkFJ" + random(ALNUM, 74));
        isFound(Detector.VENDOR_TOKEN, "SG." + random(URL, 22) + "." + random(URL, 42) + "x");
        isFound(Detector.VENDOR_TOKEN, "npm_" + random(ALNUM, 36));
    }

    /** What was looked at for one that is too long, or no key, is not looked at again for the next. */
    @Test
    void findsTokensBehindWhatLooksLikeThem() {
        String openAi = "sk-" + random(ALNUM, 20) + "T3BlbkFJ" + random(ALNUM, 20);
        String anthropic = "sk-ant-api03-" + random(URL, 93) + "AA";
        String gitlab = "glpat-" + random(ALNUM, 20);
        String text = openAi + " sk-" + "x".repeat(60) + " " + openAi + " sk-" + "x-sk-".repeat(80) + " " + anthropic
                + " " + "glpat-gldt-".repeat(40) + " " + gitlab + "," + openAi;
        assertThat(Scans.find(Detector.VENDOR_TOKEN, text)).containsExactly(openAi, openAi, anthropic, gitlab, openAi);
        String inside = "sk-".repeat(150) + openAi;
        assertThat(Scans.find(Detector.VENDOR_TOKEN, inside))
                .singleElement()
                .satisfies(found -> assertThat(found).endsWith(openAi));
    }

    @Test
    void leavesPlaceholdersAndWords() {
        for (String text : List.of(
                "AKIA" + "A".repeat(16),
                "AKIA" + "0".repeat(16),
                "AKIAIOSFODNN7EXAMPL",
                "AKIAIOSFODNN7EXAMPLES",
                "xAKIAIOSFODNN7EXAMPLE",
                "AIza" + "x".repeat(35),
                "ghp_" + "x".repeat(36),
                "xoxb-xxxxxxxxxxxx",
                "sk-",
                "sk-learn-is-a-library-for-machine-learning-in-python",
                "npm_config_registry",
                "SG.something",
                "sk_live_",
                "glpat-xxxxxxxxxxxxxxxxxxxx",
                "npm_lifecycle_event_of_something_very_long_here",
                "AIzaShort",
                "hf_transformers",
                "task_live_abcdefghijkl0123")) {
            assertThat(Scans.findAll(text)).as(text).isEmpty();
        }
    }

    @Test
    void looksOnlyForWhatIsEnabled() {
        String token = "npm_" + random(ALNUM, 36);
        assertThat(Scans.find(Detector.AWS_KEY, token)).isEmpty();
        assertThat(Scans.find(Detector.EMAIL, token)).isEmpty();
    }

    @Test
    void findsAwsSecretsBesideAKeyword() {
        String secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
        isAwsSecret("aws_secret_access_key = " + secret, secret);
        isAwsSecret("{\"SecretAccessKey\": \"" + secret + "\"}", secret);
        isAwsSecret("AWS key " + secret, secret);
        assertThat(Scans.find(Detector.AWS_KEY, "app.secret", secret)).containsExactly(secret);
        String withoutDigit = "wJalrXUtnFEMI/KbMDENG/qPxRfiCYhVkzLoWgTs";
        isAwsSecret("aws_secret_access_key = " + withoutDigit, withoutDigit);
        assertThat(Scans.find(Detector.AWS_KEY, "secret " + "CustomerAccountServiceAuthenticationBean"))
                .isEmpty();
        assertThat(Scans.find(Detector.AWS_KEY, "value " + secret)).isEmpty();
        assertThat(Scans.find(Detector.AWS_KEY, "secret da39a3ee5e6b4b0d3255bfef95601890afd80709"))
                .isEmpty();
        assertThat(Scans.find(Detector.AWS_KEY, "secret " + secret + "x")).isEmpty();
        assertThat(Scans.find(Detector.AWS_KEY, "secret" + " ".repeat(50) + secret))
                .isEmpty();
    }

    private static void isAwsSecret(String text, String secret) {
        assertThat(Scans.find(Detector.AWS_KEY, text)).as(text).containsExactly(secret);
    }

    @Test
    void findsPathsOfSlackWebhooks() {
        String path = "services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX";
        assertThat(Scans.find(Detector.SLACK_TOKEN, "POST https://hooks.slack.com/" + path + " 200"))
                .containsExactly(path);
        assertThat(Scans.find(Detector.SLACK_TOKEN, "https://hooks.slack-gov.com/" + path))
                .containsExactly(path);
        assertThat(Scans.find(Detector.SLACK_TOKEN, "https://hooks.slack.com/docs https://slack.com/" + path))
                .isEmpty();
    }

    @Test
    void findsSecretsOfAzure() {
        String secret = "abc8Q~" + random(ALNUM, 34);
        isFound(Detector.VENDOR_TOKEN, secret);
        assertThat(Scans.find(Detector.VENDOR_TOKEN, "abcxQ~" + random(ALNUM, 34)))
                .isEmpty();
        assertThat(Scans.find(Detector.VENDOR_TOKEN, "abc8Q~" + random(ALNUM, 20)))
                .isEmpty();
    }
}
