package io.sluice.processor.pii.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pdata.WireWriter;
import io.sluice.processor.pii.detect.Detector;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PartialReplacementTest {

    private final PartialReplacement partial = new PartialReplacement(new LabelReplacement());

    private String of(String text, Detector detector) {
        return Written.by(partial, text, Label.of(detector));
    }

    @ParameterizedTest
    @CsvSource({
        "EMAIL, jane.doe@example.com, j***@example.com",
        "EMAIL, ab@x.jp, a***@x.jp",
        "EMAIL, a@x.jp, ***@x.jp",
        "EMAIL, jane&commat;example.com, j***&commat;example.com",
        "EMAIL, jane\\x40example.com, j***\\x40example.com",
        "EMAIL, jane%40example.com, j***%40example.com",
        "EMAIL, jane\\u0040example.com, j***\\u0040example.com",
        "EMAIL, ｊａｎｅ＠ｅｘａｍｐｌｅ．ｃｏｍ, ｊ***＠ｅｘａｍｐｌｅ．ｃｏｍ",
        "EMAIL, '\"jane doe\"@example.com', ***@example.com",
        "EMAIL, jane@host@example.com, j***@example.com",
        "EMAIL, jane@example.com:password, [EMAIL]",
        "EMAIL, jane@例え.jp, [EMAIL]",
        "EMAIL, jane, [EMAIL]",
        "CARD, 4111111111111111, 411111******1111",
        "CARD, 4111-1111-1111-1111, 4111-11**-****-1111",
        "CARD, 3782 822463 10005, 3782 8***** *0005",
        "CARD, 30569309025904, 3056******5904",
        "CARD, 4222222222222, 422******2222",
        "CARD, ４１１１ １１１１ １１１１ １１１１, ４１１１ １１** **** １１１１",
        "PHONE, 090-1234-5678, ***-****-5678",
        "PHONE, +81 (0)90 1234 5678, +** (*)** **** 5678",
        "PHONE, 03‐1234‐5678, **‐****‐5678",
        "MY_NUMBER, 1234 5678 9018, **** **** 9018",
        "US_SSN, 078-05-1120, ***-**-1120",
        "BANK_ACCOUNT, 123, **3",
        "POSTAL_CODE, 〒150-0001, ****-0001",
        "IBAN, DE89 3704 0044 0532 0130 00, **** **** **** **** **30 00",
        "IPV4, 203.0.113.25, 203.0.***.**",
        "IPV6, 2001:db8:1234::1, 2001:db*:****::*",
        "IPV6, 2001:db8:85a3::8a2e:370:7334, 2001:db8:85a*::****:***:****",
        "IPV6, fe80::1, fe**::*",
        "IPV6, ::ffff:192.0.2.7, ::****:***.*.*.*",
        "IPV6, 1:2:3:4:5:6:7:8, 1:2:3:4:*:*:*:*",
        "MAC, 00:1a:2b:3c:4d:5e, 00:1a:2b:**:**:**",
        "PERSONAL, 田中太郎, 田**郎",
        "PERSONAL, 田中, **",
        "PERSONAL, 東京都千代田区千代田, 東京******代田",
        "PERSONAL, \\u7530\\u4e2d\\u592a\\u90ce, \\u7530**\\u90ce",
        "PERSONAL, %E7%94%B0%E4%B8%AD%E5%A4%AA%E9%83%8E, %E7%94%B0**%E9%83%8E",
        "PERSONAL, &#x7530;&#x4e2d;&#x592a;&#x90ce;, &#x7530;**&#x90ce;",
        "SECRET, hunter2, [SECRET]",
        "JWT, eyJhbGciOiJub25lIn0.e30., [JWT]",
        "AWS_KEY, AKIAIOSFODNN7EXAMPLE, [AWS_KEY]",
    })
    void showsWhatItsKindAllows(Detector detector, String text, String expected) {
        assertThat(of(text, detector)).isEqualTo(expected);
    }

    @Test
    void showsAtMostHalfOfWhatARuleFinds() {
        assertThat(Written.by(partial, "abcdefghijkl", Label.ofRule("Customer")))
                .isEqualTo("ab********kl");
        assertThat(Written.by(partial, "abcd", Label.ofRule("Customer"))).isEqualTo("a**d");
        assertThat(Written.by(partial, "abc", Label.ofRule("Customer"))).isEqualTo("***");
    }

    @ParameterizedTest
    @EnumSource(Detector.class)
    void leavesWhatItWroteAsItIs(Detector detector) {
        String[] pieces = {
            "a", "Z", "7", "0", " ", "-", "@", "*", "%", "%4", "%40", "\\", "\\u00", "\\u0040", "\\n", "&", "&#",
            "&#52;", "&amp;", "\\x", "\\x4", "\\x40", "%u0040", "田", "４", "＠", "[", ".", "\u200b", ":", "é", "😀", "\"",
            "/"
        };
        Random random = new Random(detector.ordinal());
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(24); n >= 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            String once = of(text.toString(), detector);

            // A value that was replaced as a whole is told apart by its brackets.
            if (!once.equals("[" + detector + "]")) {
                assertThat(of(once, detector)).as("%s", text).isEqualTo(once);
            }
        }
    }

    @Test
    void hidesBytesThatAreNoText() {
        byte[] array = {'a', (byte) 0xff, (byte) 0xe7, (byte) 0x94, 'b', (byte) 0xc0};
        WireWriter out = new WireWriter(16);

        partial.write(array, 0, array.length, Label.of(Detector.PERSONAL), out);

        assertThat(Arrays.copyOf(out.array(), out.length())).containsExactly('a', '*', '*', '*', '*', (byte) 0xc0);
    }
}
