package io.sluice.processor.pii;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.pdata.Signal;
import io.sluice.testkit.RecordingConsumer;
import io.sluice.testkit.TestContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns of the user's see through what a text is written in, as detectors do. */
final class RulesInFormsTest {

    private static final String YAML = """
        rules:
          - {name: employee, pattern: 'EMP-(\\d{6})', group: 1}
          - {name: customer, pattern: '顧客番号[: ]*(C[0-9]{8})', group: 1, action: partial}
          - {name: clean, keys: [code], pattern: 'A-\\d+'}
        """;

    private final TestContext context = new TestContext(ComponentKind.PROCESSOR, ComponentId.of("pii"));
    private final PiiRun pii = new PiiRun(Signal.LOGS, YAML, context, RecordingConsumer.holding());

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            quoteCharacter = '`',
            value = {
                "EMP-123456 -> EMP-[EMPLOYEE]",
                "a EMP%2D123456 b -> a EMP%2D[EMPLOYEE] b",
                "{\"id\":\"EMP\\u002d123456\"} -> {\"id\":\"EMP\\u002d[EMPLOYEE]\"}",
                "{\"m\":\"{\\\"id\\\":\\\"EMP\\\\u002d12345\\\\u0036\\\"}\"} ->"
                        + " {\"m\":\"{\\\"id\\\":\\\"EMP\\\\u002d[EMPLOYEE]\\\"}\"}",
                "社員ＥＭＰ－１２３４５６です -> 社員ＥＭＰ－[EMPLOYEE]です",
                "{\"message\": \"\\u9867\\u5ba2\\u756a\\u53f7: C12345678 \\u306e\"} -> {\"message\":"
                        + " \"\\u9867\\u5ba2\\u756a\\u53f7: C1*****78 \\u306e\"}",
                "EMP-123456 and EMP%2D654321 -> EMP-[EMPLOYEE] and EMP%2D[EMPLOYEE]",
                "EMP%2D12345 -> EMP%2D12345",
            })
    void seeThroughIt(String text, String masked) {
        ByteString once = pii.of(PiiRun.log(PiiRun.withBody(text)));

        assertThat(PiiRun.body(once)).isEqualTo(masked);
        assertThat(pii.of(once)).isEqualTo(once);
    }

    @Test
    void ofAKeyToo() {
        ByteString once = pii.of(PiiRun.log(LogRecord.newBuilder().addAttributes(PiiRun.attribute("code", "Ａ－12"))));

        assertThat(once.toStringUtf8()).contains("[CLEAN]").doesNotContain("12");
    }

    @Test
    void countWhatIsFoundInSeveralFormsOnce() {
        pii.of(PiiRun.log(PiiRun.withBody("EMP-123456 \\u0041 EMP-654321 EMP%2D111111")));

        assertThat(context.meter()
                        .value("processor_pii_findings", "processor", "pii", "rule", "employee", "action", "replace"))
                .isEqualTo(3);
    }
}
