package io.sluice.processor.edit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.sluice.api.RequestContext;
import io.sluice.pdata.BufferPool;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Schema;
import io.sluice.pdata.Signal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random requests and edits, beside the same edits on the generated classes. What is done to an attribute or text is told by its text. */
class RecordWalkTest {

    private static final int DROP = 0;
    private static final int CHANGE = 1;
    private static final int RENAME = 2;
    private static final int APPEND = 3;
    private static final int CHOICES = 9;

    /** As the text of an attribute's value: what is to be done, and how long the new text is. */
    private static int choice(String text) {
        return text.isEmpty() ? CHOICES : Math.floorMod(text.hashCode(), CHOICES);
    }

    private static String grown(String text) {
        return text.hashCode() % 2 == 0 ? text.repeat(7) : "";
    }

    private static String text(Random random) {
        int length = random.nextInt(8) == 0 ? random.nextInt(20_000) : random.nextInt(40);
        return (char) ('a' + random.nextInt(26)) + "x".repeat(length) + random.nextInt(100);
    }

    private static List<KeyValue> attributes(Random random) {
        List<KeyValue> all = new ArrayList<>();
        int count = random.nextInt(10) == 0 ? random.nextInt(120) : random.nextInt(6);
        for (int i = 0; i < count; i++) {
            all.add(KeyValue.newBuilder()
                    .setKey("k" + i)
                    .setValue(AnyValue.newBuilder().setStringValue(text(random)))
                    .build());
        }
        return all;
    }

    private static ExportTraceServiceRequest request(Random random) {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        for (int r = random.nextInt(4); r >= 0; r--) {
            ResourceSpans.Builder resource = request.addResourceSpansBuilder();
            if (random.nextBoolean()) {
                resource.setResource(Resource.newBuilder().addAllAttributes(attributes(random)));
            }
            for (int s = random.nextInt(3); s >= 0; s--) {
                ScopeSpans.Builder scope = resource.addScopeSpansBuilder();
                if (random.nextBoolean()) {
                    scope.setScope(InstrumentationScope.newBuilder().setName(text(random)));
                }
                for (int i = random.nextInt(6); i >= 0; i--) {
                    scope.addSpans(span(random));
                }
            }
        }
        return request.build();
    }

    private static Span.Builder span(Random random) {
        Span.Builder span = Span.newBuilder().setName(text(random)).addAllAttributes(attributes(random));
        for (int e = random.nextInt(3); e > 0; e--) {
            span.addEvents(Span.Event.newBuilder().setName(text(random)).addAllAttributes(attributes(random)));
        }
        if (random.nextInt(3) == 0) {
            span.setStatus(Status.newBuilder().setMessage(text(random)).setCodeValue(2));
        }
        return span.setFlags(random.nextInt());
    }

    private static final class Editor implements RecordEditor {

        @Override
        public long wants() {
            return EVERYTHING;
        }

        @Override
        public void edit(EditedMessage message) throws MalformedException {
            int name = switch (message.message()) {
                case Schema.SPAN -> 5;
                case Schema.EVENT, Schema.STATUS -> 2;
                default -> 1;
            };
            if (message.message() != Schema.RESOURCE) {
                editText(message, name);
            }
            AttributeTable table = message.attributes();
            for (int i = table.size() - 1; i >= 0; i--) {
                editAttribute(table, i);
            }
        }

        private static void editText(EditedMessage message, int field) {
            String text = string(message.textArray(field), message.textFrom(field), message.textEnd(field));
            int choice = choice(text);
            boolean canDrop = message.message() == Schema.SPAN || message.message() == Schema.EVENT;
            if (choice == DROP && canDrop) {
                message.drop();
            } else if (choice == CHANGE) {
                byte[] changed = grown(text).getBytes(StandardCharsets.UTF_8);
                message.setText(field, changed, 0, changed.length);
            }
        }

        private static void editAttribute(AttributeTable table, int i) {
            String text = string(table.valueArray(i), table.valueFrom(i), table.valueEnd(i));
            String value = text.isEmpty() ? "" : text.substring(Math.min(text.length(), head(text)));
            byte[] changed = grown(value).getBytes(StandardCharsets.UTF_8);
            switch (choice(value)) {
                case DROP -> table.delete(i);
                case CHANGE -> table.setString(i, changed, 0, changed.length);
                case RENAME -> table.rename(i, "renamed".getBytes(StandardCharsets.UTF_8), 0, 7);
                case APPEND -> table.appendString("more".getBytes(StandardCharsets.UTF_8), changed, 0, changed.length);
                default -> {
                    // stays
                }
            }
        }

        /** Tag and length of a text that is a value. */
        private static int head(String text) {
            int length = text.length();
            return length < 130 ? 2 : length < 16_387 ? 3 : 4;
        }

