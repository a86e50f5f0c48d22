package io.sluice.processor.value;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import java.util.Arrays;

/** Short ways to write values. */
public final class Values {

    public static final AnyValue NONE = AnyValue.getDefaultInstance();

    private Values() {}

    public static AnyValue text(String text) {
        return AnyValue.newBuilder().setStringValue(text).build();
    }

    public static AnyValue number(long number) {
        return AnyValue.newBuilder().setIntValue(number).build();
    }

    public static AnyValue decimal(double number) {
        return AnyValue.newBuilder().setDoubleValue(number).build();
    }

    public static AnyValue bool(boolean value) {
        return AnyValue.newBuilder().setBoolValue(value).build();
    }

    public static AnyValue bytes(String text) {
        return AnyValue.newBuilder()
                .setBytesValue(ByteString.copyFromUtf8(text))
                .build();
    }

    public static AnyValue array(AnyValue... values) {
        return AnyValue.newBuilder()
                .setArrayValue(ArrayValue.newBuilder().addAllValues(Arrays.asList(values)))
                .build();
    }

    public static AnyValue map(KeyValue... entries) {
        return AnyValue.newBuilder()
                .setKvlistValue(KeyValueList.newBuilder().addAllValues(Arrays.asList(entries)))
                .build();
    }

    public static KeyValue entry(String key, AnyValue value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }

    public static KeyValue entry(String key, String value) {
        return entry(key, text(value));
    }
}
