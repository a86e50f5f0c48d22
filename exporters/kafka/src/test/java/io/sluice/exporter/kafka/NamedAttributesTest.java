package io.sluice.exporter.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pdata.WireWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamedAttributesTest {

    private static final int FIELD = 9;

    private final WireWriter message = new WireWriter(64);
    private int attribute;

    private NamedAttributesTest begin() {
        attribute = message.openMessage(FIELD);
        return this;
    }

    private NamedAttributesTest key(String key) {
        byte[] bytes = key.getBytes(UTF_8);
        message.bytesField(1, bytes, 0, bytes.length);
        return this;
    }

    private NamedAttributesTest text(String value) {
        byte[] bytes = value.getBytes(UTF_8);
        int mark = message.openMessage(2);
        message.bytesField(1, bytes, 0, bytes.length);
        message.closeMessage(mark);
        return this;
    }

    private void end() {
        message.closeMessage(attribute);
    }

    private List<String> found(String name) throws Exception {
        NamedAttributes attributes = new NamedAttributes(name).reset(message.array(), 0, message.length(), FIELD);
        List<String> texts = new ArrayList<>();
        while (attributes.next()) {
            texts.add(new String(message.array(), attributes.from(), attributes.to() - attributes.from(), UTF_8));
        }
        return texts;
    }

    @Test
    void findsItHoweverLongOthersAreAndWhereverItStands() throws Exception {
        String long200 = "x".repeat(200);
        begin().key("other").text("1").end();
        begin().key("name").text("2").end();
        begin().key(long200).text(long200).end();
        begin().key("eman").text("3").end();
        begin().key("name").text(long200).end();
        begin().text("4").key("name").end();

        assertThat(found("name")).containsExactly("2", long200, "4");
        assertThat(found(long200)).containsExactly(long200);
    }

    @Test
    void theLastOfAFieldThatIsThereTwiceCounts() throws Exception {
        begin().key("other").key("name").text("1").text("2").end();
        begin().key("name").text("3").key("other").end();
        begin().key("othername").text("4").key("name").end();

        assertThat(found("name")).containsExactly("2", "4");
    }

    @Test
    void whatHasNoTextIsFoundWithoutOne() throws Exception {
        begin().key("name").end();
        message.varintField(FIELD, 1);

        assertThat(found("name")).containsExactly("");
    }
}
