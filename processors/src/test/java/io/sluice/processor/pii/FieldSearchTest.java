package io.sluice.processor.pii;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.sluice.api.Batch;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.RequestContext;
import io.sluice.api.Stage;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.processor.Configs;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.RecordingConsumer;
import io.sluice.testkit.TestContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Through the whole processor: what the search passes over must be what there is nothing in. */
final class FieldSearchTest {

    private static final String MAIL = "taro@example.com";

    private static final List<String> KEYS = List.of(
            "http.method", "url.path", "note", "enduser.id", "service.name", "password", "x-api-key", "card", MAIL);

    private static final List<String> TEXTS = List.of(
            "GET",
            "",
            "/v1/images/123456789/features",
            "user-1234567",
            MAIL,
            "card 4111111111111111",
            "hunter2",
            "203.0.113.7",
            "ｔａｒｏ＠example.com",
            "taro%40example.com",
            "[EMAIL]",
            "4111111111111111",
            "ssn 123456789",
            "123456789",
            "{\"password\":\"x\"}",
            "090-1234-5678",
            "x".repeat(200),
            "y".repeat(140) + " " + MAIL);

    private static final ByteString KEY = field(1, ByteString.copyFromUtf8("note"));
    private static final ByteString VALUE = field(2, field(1, ByteString.copyFromUtf8(MAIL)));
    private static final ByteString CLEAN = field(2, field(1, ByteString.copyFromUtf8("GET")));
    private static final int ATTRIBUTES = 9;
    private static final int NAME = 5;

    private final TestContext context = new TestContext(ComponentKind.PROCESSOR, ComponentId.of("pii"));
    private final RecordingConsumer next = RecordingConsumer.holding();

    private Stage stage(String yaml) {
        PiiFactory factory = new PiiFactory();
        return ((Processor.Staged)
                        factory.create(context, Configs.of(factory, yaml), new PipelineId(Signal.TRACES, "")))
                .newStage(context, next);
    }

    private static ByteString run(Stage stage, byte[] bytes) {
        Batch batch = new Batch(Signal.TRACES, Payload.of(bytes), 1, RequestContext.NONE, new RecordingAck());
        stage.process(batch);
        Payload payload = batch.payload();
        return ByteString.copyFrom(payload.array(), payload.offset(), payload.length());
    }

