package io.sluice.processor.pii;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.processor.Configs;
import io.sluice.testkit.ManualClock;
import io.sluice.testkit.TestContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code pii} promises, done the slow way to a decoded request: every text by itself, nothing remembered, nothing passed over. */
final class PlainMasking {

    private static final Set<String> ITEMS = Set.of(
            "Span",
            "LogRecord",
            "NumberDataPoint",
            "HistogramDataPoint",
            "ExponentialHistogramDataPoint",
            "SummaryDataPoint");

    /** Messages of numbers and names, which are not looked into. */
    private static final Set<String> LEAVES = Set.of("ValueAtQuantile", "Buckets", "EntityRef");

    /** What items are, or are in. */
    private static final Set<String> HOLDERS = Set.of(
            "Span",
            "LogRecord",
            "NumberDataPoint",
            "HistogramDataPoint",
            "ExponentialHistogramDataPoint",
            "SummaryDataPoint",
            "Gauge",
            "Sum",
            "Histogram",
            "ExponentialHistogram",
            "Summary",
            "Metric",
            "ScopeSpans",
            "ScopeLogs",
            "ScopeMetrics",
            "ResourceSpans",
            "ResourceLogs",
            "ResourceMetrics");

    private final PiiTools tools;
    private final Effects effects = new Effects();
    private final KeyValue route = PiiRun.attribute("sluice.route", "quarantine");
    private Policy policy;
    private Policy resource;
    private boolean dropped;
    private boolean routed;

    PlainMasking(String yaml) {
        TestContext context = new TestContext(ComponentKind.PROCESSOR, ComponentId.of("pii"));
        tools = new PiiTools(
                Configs.of(new PiiFactory(), yaml), null, context.meter(), new ManualClock(), "pii", "items", null);
        policy = tools.rules.usual();
        resource = policy;
    }

    Message of(Message request) {
        tools.texts.beginBatch(false);
        tools.deadline.begin();
        Message left = message(request);
        return left == null ? request.getDefaultInstanceForType() : left;
    }

    /** Null if nothing is left of an item, or of what held nothing but such items. */
    private @Nullable Message message(Message message) {
        boolean isItem = ITEMS.contains(message.getDescriptorForType().getName());
        if (isItem) {
            dropped = false;
            routed = false;
            effects.routable(true);
        }
        Message masked = fields(message);
        if (isItem) {
            effects.routable(false);
            if (dropped) {
                return null;
            }
            if (routed) {
                return masked.toBuilder()
                        .addRepeatedField(message.getDescriptorForType().findFieldByName("attributes"), route)
                        .build();
            }
        }
        return masked;
    }

