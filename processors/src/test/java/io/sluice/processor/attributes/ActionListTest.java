package io.sluice.processor.attributes;

import static io.sluice.processor.attributes.Attributes.array;
import static io.sluice.processor.attributes.Attributes.attribute;
import static io.sluice.processor.attributes.Attributes.bytes;
import static io.sluice.processor.attributes.Attributes.map;
import static io.sluice.processor.attributes.Attributes.number;
import static io.sluice.processor.attributes.Attributes.text;
import static io.sluice.processor.attributes.Attributes.truth;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.sluice.api.Batch;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.PeerIdentity;
import io.sluice.api.RequestContext;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.processor.attributes.ActionConfig.Action;
import io.sluice.processor.attributes.ActionConfig.ConvertedType;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.RecordingConsumer;
import io.sluice.testkit.TestContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionListTest {

    private final TestContext context = new TestContext(ComponentKind.PROCESSOR, ComponentId.of("attributes"));

    private RequestContext request = RequestContext.NONE;

    /** What the actions make of a span's attributes. */
    private List<KeyValue> run(List<KeyValue> before, ActionConfig... actions) throws InvalidProtocolBufferException {
        ExportTraceServiceRequest spans = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder()
                                .addSpans(Span.newBuilder().setName("x").addAllAttributes(before))))
                .build();
        RecordingConsumer next = RecordingConsumer.holding();
        new AttributesProcessor(context, new AttributesConfig(null, null, List.of(actions)), Signal.TRACES)
                .newStage(context, next)
                .process(new Batch(Signal.TRACES, Payload.of(spans.toByteArray()), 1, request, new RecordingAck()));
        byte[] after = next.take().payload().toExactArray();
        return ExportTraceServiceRequest.parseFrom(after)
                .getResourceSpans(0)
                .getScopeSpans(0)
                .getSpans(0)
                .getAttributesList();
    }

    @Test
    void insertsWhatIsNotThere() throws Exception {
        assertThat(run(
                        List.of(attribute("a", "1")),
                        Actions.put(Action.INSERT, "a", "2"),
                        Actions.put(Action.INSERT, "b", "3")))
                .containsExactly(attribute("a", "1"), attribute("b", "3"));
    }

    @Test
    void updatesWhatIsThere() throws Exception {
        assertThat(run(
                        List.of(attribute("a", "1")),
                        Actions.put(Action.UPDATE, "a", 2L),
                        Actions.put(Action.UPDATE, "b", 3L)))
                .containsExactly(attribute("a", 2));
    }

    @Test
    void upsertsInAnyCase() throws Exception {
        assertThat(run(
                        List.of(attribute("a", "1")),
                        Actions.put(Action.UPSERT, "a", true),
                        Actions.put(Action.UPSERT, "b", 1.5)))
                .containsExactly(attribute("a", truth(true)), attribute("b", number(1.5)));
    }

    @Test
    void writesListsAndMaps() throws Exception {
        assertThat(run(List.of(), Actions.put(Action.INSERT, "a", List.of(1L, "two", Map.of("three", 3.0)))))
                .containsExactly(attribute("a", array(number(1), text("two"), map(attribute("three", number(3.0))))));
    }

    @Test
    void copiesValuesOfAnyType() throws Exception {
        AnyValue map = map(attribute("k", array(number(1), text("x"))));

        assertThat(run(
                        List.of(attribute("from", map)),
                        Actions.copy(Action.INSERT, "to", "from", null),
                        Actions.copy(Action.INSERT, "nothing", "nowhere", null),
                        Actions.copy(Action.INSERT, "fallback", "nowhere", 7L)))
                .containsExactly(attribute("from", map), attribute("to", map), attribute("fallback", 7));
    }

    @Test
    void laterActionsSeeWhatEarlierOnesDid() throws Exception {
        assertThat(run(
                        List.of(attribute("a", "1")),
                        Actions.copy(Action.INSERT, "b", "a", null),
                        Actions.put(Action.UPDATE, "a", "2"),
                        Actions.copy(Action.INSERT, "c", "a", null),
                        Actions.by(Action.DELETE, "a", "")))
                .containsExactly(attribute("b", "1"), attribute("c", "2"));
    }

    @Test
    void readsTheRequest() throws Exception {
        request = new RequestContext(
                "otlp",
                "grpc",
                "[2001:db8:0:0:0:0:0:1]:4711",
                new PeerIdentity("spiffe://shop", "CN=shop", List.of()),
                Map.of("x-tenant", List.of("a", "b")),
                0);

        assertThat(run(
                        List.of(),
                        Actions.context("address", "client.address", null),
                        Actions.context("tenant", "metadata.X-Tenant", null),
                        Actions.context("old", "x-tenant", null),
                        Actions.context("subject", "auth.subject", null),
                        Actions.context("none", "metadata.other", null),
                        Actions.context("other", "auth.other", "nobody")))
                .containsExactly(
                        attribute("address", "2001:db8::1"),
                        attribute("tenant", "a;b"),
                        attribute("old", "a;b"),
                        attribute("subject", "spiffe://shop"),
                        attribute("other", "nobody"));
    }

    @Test
    void deletesByKeyAndByPattern() throws Exception {
        assertThat(run(
                        List.of(
                                attribute("a", "1"),
                                attribute("card.number", "2"),
                                attribute("keep", "3"),
                                attribute("my.card", "4"),
                                attribute("a", "5")),
                        Actions.by(Action.DELETE, "a", ""),
                        Actions.by(Action.DELETE, "nowhere", "card")))
                .containsExactly(attribute("keep", "3"));
    }

    private static AnyValue sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return text(
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    }

    private static byte[] little(long bits) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(bits)
                .array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void hashesEveryType() throws Exception {
        assertThat(run(
                        List.of(
                                attribute("text", "名前"),
                                attribute("empty", ""),
                                attribute("int", -5),
                                attribute("double", number(0.1)),
                                attribute("true", truth(true)),
                                attribute("false", truth(false)),
                                attribute("list", array(text("x"))),
                                attribute("bytes", bytes(1, 2))),
                        Actions.by(Action.HASH, "", ".")))
                .containsExactly(
                        attribute("text", sha256(utf8("名前"))),
                        attribute("empty", sha256(new byte[0])),
                        attribute("int", sha256(little(-5))),
                        attribute("double", sha256(little(Double.doubleToRawLongBits(0.1)))),
                        attribute("true", sha256(new byte[] {1})),
                        attribute("false", sha256(new byte[] {0})),
                        attribute("list", ""),
                        attribute("bytes", ""));
    }

    @Test
    void hashesTwiceWhatKeyAndPatternName() throws Exception {
        String once = sha256(utf8("090")).getStringValue();

        assertThat(run(List.of(attribute("phone", "090")), Actions.by(Action.HASH, "phone", "ph")))
                .containsExactly(attribute("phone", sha256(utf8(once))));
    }

    @Test
    void extractsNamedGroups() throws Exception {
        assertThat(run(
                        List.of(attribute("url", "https://example.com/a"), attribute("scheme", 5)),
                        Actions.by(Action.EXTRACT, "url", "^(?P<scheme>\\w+)://(?P<host>[^:/]+)(?::(?P<port>\\d+))?")))
                .containsExactly(
                        attribute("url", "https://example.com/a"),
                        attribute("scheme", "https"),
                        attribute("host", "example.com"),
                        attribute("port", ""));
    }

    @Test
    void extractsNothingFromWhatDoesNotMatchOrIsNoText() throws Exception {
        assertThat(run(
                        List.of(attribute("a", "x"), attribute("b", 1)),
                        Actions.by(Action.EXTRACT, "a", "(?P<y>y)"),
                        Actions.by(Action.EXTRACT, "b", "(?P<y>1)")))
                .containsExactly(attribute("a", "x"), attribute("b", 1));
    }

    @Test
    void convertsToText() throws Exception {
        assertThat(run(
                        List.of(
                                attribute("int", -5),
                                attribute("double", number(1e21)),
                                attribute("truth", truth(true)),
                                attribute("map", map(attribute("b", number(1)), attribute("a", text("\"<")))),
                                attribute("bytes", bytes(0, 255)),
                                attribute("none", AnyValue.getDefaultInstance())),
                        Actions.convert("int", ConvertedType.STRING),
                        Actions.convert("double", ConvertedType.STRING),
                        Actions.convert("truth", ConvertedType.STRING),
                        Actions.convert("map", ConvertedType.STRING),
                        Actions.convert("bytes", ConvertedType.STRING),
                        Actions.convert("none", ConvertedType.STRING)))
                .containsExactly(
                        attribute("int", "-5"),
                        attribute("double", "1e+21"),
                        attribute("truth", "true"),
                        attribute("map", "{\"a\":\"\\\"<\",\"b\":1}"),
                        attribute("bytes", "AP8="),
                        attribute("none", ""));
    }

    @ParameterizedTest
    @CsvSource({"12,12", "-3,-3", "+007,7", "9223372036854775807,9223372036854775807"})
    void convertsTextToInt(String before, long after) throws Exception {
        assertThat(run(List.of(attribute("a", before)), Actions.convert("a", ConvertedType.INT)))
                .containsExactly(attribute("a", after));
    }

    @ParameterizedTest
    @CsvSource({"1.5", "1_0", "0x1", "' 1'", "''", "+", "9223372036854775808", "12a"})
    void leavesTextThatIsNoInt(String text) throws Exception {
        assertThat(run(List.of(attribute("a", text)), Actions.convert("a", ConvertedType.INT)))
                .containsExactly(attribute("a", text));
    }

    @ParameterizedTest
    @CsvSource({"1.9,1", "-1.9,-1", "1e300,-9223372036854775808", "NaN,-9223372036854775808"})
    void cutsDoublesToInts(double before, long after) throws Exception {
        assertThat(run(List.of(attribute("a", number(before))), Actions.convert("a", ConvertedType.INT)))
                .containsExactly(attribute("a", after));
    }

    @Test
    void convertsToDouble() throws Exception {
        assertThat(run(
                        List.of(
                                attribute("int", 5),
                                attribute("text", "1e3"),
                                attribute("truth", truth(true)),
                                attribute("word", "x"),
                                attribute("list", array())),
                        Actions.convert("int", ConvertedType.DOUBLE),
                        Actions.convert("text", ConvertedType.DOUBLE),
                        Actions.convert("truth", ConvertedType.DOUBLE),
                        Actions.convert("word", ConvertedType.DOUBLE),
                        Actions.convert("list", ConvertedType.DOUBLE)))
                .containsExactly(
                        attribute("int", number(5.0)),
                        attribute("text", number(1000.0)),
                        attribute("truth", number(1.0)),
                        attribute("word", "x"),
                        attribute("list", array()));
    }

    private static final List<String> KEYS = List.of("user", "uses", "host", "test", "a", "", "env", "k".repeat(200));

    private static List<KeyValue> someAttributes(Random random) {
        List<KeyValue> all = new ArrayList<>();
        for (int i = random.nextInt(random.nextInt(8) == 0 ? 80 : 9); i > 0; i--) {
            String key = random.nextInt(3) == 0 ? "other" + i : KEYS.get(random.nextInt(KEYS.size()));
            all.add(
                    switch (random.nextInt(5)) {
                        case 0 -> attribute(key, random.nextInt(100));
                        case 1 -> attribute(key, "x".repeat(random.nextInt(20_000)));
                        case 2 -> attribute(key, AnyValue.getDefaultInstance());
                        default -> attribute(key, Integer.toString(random.nextInt(50)));
                    });
        }
        return all;
    }

    private static List<ActionConfig> someActions(Random random) {
        List<ActionConfig> all = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            String key = KEYS.get(random.nextInt(KEYS.size()));
            String other = KEYS.get(random.nextInt(KEYS.size()));
            all.add(
                    switch (random.nextInt(7)) {
                        case 0 -> Actions.by(Action.DELETE, key, "");
                        case 1 -> Actions.by(Action.HASH, key, "");
                        case 2 -> Actions.convert(key, ConvertedType.INT);
                        case 3 -> Actions.put(Action.UPDATE, key, "new");
                        case 4 -> Actions.put(Action.UPSERT, key, random.nextInt(300));
                        case 5 -> Actions.copy(Action.UPSERT, key, other, null);
                        default -> Actions.put(Action.INSERT, key, "v".repeat(random.nextInt(200)));
                    });
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void doesTheSameWhetherAllAttributesAreNotedOrOnlyThoseThatAreNamed(int seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            List<KeyValue> before = someAttributes(random);
            List<ActionConfig> named = someActions(random);
            List<ActionConfig> withPattern = new ArrayList<>(named);
            withPattern.add(Actions.by(Action.DELETE, "no such key", "^no such key$"));

            List<KeyValue> after = run(before, named.toArray(ActionConfig[]::new));

            assertThat(after).as("%s", named).isEqualTo(run(before, withPattern.toArray(ActionConfig[]::new)));
        }
    }
}
