package io.sluice.processor.pii.detect;

import static io.sluice.processor.pii.detect.Detector.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EmailFinderTest {

    @Test
    void findsAnAddressWhateverStandsAroundIt() {
        for (String around : new String[] {
            "%s",
            "mail %s sent",
            "<%s>",
            "\"%s\"",
            "to=%s,",
            "(%s)",
            "mailto:%s?subject=x",
            "from %s.",
            "a;%s;b",
            "連絡先%sまで",
            "「%s」",
            "{\"email\":\"%s\"}",
            "email=%s&x=1",
            "[%s]",
            "%s/inbox",
            "x:%s",
            "'%s'",
            "%s...",
            "*%s",
            "user <%s>, ok"
        }) {
            String expected = around.startsWith("*") ? "" : "taro.yamada+log@mail.example.co.jp";
            assertThat(String.join("", Scans.find(EMAIL, around.formatted("taro.yamada+log@mail.example.co.jp"))))
                    .as(around)
                    .isEqualTo(expected);
        }
    }

    @Test
    void findsUnusualAddresses() {
        for (String address : new String[] {
            "a@b.co",
            "o'brien@example.com",
            "o''brien@example.com",
            "x_y-z%w@sub-domain.example.museum",
            "1234567890@163.com",
            "taro@xn--fsqu00a.xn--0zwm56d",
            "TARO@EXAMPLE.COM",
            "a".repeat(64) + "@example.com",
            "root@host.local",
            "user@例え.jp"
        }) {
            assertThat(Scans.find(EMAIL, "x " + address + " y")).containsExactly(address);
        }
    }

    @Test
    void findsSeveral() {
        assertThat(Scans.find(EMAIL, "a@example.com,b@example.com;c@example.org"))
                .containsExactly("a@example.com", "b@example.com", "c@example.org");
        assertThat(Scans.find(EMAIL, "a@b@example.com")).containsExactly("b@example.com");
    }

    @Test
    void leavesWhatOnlyHoldsAnAtSign() {
        for (String text : new String[] {
            "logo@2x.png",
            "icon@3x.webp",
            "react@18.2.0",
            "lodash@4.17.21.tgz",
            "golang.org/x/net@v0.17.0-rc.beta",
            "java.lang.Object@1a2b3c4d",
            "git@github.com:org/repo.git",
            "ssh://git@github.com/org/repo",
            "nginx@sha256:abcdef",
            "@Override",
            "@app.route",
            "getty@tty1.service",
            "user@1000.service",
            "a @ b.com",
            "@example.com",
            "taro@",
            "taro@example",
            "taro@.com",
            "taro@-x.com",
            "taro@example.c",
            "taro@example.123",
            "a".repeat(65) + "@example.com",
            "j***@example.com",
            "j*@example.com",
            "***@example.com",
            "[EMAIL]",
            "foo@bar.class",
            "@@@@",
            "x@y@z",
            "https://user:pass@host.example.com/",
            "user@10.0.0.1"
        }) {
            assertThat(Scans.find(EMAIL, text)).as(text).isEmpty();
        }
    }

    @Test
    void endsAtTheLastLabelThatMayBeATopLevelDomain() {
        assertThat(Scans.find(EMAIL, "taro@example.com.2024-01-01")).containsExactly("taro@example.com");
        assertThat(Scans.find(EMAIL, "taro@example.com-old")).containsExactly("taro@example.com");
        assertThat(Scans.find(EMAIL, "taro@example.com_old")).containsExactly("taro@example.com");
    }

    @Test
    void rejectsADomainThatIsTooLong() {
        assertThat(Scans.find(EMAIL, "a@" + "b.".repeat(124) + "com")).hasSize(1);
        assertThat(Scans.find(EMAIL, "a@" + "b.".repeat(126) + "com")).isEmpty();
    }
}
