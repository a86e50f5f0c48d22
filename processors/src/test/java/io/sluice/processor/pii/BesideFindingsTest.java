package io.sluice.processor.pii;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.sluice.pdata.Signal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands beside a finding stays as it is, the first time and the second. */
final class BesideFindingsTest {

    private final PiiRun pii = new PiiRun(Signal.LOGS, "{}");

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            quoteCharacter = '`',
            value = {
                "Taro <taro@example.com> wrote -> Taro <[EMAIL]> wrote",
                "to=<taro@example.com>, relay=mx[203.0.113.7]:25, status=sent (250 ok)"
                        + " -> to=<[EMAIL]>, relay=mx[[IPV4]]:25, status=sent (250 ok)",
                "taro@example.com: delivered to mailbox -> [EMAIL]: delivered to mailbox",
                "090-1234-5678: no answer -> [PHONE]: no answer",
                "4111-1111-1111-1111=declined -> [CARD]=declined",
            })
    void stays(String text, String masked) {
        ByteString once = pii.of(PiiRun.log(PiiRun.withBody(text)));

        assertThat(PiiRun.body(once)).isEqualTo(masked);
        assertThat(pii.of(once)).isEqualTo(once);
    }
}
