package io.sluice.processor.pii.detect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SignedUrlTest {

    private static final List<String> PIECES = List.of(
            "&sig=abcdefghijklmnop",
            "?sig=abcdefghijklmnop",
            "&Signature=abcdefghijklmnop",
            "&se=1",
            "&sv=2",
            "&expires=3",
            "?Key-Pair-Id=4",
            "&a=b",
            " ",
            "\"",
            "x".repeat(100));

    private static ScanText text(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return new ScanText().set(bytes, 0, bytes.length);
    }

    private static boolean isSignature(String text) {
        SignedUrl signed = new SignedUrl();
        signed.begin();
        return signed.isSignature(text(text), text.indexOf("sig=") + 3);
    }

    @Test
    void anotherParameterHasToStandInTheSameQuery() {
        assertThat(isSignature("/a?sig=abcdefghijklmnop")).isFalse();
        assertThat(isSignature("/a?sv=1&sig=abcdefghijklmnop")).isTrue();
        assertThat(isSignature("/a?sig=abcdefghijklmnop&se=1")).isTrue();
        assertThat(isSignature("/a?sv=1 ?sig=abcdefghijklmnop")).isFalse();
        assertThat(isSignature("/a?sig=abcdefghijklmnop ?se=1")).isFalse();
        assertThat(isSignature("/a?sig=abcdefghijklmno&se=1")).isFalse();
        assertThat(isSignature("/a?sv=" + "1".repeat(240) + "&sig=abcdefghijklmnop"))
                .isTrue();
        assertThat(isSignature("/a?sv=" + "1".repeat(260) + "&sig=abcdefghijklmnop"))
                .isFalse();
        assertThat(isSignature("/a?sig=" + "1".repeat(500) + "&se=1")).isTrue();
        assertThat(isSignature("/a?sig=" + "1".repeat(520) + "&se=1")).isFalse();
    }

    /** What was asked before makes no difference. */
    @Test
    void eachSignatureIsJudgedAsIfItWereTheFirst() {
        Random random = new Random(13);
        int signatures = 0;
        for (int i = 0; i < 5_000; i++) {
            StringBuilder pieces = new StringBuilder();
            for (int n = random.nextInt(30); n > 0; n--) {
                pieces.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            ScanText text = text(pieces.toString());
            SignedUrl signed = new SignedUrl();
            signed.begin();
            for (int sign = 0; sign < text.end(); sign++) {
                SignedUrl first = new SignedUrl();
                first.begin();
                boolean is = signed.isSignature(text, sign);
                assertThat(is).as("%s, %d", pieces, sign).isEqualTo(first.isSignature(text, sign));
                signatures += is ? 1 : 0;
            }
        }
        assertThat(signatures).isGreaterThan(1_000);
    }
}
