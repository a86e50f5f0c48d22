package io.sluice.pdata;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ServiceNameTest {

    private static final String NONE = "none";

    private final ServiceName name = new ServiceName();

    private static KeyValue text(String key, String value) {
        return attribute(key, AnyValue.newBuilder().setStringValue(value).build());
    }

    private static KeyValue attribute(String key, AnyValue value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }

    private static ResourceSpans spans(KeyValue... attributes) {
        Resource.Builder resource = Resource.newBuilder();
        for (KeyValue attribute : attributes) {
            resource.addAttributes(attribute);
        }
        return ResourceSpans.newBuilder()
                .setResource(resource)
                .addScopeSpans(ScopeSpans.getDefaultInstance())
                .build();
    }

    private String find(byte[] array) throws MalformedException {
        return name.find(array, 0, array.length)
                ? new String(array, name.from(), name.to() - name.from(), StandardCharsets.UTF_8)
                : NONE;
    }

    @Test
    void findsTheTextAmongOtherAttributes() throws Exception {
        assertThat(find(spans(text("service", "a"), text("service.name", "画像"), text("service.names", "b"))
                        .toByteArray()))
                .isEqualTo("画像");
    }

    @Test
    void theFirstOfSeveralCounts() throws Exception {
        KeyValue number =
                attribute("service.name", AnyValue.newBuilder().setIntValue(7).build());

        assertThat(find(spans(text("service.name", "a"), text("service.name", "b"))
                        .toByteArray()))
                .isEqualTo("a");
        assertThat(find(spans(number, text("service.name", "b")).toByteArray())).isEmpty();
        assertThat(find(spans(text("service.name", ""), text("service.name", "b"))
                        .toByteArray()))
                .isEmpty();
    }

    @Test
    void partsOfOneResourceAreOneResource() throws Exception {
        byte[] twice = ByteString.copyFrom(spans(text("other", "x")).toByteArray())
                .concat(ByteString.copyFrom(spans(text("service.name", "a")).toByteArray()))
                .concat(ByteString.copyFrom(spans(text("service.name", "b")).toByteArray()))
                .toByteArray();

        assertThat(find(twice)).isEqualTo("a");
    }

    @Test
    void anotherSearchForgetsTheOneBefore() throws Exception {
        find(spans(text("service.name", "a")).toByteArray());

        assertThat(find(spans(text("other", "x")).toByteArray())).isEqualTo(NONE);
        assertThat(find(ResourceSpans.getDefaultInstance().toByteArray())).isEqualTo(NONE);
        assertThat(name.to() - name.from()).isZero();
    }
}
