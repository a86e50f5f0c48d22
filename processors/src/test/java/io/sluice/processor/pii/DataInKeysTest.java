package io.sluice.processor.pii;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.sluice.pdata.Signal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Personal data that stands in keys, of attributes and of maps. */
final class DataInKeysTest {

    private static ByteString request(String key, String value) {
        KeyValue attribute = PiiRun.attribute(key, value);
        AnyValue map = AnyValue.newBuilder()
                .setKvlistValue(KeyValueList.newBuilder().addValues(attribute))
                .build();
        return PiiRun.log(LogRecord.newBuilder().addAttributes(attribute).setBody(map));
    }

    @ParameterizedTest
    @ValueSource(strings = {"replace", "partial", "count", "drop_attribute", "drop_record", "route"})
    void areMaskedTheSameTheSecondTime(String action) {
        PiiRun pii = new PiiRun(Signal.LOGS, "action: " + action);
        for (String key : List.of(
                "taro@example.com",
                "4111-1111-1111-1111",
                "090-1234-5678",
                "203.0.113.7",
                "password=hunter2",
                "password taro@example.com",
                "taro@example.com password",
                "パスワード：hunter2",
                "初期パスワード：「hunter2」",
                "token%3Dhunter2",
                "token&#61;hunter2",
                "氏名 taro@example.com")) {
            ByteString once = pii.of(request(key, "GET 1234567"));

            assertThat(pii.of(once)).as(key).isEqualTo(once);
        }
    }

    @Test
    void nameNothing() {
        ByteString once = new PiiRun(Signal.LOGS, "{}").of(request("taro@example.com", "GET"));

        assertThat(new PiiRun(Signal.LOGS, "{}").of(once).toString(StandardCharsets.UTF_8))
                .contains("[EMAIL]", "GET")
                .doesNotContain("[PERSONAL]");
    }

    @Test
    void areFoundByThePatternsOfRules() {
        String yaml = "rules: [{name: id, pattern: 'u-[0-9]+'}]";
        assertThat(new PiiRun(Signal.LOGS, yaml).of(request("u-17", "GET")).toString(StandardCharsets.UTF_8))
                .contains("[ID]")
                .doesNotContain("u-17");
    }

    @Test
    void areFoundByDetectorsOfAClassAlone() {
        String yaml = "detectors: {email: {enabled: false}}\n"
                + "classes: {policies: {strict: {detectors: {email: {enabled: true}}}}}";
        ByteString request = PiiRun.log(LogRecord.newBuilder()
                .addAttributes(PiiRun.attribute("log.type", "strict"))
                .addAttributes(PiiRun.attribute("taro@example.com", "GET")));
        assertThat(new PiiRun(Signal.LOGS, yaml).of(request).toString(StandardCharsets.UTF_8))
                .contains("[EMAIL]")
                .doesNotContain("taro");
    }
}
