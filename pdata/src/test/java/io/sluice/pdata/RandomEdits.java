package io.sluice.pdata;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The same edits twice: on the bytes through {@link PayloadEditor}, and on the generated classes. What happens to a message depends only on
 * its content, so that both find the same ones however the bytes are arranged.
 */
final class RandomEdits {

    static final String ADDED = "sluice.added";
    private static final byte[] ADDED_KEY = ADDED.getBytes(StandardCharsets.UTF_8);
    private static final byte[] TEXT = "another text".getBytes(StandardCharsets.UTF_8);
    private static final AnyValueBuffer VALUE = new AnyValueBuffer().setString("[masked]");
    private static final AnyValue MESSAGE_VALUE =
            AnyValue.newBuilder().setStringValue("[masked]").build();

    private enum Edit {
        NONE,
        DROP,
        APPEND,
        TEXT,
        VALUE,
        CLEAR_ATTRIBUTES,
        DESCRIBE
    }

    private static final Edit[] OF_ENVELOPES = {Edit.DESCRIBE, Edit.NONE, Edit.NONE, Edit.DROP, Edit.NONE};
    private static final Edit[] OF_OWNERS = {Edit.DROP, Edit.APPEND, Edit.TEXT, Edit.CLEAR_ATTRIBUTES, Edit.NONE};
    private static final Edit[] OF_LOGS = {Edit.DROP, Edit.APPEND, Edit.TEXT, Edit.VALUE, Edit.NONE};
    private static final Edit[] OF_POINTS = {Edit.DROP, Edit.APPEND, Edit.CLEAR_ATTRIBUTES, Edit.NONE};
    private static final Edit[] OF_ATTRIBUTES = {Edit.DROP, Edit.TEXT, Edit.VALUE, Edit.NONE, Edit.NONE};
    private static final Edit[] OF_ELEMENTS = {Edit.DROP, Edit.VALUE, Edit.NONE};

    private static final Message[] PROTOTYPES = new Message[Schema.EXEMPLAR + 1];

    static {
        discover(Schema.TRACES, ExportTraceServiceRequest.getDefaultInstance());
        discover(Schema.METRICS, ExportMetricsServiceRequest.getDefaultInstance());
        discover(Schema.LOGS, ExportLogsServiceRequest.getDefaultInstance());
    }

