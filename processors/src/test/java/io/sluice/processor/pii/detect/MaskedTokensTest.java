package io.sluice.processor.pii.detect;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MaskedTokensTest {

    private static final MaskedTokens.Genuine ALL_GENUINE = (_, _, _) -> true;

    private static int endOf(String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        return MaskedTokens.endOf(bytes, 0, bytes.length);
    }

    @Test
    void knowsTheForm() {
        for (String token : List.of(
                "[EMAIL]",
                "[A]",
                "[MY_RULE_2]",
                "[" + "A".repeat(64) + "]",
                "[EMAIL:k1:abcdefghijklmnopqrstuvwxyz]",
                "[IPV4:k1:192.0.2.1:abcd]",
                "[IPV6:key-2026:2001:db8::1:abcd]")) {
            assertThat(endOf(token)).as(token).isEqualTo(token.length());
            assertThat(endOf(token + "x]")).as(token).isEqualTo(token.length());
            assertThat(token.length()).isLessThanOrEqualTo(MaskedTokens.MAX_LENGTH);
        }
        for (String text : List.of(
                "",
                "[",
                "[]",
                "EMAIL]",
                "[EMAIL",
                "[email]",
                "[EMAIL ]",
                "[" + "A".repeat(65) + "]",
                "[EMAIL:]",
                "[EMAIL:k1]",
                "[EMAIL:k1:]",
                "[EMAIL:K1:abc]",
                "[EMAIL:k1:taro@example.com]",
                "[EMAIL:" + "k".repeat(17) + ":abc]",
                "[EMAIL:k1:" + "a".repeat(97) + "]",
                "[EMAIL:k1:ABC]",
                "[EMAIL:k1:abc",
                "[:k1:abc]")) {
            assertThat(endOf(text)).as(text).isNegative();
        }
    }

    @Test
    void believesTheNamesOfDetectorsOnly() {
        for (Detector detector : Detector.values()) {
            byte[] label = ("[" + detector.name() + "]").getBytes(US_ASCII);
            assertThat(MaskedTokens.isPlain(label, 0, label.length)).isTrue();
        }
        for (String text : List.of("[TARO]", "[4111111111111111]", "[EMAIL_]", "[EMAI]")) {
            assertThat(MaskedTokens.isPlain(text.getBytes(US_ASCII), 0, text.length()))
                    .as(text)
                    .isFalse();
        }
    }

    @Test
    void keepsMaskedTextOutOfFindings() {
        assertThat(Scans.find(Detector.AUTHORIZATION, "Cookie: sid=[SECRET]; theme=dark12"))
                .containsExactly("sid=", "; theme=dark12");
        assertThat(Scans.find(Detector.AUTHORIZATION, "x-api-key: [AUTHORIZATION]"))
                .isEmpty();
        assertThat(Scans.find(Detector.URL_CREDENTIALS, "http://[URL_CREDENTIALS]@host"))
                .isEmpty();
        assertThat(Scans.find(Detector.URL_CREDENTIALS, "http://[PERSONAL]:[SECRET]@host"))
                .isEmpty();
    }

    @Test
    void letsNothingHideInAForgedToken() {
        assertThat(Scans.find(Detector.EMAIL, "[EMAIL:k1:taro@example.com]")).containsExactly("taro@example.com");
        assertThat(Scans.find(Detector.IPV4, "[IPV4:k1:192.0.2.1:abcd]")).containsExactly("192.0.2.1");
        assertThat(Scans.find(Detector.AWS_KEY, "[AKIAIOSFODNN7EXAMPLE]")).containsExactly("AKIAIOSFODNN7EXAMPLE");
    }

    @Test
    void believesWhatTheCallerSaysIsGenuine() {
        assertThat(Scans.find(Set.of(Detector.IPV4), "", "[IPV4:k1:192.0.2.1:abcd]", ALL_GENUINE))
                .isEmpty();
        assertThat(Scans.find(Set.of(Detector.IPV4), "", "[IPV4:k1:192.0.2.1:abcd] 192.0.2.2", ALL_GENUINE))
                .containsExactly("192.0.2.2");
        assertThat(Scans.find(Set.of(Detector.EMAIL), "", "[EMAIL:k1:taro@example.com]", ALL_GENUINE))
                .containsExactly("taro@example.com");
    }
}
