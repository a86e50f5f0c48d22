package io.sluice.processor.pii.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.processor.pii.action.KeyException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KeyTextTest {

    private static final byte[] KEY = Keys.bytes("a key");

    private static byte[] decode(String text) throws KeyException {
        return KeyText.decode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static KeyException failure(byte[] text) {
        return catchThrowableOfType(KeyException.class, () -> KeyText.decode(text));
    }

    private static Reason reason(byte[] text) {
        return failure(text).reason();
    }

    private static String base64(byte[] key) {
        return Base64.getEncoder().encodeToString(key);
    }

    @Test
    void readsHexadecimalDigitsBase64AndPlainBytes() throws Exception {
        String base64 = base64(KEY);

        assertThat(decode(HexFormat.of().formatHex(KEY))).isEqualTo(KEY);
        assertThat(decode(HexFormat.of().withUpperCase().formatHex(KEY) + "\n")).isEqualTo(KEY);
        assertThat(decode(base64)).isEqualTo(KEY);
        assertThat(decode(base64.substring(0, 20) + "\r\n" + base64.substring(20) + "\r\n"))
                .isEqualTo(KEY);
        assertThat(decode(Base64.getUrlEncoder().withoutPadding().encodeToString(KEY)))
                .isEqualTo(KEY);
        assertThat(KeyText.decode(KEY)).isEqualTo(KEY);
    }

    @Test
    void refusesShortKeys() {
        byte[] shorter = Arrays.copyOf(KEY, 31);

        assertThat(reason(shorter)).isEqualTo(Reason.WEAK);
        assertThat(reason(base64(shorter).getBytes(StandardCharsets.US_ASCII))).isEqualTo(Reason.WEAK);
        assertThat(reason(new byte[0])).isEqualTo(Reason.EMPTY);
        assertThat(reason(new byte[] {'\n'})).isEqualTo(Reason.EMPTY);
    }

    @Test
    void refusesPatterns() {
        byte[] steps = new byte[32];
        byte[] backwards = new byte[40];
        byte[] doubled = new byte[64];
        for (int i = 0; i < 64; i++) {
            steps[i % 32] = (byte) (i % 32);
            backwards[i % 40] = (byte) (200 - 7 * (i % 40));
            doubled[i] = KEY[i % 31];
        }
        byte[] repeated = new byte[64];
        System.arraycopy(KEY, 0, repeated, 0, 32);
        System.arraycopy(KEY, 0, repeated, 32, 32);

        assertThat(reason(new byte[32])).isEqualTo(Reason.WEAK);
        assertThat(reason(steps)).isEqualTo(Reason.WEAK);
        assertThat(reason(backwards)).isEqualTo(Reason.WEAK);
        assertThat(reason(repeated)).isEqualTo(Reason.WEAK);
        assertThat(reason(doubled)).isEqualTo(Reason.WEAK);
        assertThat(reason("0123456789abcdef".repeat(4).getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(Reason.WEAK);
        assertThat(reason("ff00".repeat(32).getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(Reason.WEAK);
    }

    @Test
    void refusesTextThatIsNeitherAndQuotesNothingOfIt() {
        String text = "correct horse battery staple! correct horse battery staple";
        KeyException failure = failure(text.getBytes(StandardCharsets.US_ASCII));

        assertThat(failure.reason()).isEqualTo(Reason.MALFORMED);
        assertThat(failure).hasNoCause();
        assertThat(failure)
                .hasMessage("is text but neither base64 nor pairs of hexadecimal digits; make one with: openssl rand"
                        + " -base64 32");
    }
}