    private static void discover(int type, Message prototype) {
        if (PROTOTYPES[type] != null) {
            return;
        }
        PROTOTYPES[type] = prototype;
        for (FieldDescriptor field : prototype.getDescriptorForType().getFields()) {
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                discover(
                        Schema.child(Schema.entry(type, field.getNumber())),
                        prototype.newBuilderForType().newBuilderForField(field).getDefaultInstanceForType());
            }
        }
    }

    private final int salt;

    RandomEdits(int salt) {
        this.salt = salt;
    }

    private Edit editOf(int type, Message message) {
        Edit[] choice = switch (type) {
            case Schema.RESOURCE_SPANS,
                    Schema.RESOURCE_METRICS,
                    Schema.RESOURCE_LOGS,
                    Schema.SCOPE_SPANS,
                    Schema.SCOPE_METRICS,
                    Schema.SCOPE_LOGS -> OF_ENVELOPES;
            case Schema.SPAN, Schema.EVENT, Schema.LINK, Schema.METRIC -> OF_OWNERS;
            case Schema.LOG_RECORD -> OF_LOGS;
            case Schema.NUMBER_POINT,
                    Schema.HISTOGRAM_POINT,
                    Schema.EXPONENTIAL_HISTOGRAM_POINT,
                    Schema.SUMMARY_POINT,
                    Schema.EXEMPLAR -> OF_POINTS;
            case Schema.KEY_VALUE -> OF_ATTRIBUTES;
            case Schema.ANY_VALUE -> OF_ELEMENTS;
            default -> new Edit[] {Edit.NONE};
        };
        int mixed = (message.hashCode() ^ salt) * 0x9e3779b9;
        return choice[Math.floorMod(mixed >>> 7, choice.length)];
    }

    private static int textField(int type) {
        return switch (type) {
            case Schema.SPAN -> 5;
            case Schema.EVENT, Schema.METRIC -> 2;
            case Schema.LINK, Schema.LOG_RECORD -> 3;
            default -> 1;
        };
    }

    private static AttributeOwner owner(int type) {
        return switch (type) {
            case Schema.SPAN -> AttributeOwner.SPAN;
            case Schema.EVENT -> AttributeOwner.EVENT;
            case Schema.LINK -> AttributeOwner.LINK;
            case Schema.METRIC -> AttributeOwner.METRIC;
            case Schema.LOG_RECORD -> AttributeOwner.LOG_RECORD;
            case Schema.NUMBER_POINT -> AttributeOwner.NUMBER_POINT;
            case Schema.HISTOGRAM_POINT -> AttributeOwner.HISTOGRAM_POINT;
            case Schema.EXPONENTIAL_HISTOGRAM_POINT -> AttributeOwner.EXPONENTIAL_HISTOGRAM_POINT;
            case Schema.SUMMARY_POINT -> AttributeOwner.SUMMARY_POINT;
            case Schema.EXEMPLAR -> AttributeOwner.EXEMPLAR;
            case Schema.RESOURCE -> AttributeOwner.RESOURCE;
            case Schema.SCOPE -> AttributeOwner.SCOPE;
            default -> throw new AssertionError(type);
        };
    }

    /** Makes the edits of a message that lies in {@code bytes}. */
    void record(PayloadEditor editor, int type, byte[] bytes, int from, int end) throws MalformedException {
        edits(type, bytes, from, end).forEach(edit -> edit.accept(editor));
    }

    /** The edits of a message that lies in {@code bytes}, in an order of their own. */
    List<Consumer<PayloadEditor>> edits(int type, byte[] bytes, int from, int end) throws MalformedException {
        List<Consumer<PayloadEditor>> edits = new ArrayList<>();
        collect(edits, type, bytes, from, end);
        Collections.shuffle(edits, new Random(salt));
        return edits;
    }

    /** An envelope's own edit is recorded with its fields, where it is known whether it has a resource or scope. */
    private void collect(List<Consumer<PayloadEditor>> edits, int type, byte[] bytes, int from, int end)
            throws MalformedException {
        WireReader reader = new WireReader().reset(bytes, from, end);
        int description = -1;
        while (reader.next()) {
            int entry = Schema.entry(type, reader.fieldNumber());
            if (reader.wireType() != WireType.BYTES || !Schema.isMessage(entry)) {
                continue;
            }
            int child = Schema.child(entry);
            int place = reader.valueStart();
            if (reader.fieldNumber() == 1 && (child == Schema.RESOURCE || child == Schema.SCOPE)) {
                description = place;
            }
            if (isRepeated(type, reader.fieldNumber())) {
                Message message = parse(child, bytes, place, reader.valueEnd());
                Edit edit = editOf(child, message);
                if (edit == Edit.DESCRIBE) {
                    continue;
                }
                edits.add(editor -> edit(editor, edit, child, place));
            }
        }
        WireReader again = new WireReader().reset(bytes, from, end);
        while (again.next()) {
            int entry = Schema.entry(type, again.fieldNumber());
            if (again.wireType() == WireType.BYTES && Schema.isMessage(entry)) {
                collect(edits, Schema.child(entry), bytes, again.valueStart(), again.valueEnd());
            }
        }
        if (type >= Schema.RESOURCE_SPANS && type <= Schema.SCOPE_LOGS) {
            if (editOf(type, parse(type, bytes, from, end)) == Edit.DESCRIBE) {
                int there = description;
                edits.add(editor -> describe(editor, type, from, there));
            }
        }
    }

    private static boolean isRepeated(int type, int field) {
        return PROTOTYPES[type].getDescriptorForType().findFieldByNumber(field).isRepeated();
    }

    private static Message parse(int type, byte[] bytes, int from, int end) {
        try {
            return PROTOTYPES[type].getParserForType().parseFrom(bytes, from, end - from);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static void edit(PayloadEditor editor, Edit edit, int type, int place) {
        switch (edit) {
            case DROP -> editor.drop(place);
            case APPEND -> editor.append(owner(type), place, ADDED_KEY, VALUE);
            case TEXT -> editor.setText(place, textField(type), TEXT, 0, TEXT.length);
            case VALUE -> {
                switch (type) {
                    case Schema.KEY_VALUE -> editor.setValue(place, VALUE);
                    case Schema.LOG_RECORD -> editor.setBody(place, VALUE);
                    default -> editor.replaceValue(place, VALUE);
                }
            }
            case CLEAR_ATTRIBUTES -> editor.clear(place, owner(type).fieldNumber());
            default -> {
                // nothing
            }
        }
    }

    private static void describe(PayloadEditor editor, int type, int place, int description) {
        boolean resource = type < Schema.SCOPE_SPANS;
        if (description >= 0) {
            editor.append(resource ? AttributeOwner.RESOURCE : AttributeOwner.SCOPE, description, ADDED_KEY, VALUE);
        } else if (resource) {
            editor.appendToAbsentResource(place, ADDED_KEY, VALUE);
        } else {
            editor.appendToAbsentScope(place, ADDED_KEY, VALUE);
        }
    }

    private static final class Edited {
        private final Message.Builder message;
        private boolean lost;
        private boolean kept;

        Edited(Message.Builder message) {
            this.message = message;
        }
    }

    /** What a request must be after the edits. */
    Message expected(int type, Message message) {
        return expectedOf(type, message).message.build();
    }

    private Edited expectedOf(int type, Message message) {
        Edited result = new Edited(message.toBuilder());
        for (Map.Entry<FieldDescriptor, Object> each : message.getAllFields().entrySet()) {
            FieldDescriptor field = each.getKey();
            if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
                continue;
            }
            int entry = Schema.entry(type, field.getNumber());
            if (field.isRepeated()) {
                result.message.clearField(field);
                for (Object element : (List<?>) each.getValue()) {
                    Message kept = expectedElement(Schema.child(entry), (Message) element);
                    boolean counts = Schema.kind(entry) == Schema.ITEM || Schema.leadsToItems(entry);
                    if (kept == null) {
                        result.lost |= counts;
                    } else {
                        result.kept |= counts;
                        result.message.addRepeatedField(field, kept);
                    }
                }
            } else {
                Edited child = expectedOf(Schema.child(entry), (Message) each.getValue());
                result.message.setField(field, child.message.build());
                result.lost |= child.lost;
                result.kept |= child.kept;
            }
        }
        return result;
    }

    private @Nullable Message expectedElement(int type, Message original) {
        Edit edit = editOf(type, original);
        if (edit == Edit.DROP) {
            return null;
        }
        if (edit == Edit.VALUE && type == Schema.ANY_VALUE) {
            return MESSAGE_VALUE;
        }
        Edited edited = expectedOf(type, original);
        if (edited.lost && !edited.kept) {
            return null;
        }
        apply(edit, type, edited.message);
        return edited.message.build();
    }

    private static void apply(Edit edit, int type, Message.Builder message) {
        switch (edit) {
            case APPEND -> message.addRepeatedField(field(message, owner(type).fieldNumber()), addedAttribute());
            case TEXT -> message.setField(field(message, textField(type)), new String(TEXT, StandardCharsets.UTF_8));
            case VALUE -> message.setField(field(message, type == Schema.KEY_VALUE ? 2 : 5), MESSAGE_VALUE);
            case CLEAR_ATTRIBUTES ->
                message.clearField(field(message, owner(type).fieldNumber()));
            case DESCRIBE -> {
                int described = type < Schema.SCOPE_SPANS ? Schema.RESOURCE : Schema.SCOPE;
                Message.Builder description = message.getFieldBuilder(field(message, 1));
                description.addRepeatedField(field(description, owner(described).fieldNumber()), addedAttribute());
            }
            default -> {
                // nothing
            }
        }
    }

    private static KeyValue addedAttribute() {
        return KeyValue.newBuilder().setKey(ADDED).setValue(MESSAGE_VALUE).build();
    }

    private static FieldDescriptor field(Message.Builder message, int number) {
        return message.getDescriptorForType().findFieldByNumber(number);
    }
}
