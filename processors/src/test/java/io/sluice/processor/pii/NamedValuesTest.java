package io.sluice.processor.pii;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.sluice.pdata.Signal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of keys that name a person's data are what a detector knows them to be, as in texts, so that its action is theirs. */
final class NamedValuesTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            value = {
                "user.email | tanaka@example.com | [EMAIL] | {}",
                "customer.card_number | 4111111111111111 | [CARD] | {}",
                "phone_number | 0312345678 | [PHONE] | {}",
                "my_number | 123456789018 | [MY_NUMBER] | {}",
                "user.email | tanaka@example.com | t***@example.com | {detectors: {email: {action: partial}}}",
                "user.email | Tanaka Taro | [PERSONAL] | {detectors: {email: {action: partial}}}",
                "user.email | tanaka@example.com | [PERSONAL] | {detectors: {email: {action: count}}}",
                "user.email | tanaka@example.com | [PERSONAL] | {detectors: {email: {enabled: false}}}",
                "user.email | tanaka@example.com | tanaka@example.com | {detectors: {email: {action: count}, personal:"
                        + " {enabled: false}}}",
                "email_password | tanaka@example.com | [SECRET] | {detectors: {email: {action: partial}}}",
            })
    void areWhatADetectorKnows(String key, String value, String masked, String yaml) {
        PiiRun pii = new PiiRun(Signal.LOGS, yaml);

        ByteString once = pii.of(PiiRun.log(LogRecord.newBuilder().addAttributes(PiiRun.attribute(key, value))));

        assertThat(once).isEqualTo(PiiRun.log(LogRecord.newBuilder().addAttributes(PiiRun.attribute(key, masked))));
        assertThat(pii.of(once)).isEqualTo(once);
    }
}
