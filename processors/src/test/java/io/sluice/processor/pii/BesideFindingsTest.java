package io.sluice.processor.pii;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.sluice.pdata.Signal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands beside a finding stays as it is, the first time and the second. */
final class BesideFindingsTest {

    private final PiiRun pii = new PiiRun(Signal.LOGS, "{}");

    private static String body(ByteString request) throws InvalidProtocolBufferException {
        return LogsData.parseFrom(request)
                .getResourceLogs(0)
                .getScopeLogs(0)
                .getLogRecords(0)
                .getBody()
                .getStringValue();
    }

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
    void stays(String text, String masked) throws InvalidProtocolBufferException {
        ByteString once = pii.of(PiiRun.log(PiiRun.withBody(text)));

        assertThat(body(once)).isEqualTo(masked);
        assertThat(pii.of(once)).isEqualTo(once);
    }
}
