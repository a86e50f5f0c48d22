package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.TestCatalog.OutConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ${...}} in values. */
class ReferencesTest {

    @TempDir
    private Path folder;

    private final Loads loads = new Loads();

    @Test
    void aWholeValueHasTheTypeOfItsText() {
        loads.with("SIZE", "12")
                .with("ON", "true")
                .with("WAIT", "3s")
                .with("LIST", "[a, b]")
                .with("MAP", "{a: b}");

        OutConfig exporter = loads.exporter("""
            level: ${env:SIZE}
            timeout: ${WAIT}
            brokers: ${env:LIST}
            labels: ${env:MAP}
            sending_queue: {block_on_overflow: "${env:ON}"}
            """);

        assertThat(exporter.level()).isEqualTo(12);
        assertThat(exporter.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(exporter.brokers()).containsExactly("a", "b");
        assertThat(exporter.labels()).containsEntry("a", "b");
        assertThat(exporter.sendingQueue().blockOnOverflow()).isTrue();
    }

    @Test
    void textTakesTheTextWhateverItMeans() {
        loads.with("NUMBER", "0123")
                .with("YES", "true")
                .with("LISTED", "[secret]")
                .with("EMPTY", "");

        OutConfig exporter = loads.exporter("""
            user: {username: "${env:NUMBER}", password: "${env:LISTED}"}
            labels: {a: "${env:YES}", b: "${env:EMPTY}", c: "${env:NUMBER}/${env:LISTED}"}
            """);

        assertThat(exporter.user().username()).isEqualTo("0123");
        assertThat(exporter.user().password().reveal()).isEqualTo("[secret]");
        assertThat(exporter.labels())
                .containsEntry("a", "true")
                .containsEntry("b", "")
                .containsEntry("c", "0123/[secret]");
    }

    @Test
    void onlyAnUnsetVariableHasItsDefault() {
        loads.with("EMPTY", "");

        OutConfig exporter = loads.exporter("""
            timeout: ${env:UNSET:-7s}
            labels: {a: "${env:EMPTY:-x}", b: "${env:UNSET:-}", c: "${env:UNSET:-a:-b}"}
            """);

        assertThat(exporter.timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(exporter.labels())
                .containsEntry("a", "")
                .containsEntry("b", "")
                .containsEntry("c", "a:-b");
    }

    @Test
    void anUnsetVariableIsWarnedOf() {
        assertThat(loads.report("labels: {a: \"x${env:UNSET}\"}")).isEqualTo("""
            yaml:6:17: warning: exporters::otlp::labels::a: the environment variable UNSET is not set; empty text is\
             used. Set it, or give a default with ${env:UNSET:-...}.
                    labels: {a: ***}
                                ^
            """);
    }

    @Test
    void innerReferencesComeFirstAndVariablesMayHaveMore() {
        loads.with("WHICH", "B").with("A_B", "${env:FINAL}").with("FINAL", "done");

        assertThat(loads.exporter("labels: {a: \"${env:A_${env:WHICH}}\", b: \"<${env:A_B}>\"}")
                        .labels())
                .containsEntry("a", "done")
                .containsEntry("b", "<done>");
    }

    @Test
    void dollarsAreUndoneOnlyWhereTheConfigurationSaysThem() {
        loads.with("PASSWORD", "pa$$word");

        assertThat(loads.exporter("labels: {a: \"$${env:X}\", b: \"$$$${X}\", c: \"a$$b\", d: \"${PASSWORD}\", e:"
                                + " \"$1\"}")
                        .labels())
                .containsEntry("a", "${env:X}")
                .containsEntry("b", "$${X}")
                .containsEntry("c", "a$b")
                .containsEntry("d", "pa$$word")
                .containsEntry("e", "$1");
    }

    @Test
    void aFileIsTakenAsItIsButForOneLineEnd() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "a${b}$$\nc\n\n");

        OutConfig exporter = loads.exporter("user: {username: u, password: \"${file:" + file + "}\"}");

        assertThat(exporter.user().password().reveal()).isEqualTo("a${b}$$\nc\n");
    }

    @Test
    void aFileMayHoldAPieceOfConfiguration() throws IOException {
        Path file = Files.writeString(folder.resolve("labels.yaml"), "a: ${env:A}\nb: two\n");
        loads.with("A", "one");

        assertThat(loads.exporter("labels: ${file:" + file + "}").labels())
                .containsEntry("a", "one")
                .containsEntry("b", "two");
    }

    @Test
    void loopsAndBombsEnd() {
        loads.with("LOOP", "${LOOP}").with("X0", "x".repeat(1000));
        for (int i = 1; i < 20; i++) {
            loads.with("X" + i, ("${X" + (i - 1) + "}").repeat(10));
        }

        assertThat(loads.report("labels: {a: \"${LOOP}\"}")).contains("the references lead to ever more text");
        assertThat(loads.report("labels: {a: \"${X19}\"}")).contains("the references lead to ever more text");
        assertThat(loads.report("labels: {a: \"" + "${".repeat(50_000) + "}\"}"))
                .isNotEmpty();
        assertThat(loads.report("labels: {a: \"" + "${".repeat(1_000) + "}".repeat(1_000) + "\"}"))
                .isNotEmpty();
    }
}
