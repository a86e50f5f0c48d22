package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no configuration at all is one clear error, never an exception. */
class BadFilesTest {

    @TempDir
    private Path folder;

    private final Loads loads = new Loads();

    private String report(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("bad"), bytes);
        return loads.load(file.toString()).report().replace(folder + "/", "");
    }

    @Test
    void noneIsGiven() {
        assertThat(loads.load().report()).isEqualTo("configuration: none is given. Name one with --config.\n");
    }

    @Test
    void thereIsNoFile() {
        assertThat(loads.load("nowhere.yaml").report())
                .isEqualTo("--config nowhere.yaml: there is no file nowhere.yaml. Check the path.\n");
    }

    @Test
    void aDirectory() {
        assertThat(loads.load("src").report()).isEqualTo("--config src: src is a directory. Name a file in it.\n");
    }

    @Test
    void unknownSchemesAndVariables() {
        assertThat(loads.load("s3:bucket").report())
                .isEqualTo("--config s3:bucket: the scheme \"s3\" is not known."
                        + " Use a path, file:PATH, env:NAME or yaml:TEXT.\n");
        assertThat(loads.load("https://x/y").report()).contains("are not read over the network");
        assertThat(loads.load("env:UNSET").report())
                .contains("--config env:UNSET: the environment variable is not set");
        assertThat(loads.loader("yaml:" + Loads.EXPORTER).set("novalue").load().report())
                .isEqualTo("--set: takes KEY=VALUE. Write --set exporters.otlp.timeout=3s.\n");
    }

    @Test
    void bytesThatAreNoText() throws IOException {
        byte[] bytes = new byte[10_000];
        new Random(1).nextBytes(bytes);

        assertThat(report(bytes)).isEqualTo("--config bad: the file bad is not UTF-8 text. Save it as UTF-8.\n");
        assertThat(report("a: b".getBytes(StandardCharsets.UTF_16))).contains("is not UTF-8 text");
        assertThat(report(new byte[100])).contains("characters that no text has");
    }

    @Test
    void tooLong() throws IOException {
        assertThat(report(new byte[5 << 20])).contains("the file bad is longer than 4 MiB");
    }

    @Test
    void nestedWithoutEnd() throws IOException {
        for (String piece : new String[] {"[", "{a: ", "- ", "? ", "&a [", "!x ["}) {
            assertThat(report(piece.repeat(20_000).getBytes(StandardCharsets.UTF_8)))
                    .as(piece)
                    .isNotEmpty();
        }
    }

    @Test
    void nestedWithoutEndByTheSeparatorsInKeys() throws IOException {
        String deep = "a::".repeat(200_000) + "b";
        assertThat(report(("? " + deep + "\n: 1\n").getBytes(StandardCharsets.UTF_8)))
                .contains("bad:1:3: is nested more than 100 levels deep.");
        String inEach = "? " + "a::".repeat(60) + "b\n: ";
        assertThat(report((inEach + "{" + inEach.replace("\n", " ") + "1}").getBytes(StandardCharsets.UTF_8)))
                .contains("is nested more than 100 levels deep.");
        assertThat(loads.loader("yaml:" + Loads.EXPORTER)
                        .set("a.".repeat(50_000) + "b=1")
                        .load()
                        .report())
                .startsWith("--set: is nested more than 100 levels deep.");
        assertThat(report("? %s\n: 1\n".formatted("a::".repeat(90) + "b").getBytes(StandardCharsets.UTF_8)))
                .contains("is not a key here");
    }

    @Test
    void textsOfAnyLengthAreShownInPart() {
        String long1 = "n".repeat(1_000_000);

        String report = loads.report("level: " + long1 + "\n? " + long1 + "\n: 1\nlabels: {a: [" + long1 + "]}\n");

        assertThat(report).contains("nnn...").hasSizeLessThan(10_000);
    }

    @Test
    void anyDamageToAFileIsAReport() throws IOException {
        byte[] good = Files.readAllBytes(Path.of("src/test/resources/messages/types.yaml"));
        Random random = new Random(7);
        for (int i = 0; i < 400; i++) {
            byte[] bad = good.clone();
            for (int j = 0; j <= random.nextInt(3); j++) {
                bad[random.nextInt(bad.length)] = (byte) "{}[]:,-#&*!|>'\"%@`\t\n $x1".charAt(random.nextInt(24));
            }
            assertThat(report(bad)).isNotEmpty();
        }
    }
}
