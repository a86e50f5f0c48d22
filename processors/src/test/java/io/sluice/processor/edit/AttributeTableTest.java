package io.sluice.processor.edit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.sluice.pdata.Schema;
import io.sluice.pdata.WireWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributeTableTest {

    private static final byte[] NUMBER = {0x18, 1};

    private final EditedMessage span = new EditedMessage(Schema.SPAN, new WireWriter(64), false, AttributeTable.ALL);
    private final AttributeKey user = new AttributeKey("user");
    private final AttributeKey host = new AttributeKey("host");
    private final AttributeKey likeHost = new AttributeKey("test"); // as long, with the same last byte

    private AttributeTable read(KeyValue... attributes) {
        byte[] bytes = Span.newBuilder()
                .setSpanId(ByteString.copyFromUtf8("01234567"))
                .setName("GET /")
                .setKindValue(2)
                .setEndTimeUnixNano(5)
                .addAllAttributes(Arrays.asList(attributes))
                .setFlags(257)
                .build()
                .toByteArray();
        return span.reset(bytes, 0, bytes.length, null).attributes();
    }

    private AttributeTable read(String... keys) {
        return read(Stream.of(keys).map(key -> attribute(key, "v")).toArray(KeyValue[]::new));
    }

    private static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    /** From the second message on keys are watched that were looked for in the first. */
    private void watchAll() {
        AttributeTable table = read("other");
        assertThat(table.find(user)).isEqualTo(-1);
        assertThat(table.find(host)).isEqualTo(-1);
        assertThat(table.find(likeHost)).isEqualTo(-1);
    }

    @Test
    void findsKeysInTheMessageInWhichTheyAreAskedForFirstAndInLaterOnes() {
        assertThat(read("a", "user", "b").find(user)).isEqualTo(1);
        assertThat(read("user", "b").find(user)).isZero();
        assertThat(read("a", "b").find(user)).isEqualTo(-1);
        assertThat(read("a", "b", "uses", "suer", "user").find(user)).isEqualTo(4);
    }

    @Test
    void findsTwoKeysOfOneHash() {
        watchAll();

        AttributeTable table = read("test", "a", "host");

        assertThat(table.find(host)).isEqualTo(2);
        assertThat(table.find(likeHost)).isZero();
        assertThat(read("host").find(likeHost)).isEqualTo(-1);
    }

    @Test
    void findsEachOfSeveralWithOneKey() {
        watchAll();

        AttributeTable table = read("user", "a", "user");

        assertThat(table.find(user)).isZero();
        assertThat(table.find(1, user)).isEqualTo(2);
        assertThat(table.find(3, user)).isEqualTo(-1);
        table.delete(0);
        assertThat(table.find(user)).isEqualTo(2);
    }

    @Test
    void doesNotFindWhatIsDeleted() {
        watchAll();
        AttributeTable table = read("a", "user");

        table.delete(1);

        assertThat(table.find(user)).isEqualTo(-1);
        assertThat(table.find("user".getBytes(UTF_8))).isEqualTo(-1);
        assertThat(table.find(host)).isEqualTo(-1);
    }

    @Test
    void findsWhatIsAppendedInThePlaceOfADeletedOne() {
        watchAll();
        AttributeTable table = read("user", "a");

        table.delete(0);
        table.append(user.utf8(), NUMBER, 0, NUMBER.length);

        assertThat(table.find(user)).isEqualTo(2);
        assertThat(read("a").find(user)).isEqualTo(-1);
    }

    @Test
    void findsKeysByTheirNewNames() {
        watchAll();
        AttributeTable table = read("user", "a");

        table.rename(0, host.utf8(), 0, host.utf8().length);

        assertThat(table.find(user)).isEqualTo(-1);
        assertThat(table.find(host)).isZero();
        table.rename(1, user.utf8(), 0, user.utf8().length);
        assertThat(table.find(user)).isEqualTo(1);
        assertThat(read("a", "user").find(user)).isEqualTo(1);
    }

    @Test
    void findsTheEmptyKey() {
        AttributeKey empty = new AttributeKey("");

        assertThat(read("a", "", "b").find(empty)).isEqualTo(1);
        assertThat(read("a", "").find(empty)).isEqualTo(1);
        assertThat(read("a").find(empty)).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0",
        "1, 1",
        "115, 1",
        "127, 1",
        "128, 1",
        "300, 1",
        "4, 110",
        "4, 125",
        "4, 126",
        "4, 127",
        "4, 300",
        "4, 20000"
    })
    void readsKeysAndValuesOfAnyLength(int keyLength, int valueLength) {
        AttributeKey key = new AttributeKey("k".repeat(keyLength));
        KeyValue attribute = attribute("k".repeat(keyLength), "v".repeat(valueLength));
        KeyValue other = attribute("other", "value");
        for (int message = 0; message < 2; message++) {
            AttributeTable table = read(other, attribute, other, attribute);

            int i = table.find(key);

            assertThat(i).isEqualTo(1);
            assertThat(table.find(2, key)).isEqualTo(3);
            assertThat(Arrays.copyOfRange(table.keyArray(i), table.keyFrom(i), table.keyEnd(i)))
                    .isEqualTo(key.utf8());
            assertThat(Arrays.copyOfRange(table.valueArray(i), table.valueFrom(i), table.valueEnd(i)))
                    .isEqualTo(attribute.getValue().toByteArray());
            WireWriter written = new WireWriter(16);
            table.write(i, 9, written);
            assertThat(Arrays.copyOf(written.array(), written.length()))
                    .isEqualTo(Arrays.copyOfRange(span.array(), table.fieldStart(i), table.fieldEnd(i)));
        }
    }

    @Test
    void readsMoreAttributesThanThereIsRoomForAtFirst() {
        watchAll();
        KeyValue[] many = new KeyValue[100];
        Arrays.setAll(many, i -> attribute("key" + i, "v".repeat(i * 3)));
        many[90] = attribute("user", "v");

        AttributeTable table = read(many);

        assertThat(table.size()).isEqualTo(100);
        assertThat(table.find(user)).isEqualTo(90);
        assertThat(table.find("key40".getBytes(UTF_8))).isEqualTo(40);
    }

    @Test
    void tellsTextsAndAttributesApartWhicheverIsAskedForFirst() {
        for (int message = 0; message < 3; message++) {
            AttributeTable table = read("a", "user");

            assertThat(table.find(user)).isEqualTo(1);
            assertThat(new String(span.textArray(5), span.textFrom(5), span.textEnd(5) - span.textFrom(5), UTF_8))
                    .isEqualTo("GET /");
            assertThat(span.attributes().size()).isEqualTo(2);
        }
    }

    private static RecordEditor editor(@Nullable List<AttributeKey> keys) {
        return new RecordEditor() {
            @Override
            public long wants() {
                return 1L << Schema.SPAN;
            }

            @Override
            public @Nullable List<AttributeKey> keys() {
                return keys;
            }

            @Override
            public void edit(EditedMessage message) {
                // nothing
            }
        };
    }

    @Test
    void notesOnlyTheKeysOfAllEditorsIfTheyNameThem() {
        long noted = EditorTable.noted(List.of(editor(List.of(user)), editor(List.of(host))));
        EditedMessage message = new EditedMessage(Schema.SPAN, new WireWriter(64), false, noted);
        byte[] bytes = Span.newBuilder()
                .addAttributes(attribute("a", "v"))
                .addAttributes(attribute("user", "v"))
                .addAttributes(attribute("b", "v"))
                .addAttributes(attribute("test", "v"))
                .addAttributes(attribute("host", "v"))
                .build()
                .toByteArray();

        AttributeTable table = message.reset(bytes, 0, bytes.length, null).attributes();

        assertThat(table.size()).isEqualTo(3);
        assertThat(table.find(user)).isZero();
        assertThat(table.find(host)).isEqualTo(2);
    }

    @Test
    void notesAllKeysIfOneEditorMayLookAtAny() {
        assertThat(EditorTable.noted(List.of(editor(List.of(user)), editor(null))))
                .isEqualTo(AttributeTable.ALL);
    }
}
