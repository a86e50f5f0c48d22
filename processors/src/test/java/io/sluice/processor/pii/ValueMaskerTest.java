package io.sluice.processor.pii;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.sluice.api.Clock;
import io.sluice.api.telemetry.Meter;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireWriter;
import io.sluice.processor.Configs;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ValueMaskerTest {

    private static AnyValue mask(String yaml, String key, AnyValue value) {
        return mask(yaml, key, value.toByteArray());
    }

    private static AnyValue mask(String yaml, String key, byte[] array) {
        return mask(yaml, key, array, Clock.SYSTEM);
    }

    private static AnyValue mask(String yaml, String key, byte[] array, Clock clock) {
        PiiConfig config = Configs.of(new PiiFactory(), yaml);
        PiiTools tools = new PiiTools(config, null, Meter.NOOP, clock, "pii", "items", null);
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        KeyVerdict verdict = tools.rules.attributes().of(name, 0, name.length);
        tools.deadline.begin();
        tools.path.set(Place.LOG_BODY);
        ValueMasker.Owner owner = new ValueMasker.Owner(tools.rules.usual(), verdict)
                .set(tools.rules.usual(), verdict, name, 0, name.length);
        WireWriter out = new WireWriter(16);
        try {
            boolean may = tools.values.mayChange(verdict, array, 0, array.length);
            boolean changed = tools.values.mask(owner, array, 0, array.length, out, new Effects());
            assertThat(may || !changed).as("may change").isTrue();
            AnyValue masked = AnyValue.parseFrom(ByteString.copyFrom(out.array(), 0, out.length()));
            assertThat(masked.equals(AnyValue.parseFrom(array))).isEqualTo(!changed);
            return masked;
        } catch (MalformedException | InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static AnyValue text(String text) {
        return AnyValue.newBuilder().setStringValue(text).build();
    }

    private static AnyValue number(long number) {
        return AnyValue.newBuilder().setIntValue(number).build();
    }

    private static AnyValue array(AnyValue... values) {
        ArrayValue.Builder array = ArrayValue.newBuilder();
        for (AnyValue value : values) {
            array.addValues(value);
        }
        return AnyValue.newBuilder().setArrayValue(array).build();
    }

    /** An array of two, of which the first has two values. */
    private static byte[] lastOfTwo(AnyValue first, AnyValue last, AnyValue next) {
        ByteString both = first.toByteString().concat(last.toByteString());
        WireWriter list = new WireWriter(64).bytesField(1, both.toByteArray(), 0, both.size());
        list.bytesField(1, next.toByteArray(), 0, next.getSerializedSize());
        WireWriter any = new WireWriter(64).bytesField(5, list.array(), 0, list.length());
        return java.util.Arrays.copyOf(any.array(), any.length());
    }

    private static AnyValue map(Object... keysAndValues) {
        KeyValueList.Builder list = KeyValueList.newBuilder();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            list.addValues(
                    KeyValue.newBuilder().setKey((String) keysAndValues[i]).setValue((AnyValue) keysAndValues[i + 1]));
        }
        return AnyValue.newBuilder().setKvlistValue(list).build();
    }

    @Test
    void masksTextsAtAnyDepthAndKeepsTheRest() {
        AnyValue value = map(
                "user", map("mail", text("a@example.com"), "age", number(42)),
                "to", array(text("b@example.com"), text("nobody"), array(text("c@example.com"))));
        assertThat(mask("{}", "x", value))
                .isEqualTo(map(
                        "user", map("mail", text("[EMAIL]"), "age", number(42)),
                        "to", array(text("[EMAIL]"), text("nobody"), array(text("[EMAIL]")))));
    }

    @Test
    void keysInMapsNameSecrets() {
        AnyValue value = map("password", text("x"), "passwords", array(number(1234567), text("y")), "name", text("z"));
        assertThat(mask("{}", "x", value))
                .isEqualTo(map(
                        "password",
                        text("[SECRET]"),
                        "passwords",
                        array(text("[SECRET]"), text("[SECRET]")),
                        "name",
                        text("z")));
    }

    @Test
    void everythingBelowASecretKeyIsSecret() {
        AnyValue value = map(
                "a",
                text("x"),
                "b",
                map(
                        "c",
                        number(5),
                        "d",
                        AnyValue.newBuilder().setBoolValue(true).build()));
        assertThat(mask("{}", "db.password", value))
                .isEqualTo(map(
                        "a", text("[SECRET]"),
                        "b",
                                map(
                                        "c",
                                        text("[SECRET]"),
                                        "d",
                                        AnyValue.newBuilder().setBoolValue(true).build())));
    }

    @Test
    void optionsNameTheNextArgument() {
        assertThat(mask(
                        "{}",
                        "process.command_args",
                        array(text("run"), text("--password"), text("x"), text("-Token"), text("y"), text("z"))))
                .isEqualTo(array(
                        text("run"),
                        text("--password"),
                        text("[SECRET]"),
                        text("-Token"),
                        text("[SECRET]"),
                        text("z")));
        assertThat(mask("{}", "x", array(text("--" + "a".repeat(130) + "-password"), text("x"))))
                .isEqualTo(array(text("--" + "a".repeat(130) + "-password"), text("x")));
        assertThat(mask("{}", "x", lastOfTwo(text("--password"), number(1), text("x"))))
                .as("an option that another value takes the place of")
                .isEqualTo(array(number(1), text("x")));
        assertThat(mask("{}", "x", array(text("-"), text("--password"))))
                .isEqualTo(array(text("-"), text("--password")));
    }

    @Test
    void commandsNameTheArgumentOfTheirOption() {
        assertThat(mask("{}", "x", array(text("/usr/bin/curl"), text("-u"), text("a:b"), text("c:d"))))
                .isEqualTo(array(text("/usr/bin/curl"), text("-u"), text("[SECRET]"), text("c:d")));
        assertThat(mask("{}", "x", array(text("docker"), text("login"), text("-p"), text("hunter2"), text("shop"))))
                .isEqualTo(array(text("docker"), text("login"), text("-p"), text("[SECRET]"), text("shop")));
        assertThat(mask("{}", "x", array(text("mysql"), text("-pSecret"), text("shop"))))
                .isEqualTo(array(text("mysql"), text("[SECRET]"), text("shop")));
        for (AnyValue other : List.of(
                array(text("curl"), text("-u"), text("bob"), text("https://x")),
                array(text("curl"), text("-u"), text("[SECRET]"), text("https://x")),
                array(text("ls"), text("-u"), text("a:b")),
                array(text("libcurl.so"), text("-u"), text("a:b")),
                array(text("mysql"), text("-p"), text("shop")),
                array(text("ls"), text("-pfoo"), text("-ps")))) {
            assertThat(mask("{}", "x", other)).isEqualTo(other);
        }
    }

    @Test
    void keyTellsTheAddressOfADevice() {
        assertThat(mask("{}", "host.mac", text("001a2b3c4d5e"))).isEqualTo(text("[MAC]"));
        assertThat(mask("{}", "x", map("mac", array(text("001a2b3c4d5e"), text("up")))))
                .isEqualTo(map("mac", array(text("[MAC]"), text("up"))));
        assertThat(mask("{}", "host.id", text("001a2b3c4d5e"))).isEqualTo(text("001a2b3c4d5e"));
        assertThat(mask("{}", "host.mac", text("001a2b3c4d5e6"))).isEqualTo(text("001a2b3c4d5e6"));
    }

    @Test
    void keysAreMaskedAsWell() {
        assertThat(mask("{}", "x", map("a@example.com", text("hello")))).isEqualTo(map("[EMAIL]", text("hello")));
    }

    @Test
    void keysThatStandBehindTheirValuesCount() throws InvalidProtocolBufferException {
        // KeyValue {value: "x", key: "password"} in the order of a hostile encoder.
        byte[] key = KeyValue.newBuilder().setKey("password").build().toByteArray();
        byte[] value = KeyValue.newBuilder().setValue(text("hunter2")).build().toByteArray();
        ByteString entry = ByteString.copyFrom(value).concat(ByteString.copyFrom(key));
        WireWriter list = new WireWriter(64).bytesField(1, entry.toByteArray(), 0, entry.size());
        WireWriter any = new WireWriter(64).bytesField(6, list.array(), 0, list.length());
        AnyValue masked = mask("{}", "x", java.util.Arrays.copyOf(any.array(), any.length()));
        assertThat(masked).isEqualTo(map("password", text("[SECRET]")));
    }

    @Test
    void bytesThatAreTextAreMaskedAndStayBytes() {
        AnyValue value = AnyValue.newBuilder()
                .setBytesValue(ByteString.copyFromUtf8("from a@example.com\n"))
                .build();
        assertThat(mask("{}", "x", value).getBytesValue().toStringUtf8()).isEqualTo("from [EMAIL]\n");
        AnyValue binary = AnyValue.newBuilder()
                .setBytesValue(ByteString.copyFrom(new byte[] {0, 'a', '@', 'b', '.', 'c', 'o', 'm'}))
                .build();
        assertThat(mask("{}", "x", binary)).isEqualTo(binary);
        assertThat(mask("{}", "db.password", binary).getBytesValue().toStringUtf8())
                .isEqualTo("[SECRET]");
    }

    @Test
    void numbersAreTextWhereTheyAreMasked() {
        String yaml = "rules: [{name: member, pattern: '^\\d{9}$', keys: [member]}]";
        assertThat(mask(yaml, "member", number(123_456_789))).isEqualTo(text("[MEMBER]"));
        assertThat(mask(yaml, "other", number(123_456_789))).isEqualTo(number(123_456_789));
        AnyValue real = AnyValue.newBuilder().setDoubleValue(123_456_789).build();
        assertThat(mask(yaml, "member", real)).isEqualTo(text("[MEMBER]"));
        assertThat(mask("rules: [{name: m, keys: [m]}]", "m", number(Long.MIN_VALUE)))
                .isEqualTo(text("[M]"));
    }

    @Test
    void anEntryCanBeDroppedFromItsMap() {
        String yaml = "rules: [{name: note, keys: [note], action: drop_attribute}]";
        assertThat(mask(yaml, "x", map("a", text("1"), "note", text("2"), "b", map("note", text("3")))))
                .isEqualTo(map("a", text("1"), "b", map()));
    }

    @Test
    void whatIsTooDeepIsMaskedAsAWhole() {
        AnyValue value = text("a@example.com");
        for (int i = 0; i < 4; i++) {
            value = array(value);
        }
        assertThat(mask("max_depth: 4", "x", value)).isEqualTo(array(array(array(array(text("[EMAIL]"))))));
        assertThat(mask("max_depth: 3", "x", value)).isEqualTo(array(array(array(text("[UNSEARCHED]")))));
    }

    @Test
    void placesInMapsCanBeLeftOut() {
        String yaml = "paths: {exclude: [log.body.raw.*]}";
        AnyValue value = map("raw", map("mail", text("a@example.com")), "mail", text("a@example.com"));
        assertThat(mask(yaml, "", value))
                .isEqualTo(map("raw", map("mail", text("a@example.com")), "mail", text("[EMAIL]")));
    }

    @Test
    void aPlaceIsLeftOutOrSearchedWithAllThatIsBelowIt() {
        AnyValue value = map(
                "raw",
                map("mail", text("a@example.com"), "b@example.com", text("c")),
                "rawer",
                array(text("a@example.com")),
                "d@example.com",
                text("e"));
        AnyValue masked = map(
                "raw",
                map("mail", text("[EMAIL]"), "[EMAIL]", text("c")),
                "rawer",
                array(text("[EMAIL]")),
                "[EMAIL]",
                text("e"));
        assertThat(mask("paths: {include: [log.body]}", "", value)).isEqualTo(masked);
        assertThat(mask("paths: {include: [log]}", "", value)).isEqualTo(masked);
        assertThat(mask("paths: {exclude: [log.body]}", "", value)).isEqualTo(value);
        assertThat(mask("paths: {include: [log.body.raw]}", "", value))
                .isEqualTo(map(
                        "raw",
                        masked.getKvlistValue().getValues(0).getValue(),
                        "rawer",
                        array(text("a@example.com")),
                        "d@example.com",
                        text("e")));
        assertThat(mask("paths: {include: ['log.bod*y']}", "", value)).isEqualTo(value);
    }

    @Test
    void whatThereIsNoTimeForIsMaskedAsAWhole() {
        AtomicLong nanos = new AtomicLong();
        Clock clock = new Clock() {
            @Override
            public long nanoTime() {
                return nanos.addAndGet(700_000_000);
            }

            @Override
            public long epochMillis() {
                return 0;
            }
        };
        AnyValue value =
                array(text("1:2"), text("x".repeat(70_000) + " 1:2"), text("y".repeat(70_000) + ":"), text("a:b"));
        AnyValue masked = mask("{timeout: 1s}", "x", value.toByteArray(), clock);
        assertThat(masked)
                .isEqualTo(array(
                        text("1:2"), value.getArrayValue().getValues(1), text("[UNSEARCHED]"), text("[UNSEARCHED]")));
    }
}