    private static TracesData traces(Iterable<Span> spans) {
        return TracesData.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(spans)))
                .build();
    }

    private static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static AnyValue value(Random random, int depth) {
        AnyValue.Builder value = AnyValue.newBuilder();
        return switch (random.nextInt(depth > 2 ? 6 : 9)) {
            case 0 -> value.setIntValue(4_111_111_111_111_111L).build();
            case 1 -> value.setIntValue(random.nextInt(100)).build();
            case 2 -> value.setBoolValue(true).build();
            case 3 -> value.setDoubleValue(0.5).build();
            case 6 ->
                value.setArrayValue(ArrayValue.newBuilder().addValues(value(random, depth + 1)))
                        .build();
            case 7 ->
                value.setKvlistValue(KeyValueList.newBuilder().addValues(attribute(random, depth + 1)))
                        .build();
            case 8 -> value.setBytesValue(ByteString.copyFromUtf8(text(random))).build();
            default -> value.setStringValue(text(random)).build();
        };
    }

    private static KeyValue attribute(Random random, int depth) {
        return KeyValue.newBuilder()
                .setKey(KEYS.get(random.nextInt(KEYS.size())))
                .setValue(value(random, depth))
                .build();
    }

    private static Span span(Random random) {
        Span.Builder span = Span.newBuilder().setName(text(random)).setFlags(random.nextInt(3));
        for (int i = random.nextInt(6); i > 0; i--) {
            span.addAttributes(attribute(random, 0));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            span.addEvents(Span.Event.newBuilder().setName(text(random)).addAttributes(attribute(random, 0)));
        }
        if (random.nextBoolean()) {
            span.addLinks(Span.Link.newBuilder().addAttributes(attribute(random, 0)));
        }
        if (random.nextBoolean()) {
            span.setStatus(Status.newBuilder().setMessage(text(random)));
        }
        return span.build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{shadow: true}",
                "{paths: {exclude: [span.attributes.note]}}",
                "{rules: [{name: id, pattern: 'user-[0-9]+'}]}",
                "{classes: {attribute: note, policies: {GET: {minimum_confidence: strong}}}}"
            })
    void whatCameBeforeChangesNothing(String yaml) {
        Random random = new Random(7);
        Stage old = stage(yaml);
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = traces(List.of(span(random), span(random))).toByteArray();
            assertThat(run(old, bytes)).as("request %d", i).isEqualTo(run(stage(yaml), bytes));
        }
    }

    /** Without findings, and with, but for digits the same. */
    private static final List<List<String>> DIGITS_APART = List.of(
            List.of("card 4111111111111112", "card 4111111111111111"),
            List.of("4111-1111-1111-1112 paid", "4111-1111-1111-1111 paid"),
            List.of("call 93-1234-5678", "call 03-1234-5678"),
            List.of("19012345678", "09012345678"),
            List.of("0190123456789", "0081901234567"),
            List.of("+9901234567", "+4412345678"),
            List.of("ssn 000456789", "ssn 123456789"),
            List.of("123-00-6789", "123-45-6789"),
            List.of("my number 1234 5678 9012", "my number 1234 5678 9018"),
            List.of("DE00370400440532013000", "DE89370400440532013000"),
            List.of("from 203.0.113.777", "from 203.0.113.177"),
            List.of("zip 12-34567", "zip 15-00001"),
            List.of("bank branch 001 account 1234567", "bank branch 999 account 7654321"),
            List.of(";4111111111111112=27121010000012345678?", ";4111111111111111=27121010000012345678?"),
            List.of("user-1234567", "user-4111111"),
            List.of("/v1/images/123456789/features", "/v1/images/090123456/features"));

    private static String withOtherDigits(String text, Random random) {
        return text.chars()
                .mapToObj(c -> c >= '0' && c <= '9' ? (char) ('0' + random.nextInt(10)) : (char) c)
                .map(String::valueOf)
                .collect(Collectors.joining());
    }

    /** What differs from many clean texts in its digits alone is masked as if it came first. */
    @ParameterizedTest
    @ValueSource(strings = {"{}", "{rules: [{name: id, pattern: '[0-6]{6}'}]}", "{rules: [{name: id, keys: [card]}]}"})
    void digitsAloneMayMakeAFinding(String yaml) {
        Random random = new Random(11);
        int changed = 0;
        for (List<String> texts : DIGITS_APART) {
            Stage old = stage(yaml);
            for (int i = 0; i < 160; i++) {
                String text = texts.get(i % 10 == 9 ? 1 : 0);
                text = random.nextInt(3) == 0 ? withOtherDigits(text, random) : text;
                AnyValue value = AnyValue.newBuilder().setStringValue(text).build();
                Span span = Span.newBuilder()
                        .addAttributes(KeyValue.newBuilder().setKey("note").setValue(value))
                        .addAttributes(
                                KeyValue.newBuilder().setKey("key " + i % 3).setValue(value))
                        .setName(text)
                        .build();
                byte[] bytes = traces(List.of(span)).toByteArray();
                ByteString masked = run(old, bytes.clone());
                assertThat(masked).as("%s, %d", text, i).isEqualTo(run(stage(yaml), bytes));
                changed += masked.equals(ByteString.copyFrom(bytes)) ? 0 : 1;
            }
        }
        assertThat(changed).isBetween(100, 160 * DIGITS_APART.size() * 2 / 3);
    }

    private static ByteString field(int number, ByteString content) {
        return ByteString.copyFrom(new byte[] {(byte) (number << 3 | 2), (byte) content.size()})
                .concat(content);
    }

    private void isMasked(ByteString span) {
        byte[] bytes = field(1, field(2, field(2, span))).toByteArray();
        Stage stage = stage("{}");
        for (int i = 0; i < 4; i++) {
            assertThat(run(stage, bytes).toString(StandardCharsets.UTF_8)).doesNotContain("taro");
        }
    }

    @Test
    void attributesInUnusualFormAreSearched() {
        isMasked(field(ATTRIBUTES, VALUE.concat(KEY)));
        isMasked(field(ATTRIBUTES, KEY.concat(CLEAN).concat(VALUE)));
        isMasked(field(ATTRIBUTES, KEY.concat(VALUE).concat(CLEAN)));
        isMasked(field(ATTRIBUTES, KEY.concat(KEY).concat(VALUE)));
        isMasked(field(ATTRIBUTES, VALUE));
        isMasked(field(ATTRIBUTES, field(3, ByteString.EMPTY).concat(KEY).concat(VALUE)));
    }

    @Test
    void keysOfMapsThatComeTwiceLoseTheOneNobodySees() {
        ByteString mail = field(1, ByteString.copyFromUtf8(MAIL));
        ByteString map = field(6, field(1, mail.concat(KEY).concat(CLEAN)));
        isMasked(field(ATTRIBUTES, KEY.concat(field(2, map))));
    }

    @Test
    void textsThatComeTwiceAreSearched() {
        ByteString mail = field(NAME, ByteString.copyFromUtf8(MAIL));
        ByteString get = field(NAME, ByteString.copyFromUtf8("GET"));
        isMasked(get.concat(mail));
        isMasked(mail.concat(get));
    }

    @Test
    void tagsWrittenInMoreBytesThanTheyNeedAreSearched() {
        ByteString mail = ByteString.copyFromUtf8(MAIL);
        ByteString tag = ByteString.copyFrom(new byte[] {(byte) (0x80 | NAME << 3 | 2), 0, (byte) mail.size()});
        isMasked(tag.concat(mail));
    }

    @Test
    void lengthsWrittenInMoreBytesThanTheyNeedAreSearched() {
        ByteString mail = ByteString.copyFromUtf8(MAIL);
        ByteString name = ByteString.copyFrom(new byte[] {NAME << 3 | 2, (byte) (0x80 | mail.size()), 0});
        isMasked(name.concat(mail));
    }

    @Test
    void moreSuspectsThanAreCountedAreAllMasked() {
        Span.Builder span = Span.newBuilder();
        for (int i = 0; i < 50; i++) {
            span.addAttributes(KeyValue.newBuilder()
                    .setKey("note")
                    .setValue(AnyValue.newBuilder().setStringValue(i + MAIL)));
        }
        byte[] bytes = traces(List.of(span.build())).toByteArray();
        assertThat(run(stage("{}"), bytes).toString(StandardCharsets.UTF_8)).doesNotContain("taro");
    }
}
