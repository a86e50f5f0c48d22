package io.sluice.pdata.view;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.EntityRef;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import io.sluice.pdata.MalformedException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Makes generated messages of what views say, for those that all signals have. */
final class RebuildCommon {

    private RebuildCommon() {}

    static ByteString traceId(IdView id) {
        return id.isPresent()
                ? ByteString.copyFrom(ByteBuffer.allocate(16)
                        .putLong(id.high())
                        .putLong(id.low())
                        .flip())
                : ByteString.EMPTY;
    }

    static ByteString spanId(IdView id) {
        return id.isPresent()
                ? ByteString.copyFrom(ByteBuffer.allocate(8).putLong(id.low()).flip())
                : ByteString.EMPTY;
    }

    static Resource resource(ResourceView view) throws MalformedException {
        Resource.Builder resource = Resource.newBuilder()
                .addAllAttributes(attributes(view.attributes()))
                .setDroppedAttributesCount(view.droppedAttributesCount());
        EntityRefView refs = view.entityRefs();
        while (refs.next()) {
            resource.addEntityRefs(EntityRef.newBuilder()
                    .setSchemaUrl(refs.schemaUrl().toString())
                    .setType(refs.type().toString())
                    .addAllIdKeys(texts(refs.idKeys()))
                    .addAllDescriptionKeys(texts(refs.descriptionKeys())));
        }
        return resource.build();
    }

    private static List<String> texts(TextsView view) throws MalformedException {
        List<String> texts = new ArrayList<>();
        while (view.next()) {
            texts.add(view.text().toString());
        }
        return texts;
    }

    static InstrumentationScope scope(ScopeView view) throws MalformedException {
        return InstrumentationScope.newBuilder()
                .setName(view.name().toString())
                .setVersion(view.version().toString())
                .addAllAttributes(attributes(view.attributes()))
                .setDroppedAttributesCount(view.droppedAttributesCount())
                .build();
    }

    static List<KeyValue> attributes(AttributesView view) throws MalformedException {
        List<KeyValue> attributes = new ArrayList<>();
        while (view.next()) {
            KeyValue.Builder attribute =
                    KeyValue.newBuilder().setKey(view.key().toString()).setKeyStrindex(view.keyIndex());
            if (view.hasValue()) {
                attribute.setValue(value(view.value()));
            }
            attributes.add(attribute.build());
        }
        return attributes;
    }

    static AnyValue value(AnyValueView view) throws MalformedException {
        AnyValue.Builder value = AnyValue.newBuilder();
        switch (view.kind()) {
            case NONE -> {
                // nothing to set
            }
            case STRING -> value.setStringValue(view.stringValue().toString());
            case BOOL -> value.setBoolValue(view.boolValue());
            case INT -> value.setIntValue(view.intValue());
            case DOUBLE -> value.setDoubleValue(view.doubleValue());
            case ARRAY -> value.setArrayValue(array(view));
            case KVLIST -> {
                AttributesView entries = new AttributesView();
                view.kvlist(entries);
                value.setKvlistValue(KeyValueList.newBuilder().addAllValues(attributes(entries)));
            }
            case BYTES ->
                value.setBytesValue(ByteString.copyFrom(view.bytesValue().toByteArray()));
            case STRING_INDEX -> value.setStringValueStrindex(view.stringIndex());
        }
        return value.build();
    }

    private static ArrayValue array(AnyValueView view) throws MalformedException {
        ArrayValue.Builder array = ArrayValue.newBuilder();
        AnyValueView elements = new AnyValueView();
        view.array(elements);
        while (elements.next()) {
            array.addValues(value(elements));
        }
        return array.build();
    }
}
