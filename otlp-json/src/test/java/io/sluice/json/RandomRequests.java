package io.sluice.json;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.sluice.pdata.Signal;
import java.util.List;
import java.util.Random;

/** Requests with every field there is, set at random by the descriptors of the generated classes. */
final class RandomRequests {

    private static final int MAX_DEPTH = 14;
    private static final long[] LONGS = {0, 1, -1, 127, 128, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53, (1L << 53) + 1};
    private static final int[] INTS = {0, 1, -1, 255, 300, Integer.MAX_VALUE, Integer.MIN_VALUE};
    private static final double[] DOUBLES = {
        0.0,
        -0.0,
        1,
        -1.5,
        1e300,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        1e23,
        0.1,
        1e-7,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };
    private static final String[] TEXTS = {
        "",
        "a",
        "GET /images/{id}",
        "検索",
        "\"quoted\" \\ back / slash",
        "line\nbreak\ttab",
        "\u0000\u0001\u001f\u007f",
        "😀 pair",
        "\u2028\u2029",
        "é",
        "x".repeat(5000)
    };

    private final Random random;

    private final boolean negativeZero;

    RandomRequests(long seed) {
        this(seed, true);
    }

    /** @param negativeZero whether {@code -0.0} may be among the doubles */
    RandomRequests(long seed, boolean negativeZero) {
        random = new Random(seed);
        this.negativeZero = negativeZero;
    }

    static Message.Builder builder(Signal signal) {
        return switch (signal) {
            case TRACES -> ExportTraceServiceRequest.newBuilder();
            case METRICS -> ExportMetricsServiceRequest.newBuilder();
            case LOGS -> ExportLogsServiceRequest.newBuilder();
        };
    }

    Message next(Signal signal) {
        Message.Builder builder = builder(signal);
        fill(builder, 0);
        return builder.build();
    }

    private void fill(Message.Builder builder, int depth) {
        for (OneofDescriptor oneof : builder.getDescriptorForType().getRealOneofs()) {
            List<FieldDescriptor> members = oneof.getFields();
            FieldDescriptor member = members.get(random.nextInt(members.size()));
            if (random.nextInt(8) != 0 && mayHold(member, depth)) {
                builder.setField(member, value(builder, member, depth));
            }
        }
        for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
            if (field.getRealContainingOneof() != null || random.nextInt(4) == 0 || !mayHold(field, depth)) {
                continue;
            }
            if (field.isRepeated()) {
                for (int i = random.nextInt(3); i >= 0; i--) {
                    builder.addRepeatedField(field, value(builder, field, depth));
                }
            } else {
                builder.setField(field, value(builder, field, depth));
            }
        }
    }

    private boolean mayHold(FieldDescriptor field, int depth) {
        return field.getJavaType() != FieldDescriptor.JavaType.MESSAGE
                || depth < 3
                || (depth < MAX_DEPTH && random.nextInt(3) == 0);
    }

    private Object value(Message.Builder parent, FieldDescriptor field, int depth) {
        return switch (field.getJavaType()) {
            case INT -> random.nextBoolean() ? INTS[random.nextInt(INTS.length)] : random.nextInt();
            case LONG -> random.nextBoolean() ? LONGS[random.nextInt(LONGS.length)] : random.nextLong();
            case DOUBLE -> real();
            case FLOAT -> throw new AssertionError("OTLP has no floats");
            case BOOLEAN -> random.nextBoolean();
            case STRING -> TEXTS[random.nextInt(TEXTS.length)];
            case BYTE_STRING -> bytes(field.getName());
            case ENUM -> enumValue(field);
            case MESSAGE -> {
                Message.Builder child = parent.newBuilderForField(field);
                fill(child, depth + 1);
                yield child.build();
            }
        };
    }

    private double real() {
        double value = random.nextBoolean() ? DOUBLES[random.nextInt(DOUBLES.length)] : random.nextDouble() * 1e6 - 5e5;
        return value == 0 && !negativeZero ? 0 : value;
    }

    private EnumValueDescriptor enumValue(FieldDescriptor field) {
        List<EnumValueDescriptor> known = field.getEnumType().getValues();
        return random.nextInt(4) == 0
                ? field.getEnumType().findValueByNumberCreatingIfUnknown(1000 + random.nextInt(1000))
                : known.get(random.nextInt(known.size()));
    }

    private ByteString bytes(String name) {
        int length = switch (name) {
            case "trace_id" -> 16;
            case "span_id", "parent_span_id" -> 8;
            default -> random.nextInt(9);
        };
        byte[] bytes = new byte[random.nextInt(8) == 0 ? 0 : length];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }
}
