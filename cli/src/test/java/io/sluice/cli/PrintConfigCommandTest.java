package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.CommandLineHarness.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintConfigCommandTest {

    private final FakeProduct fake = new FakeProduct();

    private Run run(String... arguments) {
        return CommandLineHarness.run(fake.product(), arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"print-config", "print-initial-config"})
    void printsDefaultsAndHidesSecrets(String command) {
        Run run = run(command, "--config", FakeProduct.GOOD);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("broken: false").contains("[REDACTED]").doesNotContain("hunter2");
    }

    @Test
    void printsSecretsOnRequest() {
        assertThat(run("print-config", "--mode=unredacted", "--config", FakeProduct.GOOD)
                        .out())
                .contains("hunter2");
    }

    @Test
    void printsJson() {
        assertThat(run("print-config", "--format", "json", "--config", FakeProduct.GOOD)
                        .out())
                .startsWith("{")
                .contains("\"broken\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--mode=secret", "--format=toml"})
    void refusesWhatItCannotPrint(String flag) {
        Run run = run("print-config", flag, "--config", FakeProduct.GOOD);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("Error: --").hasLineCount(1);
    }

    @Test
    void startsNothing() {
        run("print-config", "--validate=true", "--config", FakeProduct.GOOD);

        assertThat(fake.events).isEmpty();
    }
}
