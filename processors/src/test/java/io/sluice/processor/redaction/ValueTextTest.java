package io.sluice.processor.redaction;

import static io.sluice.processor.redaction.Values.array;
import static io.sluice.processor.redaction.Values.bool;
import static io.sluice.processor.redaction.Values.bytes;
import static io.sluice.processor.redaction.Values.decimal;
import static io.sluice.processor.redaction.Values.entry;
import static io.sluice.processor.redaction.Values.map;
import static io.sluice.processor.redaction.Values.number;
import static io.sluice.processor.redaction.Values.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.sluice.pdata.WireWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ValueTextTest {

    private static String textOf(AnyValue value) throws Exception {
        byte[] content = value.toByteArray();
        WireWriter out = new WireWriter(16);
        new ValueText().append(content, new AnyValueBytes().read(content, 0, content.length), out);
        return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
    }

    @Test
    void writesSingleValuesBare() throws Exception {
        assertThat(textOf(Values.NONE)).isEmpty();
        assertThat(textOf(text("\"a\""))).isEqualTo("\"a\"");
        assertThat(textOf(bool(true))).isEqualTo("true");
        assertThat(textOf(bool(false))).isEqualTo("false");
        assertThat(textOf(number(-42))).isEqualTo("-42");
        assertThat(textOf(decimal(2.5))).isEqualTo("2.5");
        assertThat(textOf(bytes("a@b"))).isEqualTo("YUBi");
    }

    @Test
    void writesMapsWithTheirKeysInOrder() throws Exception {
        assertThat(textOf(map(entry("zeta", "z"), entry("Alpha", number(1)), entry("é", bool(true)))))
                .isEqualTo("{\"Alpha\":1,\"zeta\":\"z\",\"é\":true}");
    }

    @Test
    void writesTheLastOfEqualKeys() throws Exception {
        assertThat(textOf(map(entry("a", "first"), entry("b", "x"), entry("a", "last"))))
                .isEqualTo("{\"a\":\"last\",\"b\":\"x\"}");
    }

    @Test
    void writesArraysAndWhatTheyHold() throws Exception {
        assertThat(textOf(array(text("a"), Values.NONE, array(), map(), map(entry("k", bytes("xyz"))))))
                .isEqualTo("[\"a\",null,[],{},{\"k\":\"eHl6\"}]");
    }

    @Test
    void escapesNoMoreThanJsonAsksForAndSeparators() throws Exception {
        assertThat(textOf(array(text("<&> \" \\ / \b\f\n\r\t \u0001 \u007f \u2028\u2029 \u202a 日本"))))
                .isEqualTo("[\"<&> \\\" \\\\ / \\b\\f\\n\\r\\t \\u0001 \u007f \\u2028\\u2029 \u202a 日本\"]");
    }

    @Test
    void hasTextForNumbersThatJsonHasNot() throws Exception {
        assertThat(textOf(map(entry("secret", "s"), entry("n", decimal(Double.NaN)))))
                .isEqualTo("{\"n\":\"NaN\",\"secret\":\"s\"}");
    }
}
