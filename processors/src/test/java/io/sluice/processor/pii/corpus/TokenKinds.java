package io.sluice.processor.pii.corpus;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sluice.processor.pii.detect.Confidence;
import io.sluice.processor.pii.detect.Detector;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Tokens and keys that their form gives away. */
final class TokenKinds {

    private static final int COUNT = 60;
    private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final Words AWS_SECRET =
            Words.of("aws_secret_access_key", "aws_secret_access_key", "aws_secret_access_key,AWS_SECRET_ACCESS_KEY");

    private TokenKinds() {}

    static List<Kind> of(Seed seed) {
        Random random = new Random(seed.value() + 5);
        return List.of(
                kind("jwt", Detector.JWT, () -> jwt(random)),
                kind("jwe", Detector.JWT, () -> jwe(random)),
                kind(
                        "aws key id",
                        Detector.AWS_KEY,
                        () -> Naming.pick(List.of("AKIA", "ASIA", "ABIA", "ACCA"), random)
                                + Characters.of(BASE_32, 16, random)),
                Kind.assigned(
                        "aws secret",
                        Detector.AWS_KEY,
                        AWS_SECRET,
                        Characters.values(COUNT, Source.OWN, () -> Characters.base64(30, random))),
                kind("gcp key", Detector.GCP_KEY, () -> "AIza" + base64Url(35, random)),
                kind("github", Detector.GITHUB_TOKEN, () -> gitHub(random)),
                kind(
                        "slack",
                        Detector.SLACK_TOKEN,
                        () -> Naming.pick(List.of("xoxb-", "xoxp-", "xoxa-"), random)
                                + Characters.grouped(Characters.digits(24, random), "-", 12, 12) + "-"
                                + alnum(24, random)),
                Kind.alone("slack webhook", Detector.SLACK_TOKEN, Confidence.STRONG, webhooks(random)),
                kind("gitlab", Detector.VENDOR_TOKEN, () -> "glpat-" + base64Url(20, random)),
                kind(
                        "stripe",
                        Detector.VENDOR_TOKEN,
                        () -> Naming.pick(List.of("sk_live_", "rk_live_", "sk_test_"), random) + alnum(24, random)),
                kind("openai", Detector.VENDOR_TOKEN, () -> "sk-" + alnum(20, random) + "T3BlbkFJ" + alnum(20, random)),
                kind("anthropic", Detector.VENDOR_TOKEN, () -> "sk-ant-api03-" + base64Url(93, random) + "AA"),
                kind(
                        "sendgrid",
                        Detector.VENDOR_TOKEN,
                        () -> "SG." + base64Url(22, random) + "." + base64Url(43, random)),
                kind("npm", Detector.VENDOR_TOKEN, () -> "npm_" + alnum(36, random)),
                kind(
                        "azure",
                        Detector.VENDOR_TOKEN,
                        () -> alnum(3, random) + random.nextInt(10) + "Q~" + alnum(31 + random.nextInt(4), random)));
    }

    private static Kind kind(String name, Detector detector, Supplier<String> maker) {
        return Kind.alone(name, detector, Confidence.STRONG, Characters.values(COUNT, Source.OWN, maker));
    }

    private static String alnum(int length, Random random) {
        return Characters.of(Characters.ALNUM, length, random);
    }

    /** Ends with a letter or digit, so that a sentence's signs are not taken for a part of it. */
    private static String base64Url(int length, Random random) {
        return Characters.of(Characters.BASE_64_URL, length - 1, random) + alnum(1, random);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(US_ASCII));
    }

    private static String jwt(Random random) {
        String header = Naming.pick(
                List.of(
                        "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
                        "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"k7\"}",
                        "{\"alg\":\"none\"}"),
                random);
        return encoded(header) + "." + encoded("{\"sub\":\"" + random.nextInt(1_000_000) + "\",\"iat\":1764150000}")
                + "." + base64Url(43, random);
    }

    private static String jwe(Random random) {
        return encoded("{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\"}") + "." + base64Url(86, random) + "."
                + base64Url(16, random) + "." + base64Url(40, random) + "." + base64Url(22, random);
    }

    private static String gitHub(Random random) {
        if (random.nextInt(4) == 0) {
            return "github_pat_" + alnum(22, random) + "_" + alnum(59, random);
        }
        String text = alnum(30, random);
        return Naming.pick(List.of("ghp_", "gho_", "ghu_", "ghs_", "ghr_"), random) + text + CheckDigits.gitHub(text);
    }

    private static List<Value> webhooks(Random random) {
        return Characters.values(
                        COUNT,
                        Source.OWN,
                        () -> "services/T" + Characters.of(BASE_32, 8, random) + "/B"
                                + Characters.of(BASE_32, 8, random) + "/" + alnum(24, random))
                .stream()
                .map(value -> new Value("https://hooks.slack.com/", value.text(), "", value.source()))
                .toList();
    }
}
