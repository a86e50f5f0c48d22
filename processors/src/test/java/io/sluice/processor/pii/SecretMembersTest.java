package io.sluice.processor.pii;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.sluice.pdata.Signal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in maps and lists under the plural of a secret's name is secret; a text or number there is said of them. */
final class SecretMembersTest {

    private final PiiRun pii = new PiiRun(Signal.LOGS, "{}");

    private static ByteString with(String key, AnyValue value) {
        return PiiRun.log(LogRecord.newBuilder()
                .addAttributes(KeyValue.newBuilder().setKey(key).setValue(value))
                .setBody(AnyValue.newBuilder().setKvlistValue(map(key, value))));
    }

    private static AnyValue.Builder text(String text) {
        return AnyValue.newBuilder().setStringValue(text);
    }

    private static KeyValueList.Builder map(String key, AnyValue value) {
        return KeyValueList.newBuilder()
                .addValues(KeyValue.newBuilder().setKey(key).setValue(value));
    }

    private static AnyValue mapped(String member) {
        return AnyValue.newBuilder()
                .setKvlistValue(map("x", text(member).build()))
                .build();
    }

    private static AnyValue listed(String member) {
        return AnyValue.newBuilder()
                .setArrayValue(ArrayValue.newBuilder().addValues(text(member)))
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"secrets", "app.secrets", "clientSecrets", "api_keys", "access-keys"})
    void areMasked(String key) {
        assertThat(pii.of(with(key, mapped("y")))).isEqualTo(with(key, mapped("[SECRET]")));
        assertThat(pii.of(with(key, listed("y")))).isEqualTo(with(key, listed("[SECRET]")));
        assertThat(pii.of(with(key, mapped("[SECRET]")))).isEqualTo(with(key, mapped("[SECRET]")));
        assertThat(pii.of(with(key, text("3 of 4").build())))
                .isEqualTo(with(key, text("3 of 4").build()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"keys", "tokens", "primary_keys", "secretaries", "has_secrets"})
    void areLeftAloneUnderOtherNames(String key) {
        assertThat(pii.of(with(key, mapped("y")))).isEqualTo(with(key, mapped("y")));
        assertThat(pii.of(with(key, listed("y")))).isEqualTo(with(key, listed("y")));
    }
}
