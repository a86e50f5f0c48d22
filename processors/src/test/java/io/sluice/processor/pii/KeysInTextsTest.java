package io.sluice.processor.pii;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.pdata.Signal;
import io.sluice.processor.pii.detect.Detector;
import io.sluice.testkit.RecordingConsumer;
import io.sluice.testkit.TestContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that take whole values of keys hold for keys inside texts, in whatever these are written. */
final class KeysInTextsTest {

    private static final String YAML = """
        suppress: [known]
        rules:
          - {name: note, keys: ['*internal_note', 社内メモ, 'the note'], suppress: [public]}
          - {name: part, keys: [part], action: partial}
          - {name: first, keys: [both], pattern: 'a\\d'}
          - {name: code, pattern: 'c\\d+'}
          - {name: both, keys: [both]}
          - {name: seen, keys: [seen], action: count}
          - {name: gone, keys: [gone], action: drop_attribute}
          - {name: end, keys: [end], action: drop_record}
          - {name: away, keys: [away], action: route}
        """;

    private final TestContext context = new TestContext(ComponentKind.PROCESSOR, ComponentId.of("pii"));
    private final PiiRun pii = new PiiRun(Signal.LOGS, YAML, context, RecordingConsumer.holding());

    private String masked(String text) {
        ByteString once = pii.of(PiiRun.log(PiiRun.withBody(text.replace('^', '\n'))));
        assertThat(pii.of(once)).isEqualTo(once);
        return PiiRun.body(once).replace('\n', '^');
    }

    private double found(String rule, String action) {
        return context.meter().value("processor_pii_findings", "processor", "pii", "rule", rule, "action", action);
    }

