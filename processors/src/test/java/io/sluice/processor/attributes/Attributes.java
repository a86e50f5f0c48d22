package io.sluice.processor.attributes;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;

/** Attributes for tests. */
final class Attributes {

    private Attributes() {}

    static AnyValue text(String text) {
        return AnyValue.newBuilder().setStringValue(text).build();
    }

    static AnyValue number(long number) {
        return AnyValue.newBuilder().setIntValue(number).build();
    }

    static AnyValue number(double number) {
        return AnyValue.newBuilder().setDoubleValue(number).build();
    }

    static AnyValue truth(boolean truth) {
        return AnyValue.newBuilder().setBoolValue(truth).build();
    }

    static AnyValue bytes(int... bytes) {
        byte[] array = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            array[i] = (byte) bytes[i];
        }
        return AnyValue.newBuilder().setBytesValue(ByteString.copyFrom(array)).build();
    }

    static AnyValue array(AnyValue... values) {
        ArrayValue.Builder array = ArrayValue.newBuilder();
        for (AnyValue value : values) {
            array.addValues(value);
        }
        return AnyValue.newBuilder().setArrayValue(array).build();
    }

    static AnyValue map(KeyValue... entries) {
        KeyValueList.Builder map = KeyValueList.newBuilder();
        for (KeyValue entry : entries) {
            map.addValues(entry);
        }
        return AnyValue.newBuilder().setKvlistValue(map).build();
    }

    static KeyValue attribute(String key, AnyValue value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }

    static KeyValue attribute(String key, String text) {
        return attribute(key, text(text));
    }

    static KeyValue attribute(String key, long number) {
        return attribute(key, number(number));
    }
}