    private @Nullable Message fields(Message message) {
        boolean lost = false;
        boolean kept = false;
        String type = message.getDescriptorForType().getName();
        Policy around = policy;
        if (type.startsWith("Resource") && !type.equals("Resource")) {
            FieldDescriptor field = message.getDescriptorForType().findFieldByNumber(1);
            policy = tools.rules.usual();
            readClass((Message) message.getField(field));
            resource = policy;
        } else if (type.equals("Metric") || type.startsWith("Scope")) {
            policy = resource;
        } else if (ITEMS.contains(type)) {
            policy = resource;
            readClass(message);
        }
        Message.Builder out = message.toBuilder();
        for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
            FieldDescriptor field = entry.getKey();
            Object value = entry.getValue();
            switch (field.getJavaType()) {
                case STRING -> {
                    if (!field.getName().equals("schema_url")) {
                        out.setField(field, text(tools.rules.attributes().none(), "", (String) value));
                    }
                }
                case MESSAGE -> {
                    List<?> all = field.isRepeated() ? (List<?>) value : List.of(value);
                    List<Message> left = all.stream()
                            .map(one -> child((Message) one))
                            .filter(Objects::nonNull)
                            .toList();
                    lost |= left.size() < all.size();
                    kept |= HOLDERS.contains(field.getMessageType().getName()) && !left.isEmpty();
                    if (field.isRepeated()) {
                        out.setField(field, left);
                    } else if (!left.isEmpty()) {
                        out.setField(field, left.get(0));
                    }
                }
                default -> {}
            }
        }
        policy = around;
        if (lost && !kept) {
            return null;
        }
        return (LEAVES.contains(type) ? out : withoutUnknownBytes(out)).build();
    }

    /** Without fields of bytes that the specification does not know. */
    private static <B extends Message.Builder> B withoutUnknownBytes(B out) {
        UnknownFieldSet.Builder left = UnknownFieldSet.newBuilder();
        out.getUnknownFields().asMap().forEach((number, field) -> {
            UnknownFieldSet.Field.Builder numbers = UnknownFieldSet.Field.newBuilder();
            field.getVarintList().forEach(numbers::addVarint);
            field.getFixed32List().forEach(numbers::addFixed32);
            field.getFixed64List().forEach(numbers::addFixed64);
            left.addField(number, numbers.build());
        });
        out.setUnknownFields(left.build());
        return out;
    }

    private @Nullable Message child(Message message) {
        return switch (message) {
            case KeyValue attribute -> entry(tools.rules.attributes(), null, attribute);
            case AnyValue body -> value(tools.rules.attributes().none(), "", body);
            default -> message(message);
        };
    }

    private void readClass(Message message) {
        FieldDescriptor attributes = message.getDescriptorForType().findFieldByName("attributes");
        for (Object one : (List<?>) message.getField(attributes)) {
            KeyValue attribute = (KeyValue) one;
            if (attribute.getKey().equals("log.type")) {
                if (attribute.getValue().hasStringValue()) {
                    ByteString name = attribute.getValue().getStringValueBytes();
                    Policy own = tools.rules.ofClass(name.toByteArray(), 0, name.size());
                    policy = own == null ? tools.rules.usual() : own;
                }
                return;
            }
        }
    }

    private KeyValue entry(KeyVerdicts verdicts, @Nullable KeyVerdict outer, KeyValue entry) {
        byte[] key = entry.getKeyBytes().toByteArray();
        KeyVerdict own = verdicts.of(key, 0, key.length);
        KeyVerdict verdict = outer != null && outer.decides() ? outer : own;
        KeyValue.Builder out = entry.toBuilder();
        if (entry.hasValue()) {
            out.setValue(value(verdict, entry.getKey(), entry.getValue()));
        }
        if (own.isItself()) {
            out.setKey(text(verdicts.none(), "", entry.getKey()));
        }
        return withoutUnknownBytes(out).build();
    }

    private AnyValue value(KeyVerdict verdict, String key, AnyValue value) {
        AnyValue.Builder out = value.toBuilder();
        switch (value.getValueCase()) {
            case STRING_VALUE -> out.setStringValue(text(verdict, key, value.getStringValue()));
            case BYTES_VALUE ->
                out.setBytesValue(ByteString.copyFromUtf8(
                        text(verdict, key, value.getBytesValue().toStringUtf8())));
            case BOOL_VALUE -> {
                if (verdict.isWhole()) {
                    String word = Boolean.toString(value.getBoolValue());
                    String masked = text(verdict, key, word);
                    if (!masked.equals(word)) {
                        out.setStringValue(masked);
                    }
                }
            }
            case INT_VALUE -> number(verdict, key, value.getIntValue(), out);
            case DOUBLE_VALUE -> {
                double number = value.getDoubleValue();
                if (number == Math.rint(number) && Math.abs(number) <= 1L << 53) {
                    number(verdict, key, (long) number, out);
                } else if (verdict.decides()) {
                    String digits = Double.toString(number);
                    String masked = text(verdict, key, digits);
                    if (!masked.equals(digits)) {
                        out.setStringValue(masked);
                    }
                }
            }
            case ARRAY_VALUE -> {
                ArrayValue.Builder array = value.getArrayValue().toBuilder().clearValues();
                ArgumentVerdicts arguments = new ArgumentVerdicts(tools.rules.entries());
                arguments.begin(verdict);
                for (AnyValue element : value.getArrayValue().getValuesList()) {
                    byte[] text = element.getStringValueBytes().toByteArray();
                    KeyVerdict own = arguments.mayDiffer() ? arguments.of(text, 0, text.length) : verdict;
                    array.addValues(value(own, key, element));
                }
                out.setArrayValue(withoutUnknownBytes(array));
            }
            case KVLIST_VALUE -> {
                KeyValueList.Builder map = value.getKvlistValue().toBuilder().clearValues();
                for (KeyValue entry : value.getKvlistValue().getValuesList()) {
                    map.addValues(entry(tools.rules.entries(), verdict, entry));
                }
                out.setKvlistValue(withoutUnknownBytes(map));
            }
            default -> {}
        }
        return withoutUnknownBytes(out).build();
    }

    private void number(KeyVerdict verdict, String key, long number, AnyValue.Builder out) {
        String digits = Long.toString(number);
        if (Math.abs(number) >= 1_000_000 || verdict.decides() || verdict.hasPatterns()) {
            String masked = text(verdict, key, digits);
            if (!masked.equals(digits)) {
                out.setStringValue(masked);
            }
        }
    }

    private String text(KeyVerdict verdict, String key, String text) {
        byte[] keyBytes = ByteString.copyFromUtf8(key).toByteArray();
        byte[] bytes = ByteString.copyFromUtf8(text).toByteArray();
        effects.clear();
        boolean changed =
                tools.texts.mask(policy, verdict, keyBytes, 0, keyBytes.length, bytes, 0, bytes.length, effects);
        dropped |= effects.isRecordDropped();
        routed |= effects.isRouted();
        return changed
                ? ByteString.copyFrom(tools.texts.array(), tools.texts.from(), tools.texts.end() - tools.texts.from())
                        .toStringUtf8()
                : text;
    }
}
