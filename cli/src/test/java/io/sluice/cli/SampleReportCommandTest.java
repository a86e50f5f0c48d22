package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Catalog;
import io.sluice.api.Factory;
import io.sluice.cli.CommandLineHarness.Run;
import io.sluice.processor.attributes.AttributesFactory;
import io.sluice.processor.probabilisticsampler.ProbabilisticSamplerFactory;
import io.sluice.processor.tailsampling.TailSamplingFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleReportCommandTest {

    private static final long BEGIN = 1_700_000_000_000_000_000L;
    private static final long MILLI = 1_000_000;
    private static final int TRACES = 2000;

    private static final String TAIL = "tail_sampling: {decision_wait: 1s, num_traces: 100000, policies: ["
            + "{name: errors, type: status_code, status_code: {status_codes: [ERROR]}},"
            + "{name: tenth, type: probabilistic, probabilistic: {sampling_percentage: 10}}]}";

    @TempDir
    private Path folder = Path.of("");

    private static String config(String processors, String traces) {
        return "yaml:{receivers: {tap: {}}, exporters: {sink: {}}, processors: {" + processors
                + "}, service: {pipelines: {" + traces + "}}}";
    }

    private static String pipeline(String processors) {
        return "traces: {receivers: [tap], processors: [" + processors + "], exporters: [sink]}";
    }

    private static Run run(String... arguments) {
        Product fake = new FakeProduct().product();
        List<Factory<?>> factories = new ArrayList<>(fake.catalog().factories());
        factories.add(new TailSamplingFactory());
        factories.add(new ProbabilisticSamplerFactory());
        factories.add(new AttributesFactory());
        Product product = new Product(fake.buildInfo(), new Catalog(factories), fake.defaults(), 1);
        List<String> all = new ArrayList<>(List.of("sample-report"));
        all.addAll(List.of(arguments));
        return CommandLineHarness.run(product, "", all.toArray(String[]::new));
    }

    private static String span(long low, int number, boolean error, String route) {
        long start = BEGIN + number * MILLI;
        return "{\"traceId\":\"0102030405060708%016x\",\"spanId\":\"%016x\",\"name\":\"a\",".formatted(low, number + 1)
                + "\"startTimeUnixNano\":\"" + start + "\",\"endTimeUnixNano\":\"" + (start + MILLI) + "\","
                + "\"attributes\":[{\"key\":\"http.route\",\"value\":{\"stringValue\":\"" + route + "\"}}]"
                + (error ? ",\"status\":{\"code\":2}" : "") + "}";
    }

    private static String request(String service, String... spans) {
        return "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":\""
                + service + "\"}}]},\"scopeSpans\":[{\"spans\":[" + String.join(",", spans) + "]}]}]}\n";
    }

    private Path capture(String content) throws IOException {
        return Files.writeString(folder.resolve("capture.json"), content);
    }

    /** A trace of two spans every 10 ms; every twentieth has an error in its second span. */
    private Path storm() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < TRACES; i++) {
            long low = random.nextLong();
            text.append(request("shop", span(low, 10 * i, false, "/pay")));
            text.append(request("bank", span(low, 10 * i + 1, i % 20 == 0, "/db")));
        }
        return capture(text.toString());
    }

    private static long expectedKept() {
        SplittableRandom random = new SplittableRandom(1);
        long kept = 0;
        for (int i = 0; i < TRACES; i++) {
            boolean part = (random.nextLong() & 0xff_ffff_ffff_ffffL) >= 0xe6660000000000L;
            kept += i % 20 == 0 || part ? 1 : 0;
        }
        return kept;
    }

    /** The words of the first line that begins so. */
    private static List<String> row(String out, String begin) {
        return out.lines()
                .filter(line -> line.startsWith(begin + " "))
                .findFirst()
                .map(line -> List.of(line.substring(begin.length()).strip().split("\\s+")))
                .orElseThrow(() -> new AssertionError("no " + begin + " in\n" + out));
    }

    @Test
    void printsWhatTailSamplingKeepsInAllAndByPolicyServiceAndRoute() throws IOException {
        Run run = run(
                "--config",
                config(
                        TAIL + ", attributes: {actions: [{key: k, action: delete}]}",
                        pipeline("attributes, tail_sampling")),
                "--input",
                storm().toString());

        long kept = expectedKept();
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("traces: tail_sampling; left out: attributes\n4000 requests of traces, 20.0 s\n");
        assertThat(row(run.out(), "spans").subList(0, 2)).containsExactly("4000", "" + 2 * kept);
        assertThat(row(run.out(), "spans with errors")).containsExactly("100", "100", "100.00", "%");
        assertThat(row(run.out(), "errors")).startsWith("2000", "100", "0", "5.00");
        assertThat(row(run.out(), "shop").subList(0, 2)).containsExactly("2000", "" + kept);
        assertThat(row(run.out(), "bank")).endsWith("100", "100", "100.00", "%");
        assertThat(row(run.out(), "/pay").subList(0, 2)).containsExactly("2000", "" + kept);
        assertThat(run.out()).contains("dropped spans: not_sampled " + (4000 - 2 * kept));
        double counted =
                Double.parseDouble(row(run.out(), "spans, counted by th").get(0));
        assertThat(counted).isBetween(3500.0, 4500.0);
    }

    @Test
    void timeGoesByTheCapture() throws IOException {
        StringBuilder text = new StringBuilder();
        text.append(request("shop", span(1, 0, false, "/a")));
        text.append(request("shop", span(2, 1500, false, "/a")));
        text.append(request("shop", span(1, 1501, true, "/late")));
        Run run = run(
                "--config",
                config(TAIL, pipeline("tail_sampling")),
                "--input",
                capture(text.toString()).toString());

        assertThat(row(run.out(), "spans with errors").subList(0, 2)).containsExactly("1", "0");
        assertThat(run.out()).contains("late 1");
    }

    @Test
    void samplersStandBehindEachOtherAsInThePipeline() throws IOException {
        String head = "probabilistic_sampler: {sampling_percentage: 25, mode: equalizing}";
        Run run = run(
                "--config",
                config(head + "," + TAIL, pipeline("probabilistic_sampler, tail_sampling")),
                "--input",
                storm().toString());

        assertThat(run.out()).contains("policy of probabilistic_sampler", "policy of tail_sampling");
        assertThat(run.out().indexOf("policy of probabilistic_sampler"))
                .isLessThan(run.out().indexOf("policy of tail_sampling"));
        long errors = Long.parseLong(row(run.out(), "spans with errors").get(1));
        assertThat(errors).isBetween(10L, 45L);
    }

    @Test
    void namesWhatIsBrokenReportsTheRestAndFails() throws IOException {
        Path file =
                capture(request("shop", span(1, 0, true, "/a")) + "{\"resourceSpans\":[7]}\n{\"resourceLogs\":[]}\n");

        Run run = run("--config", config(TAIL, pipeline("tail_sampling")), "--input", file.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("Error: " + file + ":2: ").hasLineCount(1);
        assertThat(run.out())
                .contains("1 requests of logs or metrics passed over\n", "1 requests that can't be read left out\n");
        assertThat(row(run.out(), "spans with errors")).containsExactly("1", "1", "100.00", "%");
    }

    @Test
    void manyBrokenLinesAreNotAllNamed() throws IOException {
        Run run = run(
                "--config",
                config(TAIL, pipeline("tail_sampling")),
                "--input",
                capture("{\n".repeat(100)).toString());

        assertThat(run.err()).hasLineCount(21).endsWith("and more of the kind\n");
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        String good = config(TAIL, pipeline("tail_sampling"));
        assertThat(run("--config", good, "--input", folder.resolve("none").toString())
                        .err())
                .isEqualTo("Error: there is no file " + folder.resolve("none") + "\n");
        assertThat(run("--config", good, "--input", capture("").toString()).err())
                .startsWith("Error: there are no traces in ");
        assertThat(run(
                                "--config",
                                good,
                                "--input",
                                capture("{\"resourceSpans\":[]}").toString())
                        .err())
                .startsWith("Error: there are no traces in ");
        assertThat(run("--config", good).err()).contains("--input");
        assertThat(run("--config", config("", pipeline("")), "--input", "x").err())
                .startsWith("Error: no pipeline of traces has a processor that samples");
    }

    @Test
    void wantsToKnowWhichOfSeveralPipelines() throws IOException {
        String two = config(
                TAIL + ", probabilistic_sampler: {sampling_percentage: 100}",
                pipeline("tail_sampling") + ", "
                        + pipeline("probabilistic_sampler").replace("traces:", "traces/b:"));
        String file = storm().toString();

        assertThat(run("--config", two, "--input", file).err())
                .isEqualTo("Error: several pipelines sample: traces, traces/b; choose one with --pipeline ID\n");
        Run chosen = run("--config", two, "--input", file, "--pipeline", "traces/b");
        assertThat(chosen.out()).startsWith("traces/b: probabilistic_sampler\n");
        assertThat(row(chosen.out(), "spans")).containsExactly("4000", "4000", "100.00", "%");
        assertThat(run("--config", two, "--input", file, "--pipeline", "logs").err())
                .isEqualTo("Error: no pipeline logs of traces samples; there is traces, traces/b\n");
    }

    @Test
    void namesDoNotPlayWithTheTerminalAndThereIsAnEndToThem() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            text.append(request("s" + i, span(i + 1, i, false, "/\\u001b[2J" + "x".repeat(500))));
        }
        Run run = run(
                "--config",
                config(TAIL, pipeline("tail_sampling")),
                "--input",
                capture(text.toString()).toString());

        assertThat(run.out()).contains("/\\u001b[2Jx", "30 others").doesNotContain("\u001b");
        assertThat(run.out().lines()).allMatch(line -> line.length() < 200);
    }
}