        private static String string(byte[] array, int from, int end) {
            return new String(array, from, end - from, StandardCharsets.ISO_8859_1);
        }
    }

    private static List<KeyValue> edited(List<KeyValue> before) {
        List<KeyValue> kept = new ArrayList<>();
        List<KeyValue> appended = new ArrayList<>();
        for (KeyValue each : before) {
            String text = each.getValue().getStringValue();
            AnyValue changed = AnyValue.newBuilder().setStringValue(grown(text)).build();
            switch (choice(text)) {
                case DROP -> {
                    // goes
                }
                case CHANGE -> kept.add(each.toBuilder().setValue(changed).build());
                case RENAME -> kept.add(each.toBuilder().setKey("renamed").build());
                case APPEND -> {
                    kept.add(each);
                    appended.add(
                            0,
                            KeyValue.newBuilder()
                                    .setKey("more")
                                    .setValue(changed)
                                    .build());
                }
                default -> kept.add(each);
            }
        }
        kept.addAll(appended);
        return kept;
    }

    private static String edited(String text) {
        return choice(text) == CHANGE ? grown(text) : text;
    }

    private static ExportTraceServiceRequest edited(ExportTraceServiceRequest before) {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        for (ResourceSpans resource : before.getResourceSpansList()) {
            ResourceSpans.Builder changed = resource.toBuilder().clearScopeSpans();
            if (resource.hasResource()) {
                changed.getResourceBuilder()
                        .clearAttributes()
                        .addAllAttributes(edited(resource.getResource().getAttributesList()));
            }
            for (ScopeSpans scope : resource.getScopeSpansList()) {
                ScopeSpans.Builder changedScope = scope.toBuilder().clearSpans();
                if (scope.hasScope()) {
                    changedScope
                            .getScopeBuilder()
                            .setName(edited(scope.getScope().getName()));
                }
                scope.getSpansList().stream()
                        .filter(span -> choice(span.getName()) != DROP)
                        .forEach(span -> changedScope.addSpans(edited(span)));
                if (changedScope.getSpansCount() > 0) {
                    changed.addScopeSpans(changedScope);
                }
            }
            if (changed.getScopeSpansCount() > 0) {
                request.addResourceSpans(changed);
            }
        }
        return request.build();
    }

    private static Span edited(Span span) {
        Span.Builder changed = span.toBuilder()
                .setName(edited(span.getName()))
                .clearAttributes()
                .addAllAttributes(edited(span.getAttributesList()))
                .clearEvents();
        if (span.hasStatus()) {
            changed.getStatusBuilder().setMessage(edited(span.getStatus().getMessage()));
        }
        for (Span.Event event : span.getEventsList()) {
            if (choice(event.getName()) != DROP) {
                changed.addEvents(event.toBuilder()
                        .setName(edited(event.getName()))
                        .clearAttributes()
                        .addAllAttributes(edited(event.getAttributesList())));
            }
        }
        return changed.build();
    }

    private static Payload walk(RecordWalk walk, byte[] bytes) throws MalformedException {
        Payload payload = Payload.of(bytes);
        Payload result = walk.edit(Signal.TRACES, RequestContext.NONE, payload, BufferPool.UNPOOLED);
        return result == null ? payload : result;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void doesToTheBytesWhatTheGeneratedClassesDo(long seed) throws Exception {
        Random random = new Random(seed);
        RecordWalk walk = new RecordWalk(List.of(new Editor()));

        for (int i = 0; i < 60; i++) {
            ExportTraceServiceRequest request = request(random);

            Payload result = walk(walk, request.toByteArray());

            assertThat(parse(result)).as("seed %s, request %s", seed, i).isEqualTo(edited(request));
        }
    }

    private static ExportTraceServiceRequest parse(Payload payload) throws InvalidProtocolBufferException {
        return ExportTraceServiceRequest.parseFrom(payload.toExactArray());
    }

    @Test
    void aResultMayBeMuchLargerThanTheOriginal() throws Exception {
        byte[] large = "y".repeat(3_000_000).getBytes(StandardCharsets.UTF_8);
        RecordWalk walk = new RecordWalk(List.of(new RecordEditor() {
            @Override
            public long wants() {
                return 1L << Schema.SPAN;
            }

            @Override
            public void edit(EditedMessage message) {
                message.setText(5, large, 0, large.length);
            }
        }));
        ExportTraceServiceRequest request = request(new Random(1));

        ExportTraceServiceRequest result = parse(walk(walk, request.toByteArray()));

        assertThat(result.getResourceSpansList())
                .flatMap(ResourceSpans::getScopeSpansList)
                .flatMap(ScopeSpans::getSpansList)
                .isNotEmpty()
                .allSatisfy(span -> assertThat(span.getName()).hasSize(large.length));
    }
}
