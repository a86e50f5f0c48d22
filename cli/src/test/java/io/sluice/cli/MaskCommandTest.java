package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Catalog;
import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentException;
import io.sluice.api.ExplainingProcessorFactory;
import io.sluice.api.Factory;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.Stability;
import io.sluice.api.TextExplainer;
import io.sluice.api.config.Default;
import io.sluice.cli.CommandLineHarness.Run;
import io.sluice.pdata.Signal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MaskCommandTest {

    private static final String ONE = config("{hide: {word: jane}}");
    private static final String NOTE = "What follows holds data in clear text; keep it on this terminal.\n";

    private static String config(String processors) {
        return "yaml:{receivers: {tap: {}}, exporters: {sink: {}}, processors: " + processors
                + ", service: {pipelines: {traces: {receivers: [tap], exporters: [sink]}}}}";
    }

    /**
     * What to hide.
     *
     * @param word hidden wherever it stands; {@code broken} can't be
     */
    record HideConfig(@Default("") String word) {}

    /** Hides a word, and leaves items of the class "raw" alone; as the value of the key "secret" a text goes. */
    private static final class HideFactory implements ExplainingProcessorFactory<HideConfig> {
        @Override
        public String type() {
            return "hide";
        }

        @Override
        public Class<HideConfig> configType() {
            return HideConfig.class;
        }

        @Override
        public Map<Signal, Stability> signals() {
            return Map.of(Signal.LOGS, Stability.BETA, Signal.TRACES, Stability.BETA);
        }

        @Override
        public Processor create(ComponentContext context, HideConfig config, PipelineId pipeline) {
            throw new AssertionError("nothing is to be run");
        }

        @Override
        public TextExplainer explainer(HideConfig config) throws ComponentException {
            if (config.word().equals("broken")) {
                throw new ComponentException("word is broken; mend it");
            }
            return (text, place) -> explain(config.word(), text, place);
        }

        private static TextExplainer.Explanation explain(String word, String text, TextExplainer.Place place) {
            if (place.key().equals("secret")) {
                return new TextExplainer.Explanation(
                        "", List.of(new TextExplainer.Finding("SECRET", "", "drop_attribute", text, "")));
            }
            if (!text.contains(word)) {
                return new TextExplainer.Explanation(text, List.of());
            }
            boolean raw = "raw".equals(place.attributes().get("log.type"));
            String after = raw ? word : "[WORD]";
            return new TextExplainer.Explanation(
                    text.replace(word, after),
                    List.of(new TextExplainer.Finding("WORD", "strong", raw ? "count" : "replace", word, after)));
        }
    }

    private static Run run(String in, String... arguments) {
        return run(in.getBytes(StandardCharsets.UTF_8), arguments);
    }

    private static Run showBytes(byte[] in) {
        return run(in, "--config", ONE);
    }

    private static Run run(byte[] in, String... arguments) {
        Product fake = new FakeProduct().product();
        List<Factory<?>> factories = new ArrayList<>(fake.catalog().factories());
        factories.add(new HideFactory());
        Product product = new Product(fake.buildInfo(), new Catalog(factories), fake.defaults(), 1);
        List<String> all = new ArrayList<>(List.of("mask"));
        all.addAll(List.of(arguments));
        return CommandLineHarness.run(product, in, all.toArray(String[]::new));
    }

    private static Run show(String in, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--config", ONE));
        arguments.addAll(List.of(more));
        return run(in, arguments.toArray(String[]::new));
    }

    @Test
    void showsLinesBeforeAndAfterWithTheRulesThatDidIt() {
        assertThat(show("mail from jane\nno mail\n")).isEqualTo(new Run(0, """
            line 1, log.body
              before: mail from jane
              after:  mail from [WORD]
              WORD (strong, replace): jane -> [WORD]
            line 2, log.body: nothing found
            2 texts, 1 with findings: WORD 1
            """, NOTE));
    }

    @Test
    void takesLinesAsValuesOfAKeyBesideOtherAttributes() {
        assertThat(show("hunter2", "--key", "secret").out()).isEqualTo("""
            line 1, log.attributes.secret
              before: hunter2
              after: \s
              SECRET (drop_attribute): hunter2 goes
            1 text, 1 with findings: SECRET 1
            """);
        assertThat(show("jane", "--attribute", "log.type=raw", "--attribute", "a=b")
                        .out())
                .contains("after:  jane\n", "WORD (strong, count): jane stays");
    }

    @Test
    void showsTextsOfARequestWithTheirPlaces() {
        String request = """
            {
              "resourceLogs": [{
                "resource": {"attributes": [{"key": "log.type", "value": {"stringValue": "raw"}}]},
                "scopeLogs": [{"logRecords": [
                  {"body": {"stringValue": "by jane"}},
                  {"body": {"kvlistValue": {"values": [
                      {"key": "user", "value": {"arrayValue": {"values": [{"stringValue": "jane"}]}}}]}},
                   "attributes": [{"key": "log.type", "value": {"stringValue": "access"}}]},
                  {"body": {"stringValue": "nobody"}}]}]}]}
            """;

        assertThat(show(request).out()).isEqualTo("""
            resourceLogs[0].scopeLogs[0].logRecords[0].body, log.body
              before: by jane
              after:  by jane
              WORD (strong, count): jane stays
            resourceLogs[0].scopeLogs[0].logRecords[1].body.values[0].values[0], log.body.user
              before: jane
              after:  [WORD]
              WORD (strong, replace): jane -> [WORD]
            5 texts, 2 with findings: WORD 2
            """);
    }

    @Test
    void takesARequestOnEachLine() {
        String request = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"GET /jane\"}]}]}]}";

        assertThat(show(request + "\n\n" + request + "\n").out())
                .contains(
                        "request 1, resourceSpans[0].scopeSpans[0].spans[0].name, span.name\n",
                        "request 2, resourceSpans[0].scopeSpans[0].spans[0].name, span.name\n",
                        "2 texts, 2 with findings");
    }

    @Test
    void takesJsonThatIsNoRequestAsText() {
        assertThat(show("{\"user\": \"jane\"}\n").out()).contains("before: {\"user\": \"jane\"}");
        assertThat(show("{\n}\n", "--format", "text").out()).contains("2 texts, 0 with findings");
    }

    @Test
    void saysWhatIsWrongWithARequest() {
        Run run = show("{\"resourceLogs\": [{\"scopeLogs\": 7}]}");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("Error: ", "resourceLogs[0].scopeLogs");
        assertThat(show("{\n\"user\": \"jane\"}").err()).contains("Error: ", "--format text");
        assertThat(show("x", "--format", "xml").err()).contains("--format is auto, text or otlp_json, not xml");
    }

    @Test
    void escapesWhatWouldPlayWithTheTerminal() {
        assertThat(show("\u001b[2Jjane\u202e").out())
                .contains("before: \\u001b[2Jjane\\u202e")
                .doesNotContain("\u001b", "\u202e");
    }

    @Test
    void takesNoLineAndNoRequestThatItHasNoRoomFor() {
        String line = "x".repeat(1 << 20);

        assertThat(show("a\r\n" + line + "\n").out()).contains("line 1, log.body: nothing", "2 texts, 0 with");
        assertThat(show("a\n" + line + "x\n"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(1))
                .satisfies(run -> assertThat(run.err())
                        .contains("Error: line 2 is longer than 1048576 characters; give a part of it"));
        assertThat(show("{\n\"resourceLogs\": [\n" + ("{}, " + " ".repeat(1 << 19) + "\n").repeat(2) + "]}")
                        .err())
                .contains("Error: the request is longer than 1048576 characters; give a part of it");
        String japanese = "あ".repeat(1 << 20);
        assertThat(show(japanese).out()).contains("1 text, 0 with");
        assertThat(show(japanese + "あ").err()).contains("Error: line 1 is longer");
    }

    @Test
    void takesAnyNumberOfRequests() {
        String request = "{\"resourceLogs\": []" + " ".repeat(1 << 19) + "}\n";
        assertThat(show(request.repeat(33))).isEqualTo(new Run(0, "0 texts, 0 with findings\n", NOTE));
    }

    private static String spanOf(String name) {
        return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"" + name + "\"}]}]}]}";
    }

    private static final String SPAN_NAME = "resourceSpans[0].scopeSpans[0].spans[0].name, span.name\n";

    @Test
    void namesTheLineOfABrokenRequestAndShowsWhatCameBefore() {
        String good = spanOf("GET /jane");
        for (String broken : List.of(
                good.substring(0, good.length() - 2),
                good.replace("[{\"scope", "[\"scope"),
                good.replace("jane\"", "jane"),
                good.replace("}]}]}", "}]}]}]"))) {
            Run run = show(good + "\n" + broken + "\n" + good + "\n");

            assertThat(run.exitCode()).as(broken).isEqualTo(1);
            assertThat(run.err()).as(broken).contains("Error: request 2, line 2: ");
            assertThat(run.out())
                    .as(broken)
                    .contains("request 1, " + SPAN_NAME)
                    .doesNotContain("request 2", "request 3");
        }
        assertThat(show(good + "\n\n" + good + " oops\n").err())
                .contains("Error: request 3, line 3: the input is no request in OTLP/JSON");
        assertThat(show(good + "}\n").err()).contains("Error: request 2, line 1: the input is no request");
    }

    @Test
    void takesDocumentsOverSeveralLinesInARow() {
        String pretty = spanOf("}{ jane \\\" [").replace("[{", "[\n  {").replace("}]", "}\n]");

        Run run = show("\n" + pretty + "\n" + pretty + spanOf("jane") + " " + spanOf("jane") + "\n");

        assertThat(run.out())
                .contains("request 1, " + SPAN_NAME, "request 2, " + SPAN_NAME, "request 3, " + SPAN_NAME)
                .contains("request 4, " + SPAN_NAME, "before: }{ jane \" [", "4 texts, 4 with findings");
        assertThat(show(pretty + "\n" + pretty.substring(0, pretty.length() - 1))
                        .err())
                .contains("Error: request 2, line 8: ");
    }

    @Test
    void blankLinesAndAMarkBeforeARequestDontMakeItText() {
        String request = spanOf("jane");

        assertThat(show("\n \r\n" + request).out()).startsWith(SPAN_NAME);
        assertThat(show("\ufeff" + request).out()).startsWith(SPAN_NAME);
        assertThat(show("\n\njane\n\n").out())
                .startsWith("line 1, log.body: nothing found\nline 2, log.body: nothing found\nline 3, log.body\n")
                .contains("4 texts, 1 with findings");
        assertThat(show("\n\n").out()).contains("2 texts, 0 with findings");
        assertThat(show("\n\n", "--format", "otlp_json").out()).isEqualTo("0 texts, 0 with findings\n");
    }

    @Test
    void takesNothingButUtf8() {
        for (Charset charset : List.of(
                StandardCharsets.UTF_16,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE,
                Charset.forName("Shift_JIS"))) {
            Run run = showBytes("名前 jane\n".getBytes(charset));

            assertThat(run.exitCode()).as(charset.name()).isEqualTo(1);
            assertThat(run.err()).as(charset.name()).contains("Error: the input is not UTF-8: line 1 holds ");
        }
        assertThat(showBytes(new byte[] {'j', 'a', 'n', 'e', '\n', (byte) 0xff, '\n'}))
                .satisfies(run -> assertThat(run.out()).contains("after:  [WORD]"))
                .satisfies(run -> assertThat(run.err()).contains("Error: the input is not UTF-8: line 2 holds "));
    }

    @Test
    void saysThatKeysAndAttributesAreForLinesOfText() {
        String request = spanOf("jane");
        for (String[] flags : new String[][] {{"--key", "a"}, {"--attribute", "a=b"}}) {
            Run run = show(request, flags);

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("Error: --key and --attribute are for lines of text");
            assertThat(run.out()).isEmpty();
        }
        assertThat(show(request, "--key", "a", "--format", "text").out()).contains("line 1, log.attributes.a");
    }

    @Test
    void showsNothingOfNothing() {
        assertThat(show("").out()).isEqualTo("0 texts, 0 with findings\n");
    }

    @Test
    void wantsToKnowWhichOfSeveralProcessors() {
        String two = config("{hide: {word: jane}, hide/b: {word: john}}");

        assertThat(run("john", "--config", two).err())
                .isEqualTo("Error: several processors mask: hide, hide/b; choose one with --processor ID\n");
        assertThat(run("john", "--config", two, "--processor", "hide/b").out()).contains("[WORD]");
        assertThat(run("john", "--config", two, "--processor", "hide/c").err())
                .isEqualTo("Error: no processor hide/c masks; there is hide, hide/b\n");
        assertThat(run("x", "--config", config("{}")).err())
                .isEqualTo("Error: the configuration has no processor that masks; add one, for instance pii\n");
    }

    @Test
    void saysWhyAProcessorCouldNotStart() {
        assertThat(run("x", "--config", config("{hide: {word: broken}}")))
                .isEqualTo(new Run(1, "", "Error: processors::hide: word is broken; mend it\n"));
    }
}
