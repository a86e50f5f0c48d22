package io.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.sluice.pdata.Signal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table against the descriptors of the generated classes. */
class OtlpSchemaConformanceTest {

    private final Set<MessageType> compared = new HashSet<>();

    @ParameterizedTest
    @EnumSource(Signal.class)
    void holdsEveryFieldOfOtlp(Signal signal) {
        compare(OtlpSchema.request(signal), RandomRequests.builder(signal).getDescriptorForType());
        assertThat(compared).hasSizeGreaterThan(8);
    }

    private void compare(MessageType type, Descriptor oracle) {
        if (!compared.add(type)) {
            return;
        }
        assertThat(type.name()).isEqualTo(oracle.getName());
        assertThat(type.size())
                .as(oracle.getName())
                .isEqualTo(oracle.getFields().size());
        for (FieldDescriptor expected : oracle.getFields()) {
            Field field = type.at(type.position(expected.getNumber()));
            assertThat(field.name()).isEqualTo(expected.getJsonName());
            assertThat(field.protoName()).isEqualTo(expected.getName());
            assertThat(type.position(expected.getName())).isEqualTo(type.position(expected.getJsonName()));
            assertThat(field.kind()).as(expected.getFullName()).isEqualTo(kind(expected));
            assertThat(field.shape()).as(expected.getFullName()).isEqualTo(shape(expected));
            if (expected.getType() == FieldDescriptor.Type.ENUM) {
                assertThat(field.enumNames()).isEqualTo(names(expected));
            }
            if (expected.getType() == FieldDescriptor.Type.MESSAGE) {
                compare(field.message(), expected.getMessageType());
            }
        }
    }

    private static Map<String, Integer> names(FieldDescriptor field) {
        Map<String, Integer> names = new HashMap<>();
        for (EnumValueDescriptor value : field.getEnumType().getValues()) {
            names.put(value.getName(), value.getNumber());
        }
        return names;
    }

    private static Kind kind(FieldDescriptor field) {
        return switch (field.getName()) {
            case "trace_id" -> Kind.TRACE_ID;
            case "span_id", "parent_span_id" -> Kind.SPAN_ID;
            default -> Kind.valueOf(field.getType().name());
        };
    }

    private static Field.Shape shape(FieldDescriptor field) {
        if (field.isRepeated()) {
            return Field.Shape.REPEATED;
        }
        if (field.getRealContainingOneof() != null) {
            return Field.Shape.ONEOF;
        }
        return field.hasPresence() && field.getType() != FieldDescriptor.Type.MESSAGE
                ? Field.Shape.OPTIONAL
                : Field.Shape.SINGLE;
    }
}
