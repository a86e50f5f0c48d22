package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.CommandLineHarness.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    private final FakeProduct fake = new FakeProduct();

    private Run run(String... arguments) {
        return CommandLineHarness.run(fake.product(), arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-v"})
    void printsItsVersion(String flag) {
        assertThat(run(flag)).isEqualTo(new Run(0, "fake version 1.2.3\n", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void printsItsFlagsAndCommands(String flag) {
        Run run = run(flag);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("A product for tests")
                .contains("--config", "--set", "--feature-gates", "--version")
                .contains("validate", "components", "print-config", "healthcheck");
    }

    @Test
    void refusesAnUnknownFlagInOneLine() {
        assertThat(run("--cfg=x")).isEqualTo(new Run(1, "", "Error: Unknown option: '--cfg=x'\n"));
    }

    @Test
    void refusesAnUnknownCommandInOneLine() {
        Run run = run("start");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("Error: ").hasLineCount(1).contains("start");
    }

    @Test
    void wantsAConfigurationWhereNoneComesWithIt() {
        assertThat(run())
                .isEqualTo(new Run(1, "", "Error: at least one config flag must be provided: --config FILE\n"));
    }

    @Test
    void startsAndStopsInOrder() {
        Run run = run("--config", FakeProduct.GOOD);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(fake.events).containsExactly("sink starts", "tap starts", "tap stops", "sink stops");
    }

    @Test
    void runsItsDefaultWithoutConfig(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("default.yaml"), FakeProduct.GOOD.substring("yaml:".length()));

        Run run = CommandLineHarness.run(fake.product(file, Map.of()));

        assertThat(run).isEqualTo(new Run(0, "", ""));
        assertThat(fake.events).contains("tap starts");
    }

    @Test
    void acceptsFeatureGatesInAllForms() {
        Run run = run("--feature-gates", "-a.b,+c,d", "--feature-gates=-e", "--config", FakeProduct.GOOD);

        assertThat(run).isEqualTo(new Run(0, "", ""));
    }

    @Test
    void saysInOneLineWhatCannotStart() {
        Run run = run("--config=" + FakeProduct.GOOD, "--set=exporters.sink.broken=true");

        assertThat(run).isEqualTo(new Run(1, "", "Error: exporter sink: broken is true; set it to false.\n"));
    }

    @Test
    void saysWhatIsWrongWithAConfiguration() {
        Run run = run("--config=" + FakeProduct.GOOD, "--set=exporters.sink.brokne=true");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("Error: invalid configuration:\n")
                .contains("brokne")
                .contains("broken");
        assertThat(fake.events).isEmpty();
    }
}