    /** {@code ^} stands for a line feed. */
    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            quoteCharacter = '`',
            value = {
                "{\"internal_note\":\"abc\"} -> {\"internal_note\":\"[NOTE]\"}",
                "{\"a\":1,\"Internal_Note\" : \"a \\\"b\\\" c\",\"n\":1} ->"
                        + " {\"a\":1,\"Internal_Note\" : \"[NOTE]\",\"n\":1}",
                "{\"the note\":\"abc\"} -> {\"the note\":\"[NOTE]\"}",
                "{\"user.internal_note\":17,\"n\":1} -> {\"user.internal_note\":[NOTE],\"n\":1}",
                "{\"internal_note\":true,\"n\":1} -> {\"internal_note\":[NOTE],\"n\":1}",
                "{\"internal_note\":{\"a\":\"b\",\"c\" : [1,\"d e\"]},\"n\":\"x\"} ->"
                        + " {\"internal_note\":{\"a\":\"[NOTE]\",\"c\" : [[NOTE],\"[NOTE]\"]},\"n\":\"x\"}",
                "{\"m\":\"{\\\"internal_note\\\":\\\"abc\\\",\\\"n\\\":1}\"} ->"
                        + " {\"m\":\"{\\\"internal_note\\\":\\\"[NOTE]\\\",\\\"n\\\":1}\"}",
                "{\"internal\\u005fnote\":\"abc\"} -> {\"internal\\u005fnote\":\"[NOTE]\"}",
                "internal_note=abc n=1 -> internal_note=[NOTE] n=1",
                "--internal_note=abc n -> --internal_note=[NOTE] n",
                "user.internal_note=abc n=1 -> user.internal_note=[NOTE] n=1",
                "bad internal_note: abc, n -> bad internal_note: [NOTE], n",
                "internal_note: |^  a^  b^n: 1 -> internal_note: |^  [NOTE]^n: 1",
                "GET /?a=b&internal_note=abc&c=d -> GET /?a=b&internal_note=[NOTE]&c=d",
                "q=internal_note%3Da%20b%26c%3Dd -> q=internal_note%3D[NOTE]%20b%26c%3Dd",
                "form[internal_note]=abc&c=d -> form[internal_note]=[NOTE]&c=d",
                "<internal_note>a b</internal_note> -> <internal_note>[NOTE]</internal_note>",
                "<x:社内メモ lang=\"ja\">abc</x:社内メモ> -> <x:社内メモ lang=\"ja\">[NOTE]</x:社内メモ>",
                "<a internal_note=\"abc\" b=\"c\"/> -> <a internal_note=\"[NOTE]\" b=\"c\"/>",
                "UPDATE t SET internal_note = 'a b', c = 1 -> UPDATE t SET internal_note = '[NOTE]', c = 1",
                "社内メモ：abc -> 社内メモ：[NOTE]",
                "登録、社内メモ：要注意 の客、以上 -> 登録、社内メモ：[NOTE]、以上",
                "社内メモ：abc を登録 -> 社内メモ：[NOTE] を登録",
                "internal_note=taro@example.com x -> internal_note=[NOTE] x",
                "part=abcdefgh; x -> part=ab****gh; x",
                "both=c1a2 c3 -> both=[CODE] [CODE]",
                "{\"both\":\"x a1\"} -> {\"both\":\"[BOTH]\"}",
                "gone=a n -> gone=[GONE] n",
            })
    void areMasked(String text, String masked) {
        assertThat(masked(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "internal_notes=abc",
                "my internal_note abc",
                "internal_note= n=1",
                "{\"internal_note\":null,\"n\":1}",
                "{\"internal_note\":\"\"}",
                "{\"not the note\":\"abc\"}",
                "x社内メモ：abc",
                "std::internal_note::abc",
                "https://internal_note:80/",
                "internal_note=public n",
                "internal_note=known n",
                "internal_note=[EMAIL] n",
                "a > internal_note > b",
                "seen=abc",
            })
    void areLeftAlone(String text) {
        assertThat(masked(text)).isEqualTo(text);
    }

    @Test
    void settle() {
        String[] pieces = {
            "internal_note",
            "社内メモ",
            "part",
            "both",
            "password",
            "=",
            "：",
            ": ",
            "=",
            "\"",
            "\\\"",
            "'",
            " ",
            " ",
            "&",
            ",",
            "{",
            "}",
            "[",
            "]",
            "<internal_note>",
            "</internal_note>",
            "%3D",
            "%22",
            "\\u003d",
            "abc",
            "A b",
            "要注意",
            "山田 太郎",
            "a1",
            "c12",
            "[NOTE]",
            "[EMAIL]",
            "a@b.example",
            "203.0.113.7",
            "-",
            "|\n  ",
            "\n",
            "null",
            "***",
            "1"
        };
        Random random = new Random(20261127);
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(3, 16); length > 0; length--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            ByteString once = pii.of(PiiRun.log(PiiRun.withBody(text.toString())));

            assertThat(pii.of(once)).as(text.toString()).isEqualTo(once);
            assertThat(PiiRun.body(once)).as(text.toString()).isNotEqualTo("[UNSEARCHED]");
        }
    }

    @Test
    void areCountedOnceWhateverFormsTheTextHas() {
        pii.of(PiiRun.log(PiiRun.withBody("internal_note=abc \\u0041 internal_note%3Db seen=x")));

        assertThat(found("note", "replace")).isEqualTo(2);
        assertThat(found("seen", "count")).isEqualTo(1);
    }

    @Test
    void dropTheAttributeOrTheRecord() {
        LogRecord.Builder log = LogRecord.newBuilder()
                .addAttributes(PiiRun.attribute("a", "{\"gone\":\"abc\"}"))
                .addAttributes(PiiRun.attribute("b", "c"));
        assertThat(pii.of(PiiRun.log(log)))
                .isEqualTo(PiiRun.log(LogRecord.newBuilder().addAttributes(PiiRun.attribute("b", "c"))));

        assertThat(pii.of(PiiRun.log(PiiRun.withBody("{\"end\":\"abc\"}")))).isEmpty();
    }

    @Test
    void routeTheRecord() {
        ByteString routed = pii.of(PiiRun.log(PiiRun.withBody("{\"away\":\"abc\"}")));

        assertThat(PiiRun.body(routed)).isEqualTo("{\"away\":\"abc\"}");
        assertThat(routed.toStringUtf8()).contains("sluice.route");
    }

    @Test
    void leaveProtectedAttributesAlone() {
        ByteString log =
                PiiRun.log(LogRecord.newBuilder().addAttributes(PiiRun.attribute("service.name", "internal_note=abc")));

        assertThat(pii.of(log)).isEqualTo(log);
    }

    @Test
    void holdInKeysToo() {
        ByteString log = PiiRun.log(LogRecord.newBuilder().addAttributes(PiiRun.attribute("a internal_note=abc", "b")));

        ByteString once = pii.of(log);

        assertThat(once.toStringUtf8()).contains("a internal_note=[NOTE]").doesNotContain("abc");
        assertThat(pii.of(once)).isEqualTo(once);
    }

    @Test
    void holdWithoutDetectors() {
        StringBuilder yaml = new StringBuilder("rules: [{name: note, keys: [note]}]\ndetectors:\n");
        for (Detector detector : Detector.values()) {
            yaml.append("  ").append(detector.configName()).append(": {enabled: false}\n");
        }
        PiiRun alone = new PiiRun(Signal.LOGS, yaml.toString());

        assertThat(PiiRun.body(alone.of(PiiRun.log(PiiRun.withBody("note=abc")))))
                .isEqualTo("note=[NOTE]");
        assertThat(PiiRun.body(alone.of(PiiRun.log(PiiRun.withBody("社内 note：abc")))))
                .isEqualTo("社内 note：[NOTE]");
    }
}
