package io.sluice.processor.pii.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.processor.pii.detect.Detector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplacementsTest {

    private static final Label EMAIL = Label.of(Detector.EMAIL);
    private static final Label IPV4 = Label.of(Detector.IPV4);
    private static final Label IPV6 = Label.of(Detector.IPV6);

    private final Replacements replacements = with("k1");

    private static Replacements with(String... keys) {
        return new Replacements(Keys.of(keys), false);
    }

    private String token(String text, Label label) {
        return Written.by(replacements.of(Action.TOKEN), text, label);
    }

    private String pseudonym(String text, Label label) {
        return Written.by(replacements.of(Action.IP_PSEUDONYM), text, label);
    }

    private String truncated(String text, Label label) {
        return Written.by(replacements.of(Action.IP_TRUNCATE), text, label);
    }

    private static boolean isGenuine(Replacements judge, String text, boolean trusted) {
        byte[] bytes = ("[" + text + "]").getBytes(StandardCharsets.UTF_8);
        return judge.isGenuine(bytes, 1, bytes.length - 1, trusted);
    }

    private boolean isGenuine(String text) {
        return isGenuine(replacements, text, false);
    }

    @Test
    void makesTokensOfHashAndTagThatNameLabelAndKey() {
        assertThat(token("jane@example.com", EMAIL)).matches("\\[EMAIL:k1:[a-z2-7]{26}]");
    }

    /** So that nobody changes them unnoticed; the values are those of a second implementation of what the documentation says. */
    @Test
    void makesTheSameTokensAsEver() {
        assertThat(token("jane@example.com", EMAIL)).isEqualTo("[EMAIL:k1:mxifbubxhepahz56jgbivdqaxs]");
        assertThat(pseudonym("192.0.2.1", IPV4)).isEqualTo("[IPV4:k1:30.216.178.32:xyyok6]");
        assertThat(pseudonym("2001:db8::1", IPV6))
                .isEqualTo("[IPV6:k1:1aac:7708:5315:c1ce:1e48:c0ee:f777:3342:ktddvx]");
    }

    @ParameterizedTest
    @CsvSource({
        "EMAIL, jane@example.com, Jane@Example.COM",
        "EMAIL, jane@example.com, jane%40example.com",
        "EMAIL, jane@example.com, ｊａｎｅ＠ｅｘａｍｐｌｅ．ｃｏｍ",
        "EMAIL, jane@example.com, jane\\u0040example.com",
        "EMAIL, jane@example.com, jane\\\\u0040example.com",
        "EMAIL, jane@example.com, jane%2540example.com",
        "EMAIL, jane@example.com, jane&#64;example.com",
        "EMAIL, jane@example.com, jane@exam\u200bple.com",
        "CARD, 4111111111111111, 4111-1111 1111‐1111",
        "CARD, 4111111111111111, ４１１１１１１１１１１１１１１１",
        "PHONE, 09012345678, 090-1234-5678",
        "PHONE, 09012345678, +81 90 1234 5678",
        "PHONE, 09012345678, +81(0)90-1234-5678",
        "PHONE, 09012345678, ＋８１ー９０ー１２３４ー５６７８",
        "PHONE, +14155550123, +1 (415) 555-0123",
        "IBAN, DE89370400440532013000, de89 3704 0044 0532 0130 00",
        "PASSPORT, TK1234567, tk 1234567",
        "IPV4, 192.0.2.1, 192.000.002.001",
        "IPV6, 2001:db8::1, 2001:0DB8:0:0:0:0:0:0001",
        "MAC, 00:1a:2b:3c:4d:5e, 00:1A:2B:3C:4D:5E",
        "PERSONAL, 田中太郎, %E7%94%B0%E4%B8%AD%E5%A4%AA%E9%83%8E",
        "PERSONAL, 田中太郎, \\u7530\\u4e2d\\u592a\\u90ce",
        "PERSONAL, 😀, \\ud83d\\ude00",
    })
    void makesTheSameTokenOfEverySpelling(Detector detector, String one, String other) {
        assertThat(token(other, Label.of(detector))).isEqualTo(token(one, Label.of(detector)));
    }

    @Test
    void makesOtherTokensOfOtherValuesLabelsAndKeys() {
        String token = token("jane@example.com", EMAIL);

        assertThat(token("john@example.com", EMAIL)).isNotEqualTo(token);
        assertThat(hash(token("jane@example.com", Label.of(Detector.PERSONAL)))).isNotEqualTo(hash(token));
        assertThat(hash(token("Secret", Label.of(Detector.SECRET))))
                .isNotEqualTo(hash(token("secret", Label.of(Detector.SECRET))));
        assertThat(hash(Written.by(with("k2").of(Action.TOKEN), "jane@example.com", EMAIL)))
                .isNotEqualTo(hash(token));
    }

    private static String hash(String token) {
        return token.substring(token.lastIndexOf(':') + 1);
    }

    @Test
    void putsAMappedAddressWithTheIpv4One() {
        assertThat(token("::ffff:192.0.2.1", IPV6)).isEqualTo(token("192.0.2.1", IPV4));
        assertThat(pseudonym("::ffff:c000:201", IPV6)).isEqualTo(pseudonym("192.0.2.1", IPV4));
        assertThat(truncated("::ffff:192.0.2.1", IPV6)).isEqualTo("192.0.2.0");
    }

    @Test
    void keepsTheLabelOfARuleForAnAddress() {
        assertThat(pseudonym("192.0.2.1", Label.ofRule("client ip"))).startsWith("[CLIENT_IP:k1:");
    }

    @Test
    void keepsCommonPrefixesOfPseudonyms() {
        String one = pseudonym("192.0.2.1", IPV4);
        String other = pseudonym("192.0.2.200", IPV4);

        assertThat(one)
                .matches("\\[IPV4:k1:\\d+\\.\\d+\\.\\d+\\.\\d+:[a-z2-7]{6}]")
                .doesNotContain("192.0.2.");
        assertThat(other).startsWith(one.substring(0, one.lastIndexOf('.') + 1));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.255, 192.0.2.0",
        "192.0.2.0, 192.0.2.0",
        "１９２．０．２．９, 192.0.2.0",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1::",
        "2001:db8:1::, 2001:db8:1::",
        "fe80::1%eth0, fe80::",
        "::1, ::",
        "::, ::",
    })
    void truncatesAddressesToTheirNetwork(String text, String expected) {
        assertThat(truncated(text, IPV4)).isEqualTo(expected);
    }

    @Test
    void replacesWhatIsNoAddress() {
        assertThat(truncated("jane@example.com", EMAIL)).isEqualTo("[EMAIL]");
        assertThat(pseudonym("00:1a:2b:3c:4d:5e", Label.of(Detector.MAC))).isEqualTo("[MAC]");
        assertThat(pseudonym("", IPV4)).isEqualTo("[IPV4]");
    }

    @Test
    void leavesPrivateAddressesIfAsked() {
        Replacements exempting = new Replacements(Keys.of("k1"), true);

        assertThat(Written.by(exempting.of(Action.IP_TRUNCATE), "10.1.2.3", IPV4))
                .isEqualTo("10.1.2.3");
        assertThat(Written.by(exempting.of(Action.IP_PSEUDONYM), "FE80::1", IPV6))
                .isEqualTo("FE80::1");
        assertThat(Written.by(exempting.of(Action.IP_TRUNCATE), "11.1.2.3", IPV4))
                .isEqualTo("11.1.2.0");
        assertThat(truncated("10.1.2.3", IPV4)).isEqualTo("10.1.2.0");
    }

    @ParameterizedTest
    @EnumSource(value = Detector.class)
    void recognisesEveryTokenOfItsOwn(Detector detector) {
        assertThat(isGenuine(token("some value", Label.of(detector)))).isTrue();
        assertThat(isGenuine(pseudonym("198.51.100.7", Label.of(detector)))).isTrue();
        assertThat(isGenuine(pseudonym("2001:db8::7", Label.of(detector)))).isTrue();
        assertThat(isGenuine(token("x", Label.ofRule("order no. 7")))).isTrue();
    }

    /** What a tag is for: none of these may stay as it is. */
    @Test
    void recognisesNothingThatSomebodyMadeUpOrChanged() {
        for (String genuine : List.of(
                token("jane@example.com", EMAIL), pseudonym("192.0.2.1", IPV4), pseudonym("2001:db8::1", IPV6))) {
            for (int i = 0; i < genuine.length(); i++) {
                for (char c : new char[] {'a', 'b', '3', '1', 'A', 'B', ':', '-'}) {
                    String changed = genuine.substring(0, i) + c + genuine.substring(i + 1);
                    assertThat(isGenuine(changed)).as(changed).isEqualTo(changed.equals(genuine));
                }
                assertThat(isGenuine(genuine.substring(0, i))).isFalse();
            }
            assertThat(isGenuine(genuine + "]")).isFalse();
            assertThat(isGenuine("[" + genuine)).isFalse();
        }
        assertThat(isGenuine("[EMAIL:k1:tarotanakaexamplecoaaaaaaa]")).isFalse();
        assertThat(isGenuine(token("x", EMAIL).replace("EMAIL", "09012345678"))).isFalse();
        assertThat(isGenuine("[IPV4:k1:192.0.2.1:abcdef]")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[EMAIL]",
                "[EMAIL:k1]",
                "[EMAIL::aaaaaaaaaaaaaaaaaaaaaaaaaa]",
                "[:k1:aaaaaaaaaaaaaaaaaaaaaaaaaa]",
                "[email:k1:aaaaaaaaaaaaaaaaaaaaaaaaaa]",
                "[EMAIL:K1:aaaaaaaaaaaaaaaaaaaaaaaaaa]",
                "[EMAIL:abcdefghijklmnopq:aaaaaaaaaaaaaaaaaaaaaaaaaa]",
                "[EMAIL:k1:aaaaaaaaaaaaaaaaaaaaaaaaa]",
                "[EMAIL:k1:aaaaaaaaaaaaaaaaaaaaaaaaaaa]",
                "[EMAIL:k1:aaaaaaaaaaaaaaaaaaaaaaaaa1]",
                "[EMAIL:k1:jane@example.com:aaaaaa]",
                "[IPV4:k1:192.0.2.1]",
                "[IPV4:k1:192.0.2.1:aaaaa]",
                "[IPV4:k1:192.0.2.256:aaaaaa]",
                "[IPV6:k1:fe80::1%tarotanaka:aaaaaa]",
                "[IPV6:k1:FE80::1:aaaaaa]",
                "[]",
                "[",
                "]",
                ""
            })
    void trustsNobodyWithAnotherForm(String text) {
        assertThat(isGenuine(replacements, text, true)).isFalse();
    }

    @Test
    void believesATrustedSenderWhateverTheKey() {
        Replacements agent = with("agent");
        String token = Written.by(agent.of(Action.TOKEN), "jane@example.com", EMAIL);
        String pseudonym = Written.by(agent.of(Action.IP_PSEUDONYM), "2001:db8::1", IPV6);

        assertThat(isGenuine(replacements, token, false)).isFalse();
        assertThat(isGenuine(replacements, pseudonym, false)).isFalse();
        assertThat(isGenuine(replacements, token, true)).isTrue();
        assertThat(isGenuine(replacements, pseudonym, true)).isTrue();
        assertThat(isGenuine(new Replacements(null, false), token, true)).isTrue();
        assertThat(isGenuine(new Replacements(null, false), token, false)).isFalse();
    }

    @Test
    void recognisesWhatOlderKeysOfTheRingMade() {
        String old = token("jane@example.com", EMAIL);
        Replacements rotated = with("k2", "k1");

        assertThat(isGenuine(rotated, old, false)).isTrue();
        assertThat(Written.by(rotated.of(Action.TOKEN), "jane@example.com", EMAIL))
                .startsWith("[EMAIL:k2:");
    }

    @Test
    void bearsValuesOfAnySize() {
        String large = "x".repeat(1 << 20);
        List<String> tokens = new ArrayList<>();
        for (String text : new String[] {large, "jane", large + "y", "jane"}) {
            tokens.add(token(text, Label.of(Detector.SECRET)));
        }

        assertThat(tokens).allMatch(this::isGenuine);
        assertThat(tokens.subList(0, 3)).doesNotHaveDuplicates();
        assertThat(tokens.get(3)).isEqualTo(tokens.get(1));
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void carriesOutExactlyTheActionsThatWrite(Action action) {
        Replacements keyless = new Replacements(null, false);
        if (!action.writes() || action.needsKey()) {
            assertThatThrownBy(() -> keyless.of(action)).isInstanceOf(IllegalArgumentException.class);
        } else {
            assertThat(keyless.of(action)).isSameAs(keyless.of(action));
        }
        if (action.writes()) {
            assertThat(replacements.of(action)).isSameAs(replacements.of(action));
        }
    }
}
