package io.sluice.exporter.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.sluice.api.ComponentException;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.Exporter;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.exporter.local.FileConfig.CompressionParams;
import io.sluice.exporter.local.FileConfig.Format;
import io.sluice.exporter.local.FileConfig.Rotation;
import io.sluice.pdata.Signal;
import io.sluice.testkit.TestContext;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class FileExporterContractTest {

    @TempDir
    Path directory;

    private final TestContext context = new TestContext(ComponentKind.EXPORTER, new ComponentId("file", ""));
    private final List<Exporter> started = new ArrayList<>();

    private Path path() {
        return directory.resolve("out.json");
    }

    private FileConfig config(Format format, String compression, boolean append, @Nullable Rotation rotation) {
        return config(path(), format, compression, append, rotation, false, "0755");
    }

    private static FileConfig config(
            Path path,
            Format format,
            String compression,
            boolean append,
            @Nullable Rotation rotation,
            boolean createDirectory,
            String permissions) {
        return new FileConfig(
                path.toString(),
                format,
                compression,
                new CompressionParams(0),
                append,
                rotation,
                Duration.ofSeconds(1),
                createDirectory,
                permissions);
    }

    private Exporter start(FileConfig config) throws ComponentException {
        Exporter exporter = new FileExporterFactory().create(context, config, EnumSet.allOf(Signal.class));
        exporter.start();
        started.add(exporter);
        return exporter;
    }

    @AfterEach
    void stop() {
        started.forEach(Rig::stop);
    }

    private List<byte[]> lengthPrefixed() throws IOException {
        List<byte[]> records = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(Files.newInputStream(path()))) {
            while (in.available() > 0) {
                records.add(in.readNBytes(in.readInt()));
            }
        }
        return records;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void writesARequestALineBeforeItAnswers() throws Exception {
        Exporter exporter = start(config(Format.JSON, "", false, null));

        assertThat(Rig.export(exporter, "a")).isEqualTo(Outcome.accepted());
        assertThat(Files.readString(path())).isEqualTo(Rig.json("a") + "\n");
        Rig.export(exporter, "b");
        assertThat(Files.readAllLines(path())).containsExactly(Rig.json("a"), Rig.json("b"));
    }

    @Test
    void writesProtobufBehindItsLength() throws Exception {
        Exporter exporter = start(config(Format.PROTO, "", false, null));

        Rig.export(exporter, "a");
        Rig.export(exporter, "x".repeat(70_000));

        assertThat(lengthPrefixed())
                .containsExactly(
                        Rig.span("a").toByteArray(),
                        Rig.span("x".repeat(70_000)).toByteArray());
    }

    @Test
    void compressesEachRequestByItself() throws Exception {
        Exporter exporter = start(config(Format.JSON, "zstd", false, null));

        Rig.export(exporter, "a");
        Rig.export(exporter, "b".repeat(50_000));

        List<byte[]> records = lengthPrefixed();
        assertThat(records).hasSize(2);
        assertThat(Zstd.decompress(records.get(0), 1000))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(Rig.json("a"));
        assertThat(Zstd.decompress(records.get(1), 100_000))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(Rig.json("b".repeat(50_000)));
        assertThat(records.get(1).length).isLessThan(1000);
    }

    @Test
    void emptiesTheFileAtTheStartOrGoesOn() throws Exception {
        Files.writeString(path(), "before\n");
        Exporter goesOn = start(config(Format.JSON, "", true, null));
        Rig.export(goesOn, "a");
        assertThat(Files.readAllLines(path())).containsExactly("before", Rig.json("a"));

        Exporter empties = start(config(Format.JSON, "", false, null));
        Rig.export(empties, "b");

        assertThat(Files.readAllLines(path())).containsExactly(Rig.json("b"));
    }

    @Test
    void putsAFullFileAside() throws Exception {
        Exporter exporter = start(config(Format.JSON, "", false, new Rotation(1, 0, 2, false)));
        String large = "x".repeat(700_000);

        for (int i = 0; i < 5; i++) {
            assertThat(Rig.export(exporter, large)).isEqualTo(Outcome.accepted());
        }

        // The clock of the test stands at 2023-11-14 22:13:21; each next name is a millisecond on.
        assertThat(files())
                .containsExactly("out-2023-11-14T22-13-21.002.json", "out-2023-11-14T22-13-21.003.json", "out.json");
        assertThat(Files.readAllLines(path())).containsExactly(Rig.json(large));
    }

    @Test
    void keepsTheNewestBackupsAndNoneThatIsTooOld() throws Exception {
        Files.writeString(directory.resolve("out-2023-11-10T00-00-00.000.json"), "old");
        Files.writeString(directory.resolve("out-2023-11-14T00-00-00.000.json"), "yesterday");
        Files.writeString(directory.resolve("out-notes.json"), "not ours");
        Exporter exporter = start(config(Format.JSON, "", false, new Rotation(1, 2, 0, false)));

        Rig.export(exporter, "x".repeat(700_000));
        Rig.export(exporter, "x".repeat(700_000));

        assertThat(files())
                .containsExactly(
                        "out-2023-11-14T00-00-00.000.json",
                        "out-2023-11-14T22-13-21.000.json",
                        "out-notes.json",
                        "out.json");
    }

    @Test
    void goesOnWithAFileThatIsRotated() throws Exception {
        Files.writeString(path(), "before\n");
        Exporter exporter = start(config(Format.JSON, "", false, new Rotation(1, 0, 0, false)));

        Rig.export(exporter, "a");

        assertThat(Files.readAllLines(path())).containsExactly("before", Rig.json("a"));
    }

    @Test
    void createsItsDirectoryWithTheModeGiven() throws Exception {
        Path deep = directory.resolve("a/b/out.json");
        Exporter exporter = start(config(deep, Format.JSON, "", false, null, true, "0700"));

        Rig.export(exporter, "a");

        assertThat(deep).exists();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(deep.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void saysWhatIsMissingWhenItCannotStart() {
        Path nowhere = directory.resolve("missing/out.json");

        assertThatThrownBy(() -> start(config(nowhere, Format.JSON, "", false, null, false, "0755")))
                .isInstanceOf(ComponentException.class)
                .hasMessage("path: the directory of " + nowhere
                        + " does not exist; create it, or set create_directory: true");
        assertThatThrownBy(() -> start(config(directory, Format.JSON, "", false, null, false, "0755")))
                .isInstanceOf(ComponentException.class)
                .hasMessageStartingWith("path: " + directory + " cannot be opened: ")
                .hasMessageEndingWith("; name another path");
    }

    static boolean hasFullDevice() {
        return Files.isWritable(Path.of("/dev/full"));
    }

    @Test
    @EnabledIf("hasFullDevice")
    void refusesRetryablyWhenTheDiskIsFull() throws Exception {
        Exporter exporter = start(config(Path.of("/dev/full"), Format.JSON, "", false, null, false, "0755"));

        assertThat(Rig.export(exporter, "a"))
                .isEqualTo(Outcome.refused(
                        Refusal.BACKEND,
                        Duration.ofSeconds(1).toNanos(),
                        "exporter file cannot write to its path /dev/full: No space left on device;"
                                + " make room there, or name another path"));
    }

    @Test
    void rejectsWhatCannotBeJson() throws Exception {
        Exporter exporter = start(config(Format.JSON, "", false, null));

        assertThat(Rig.consume(exporter, new byte[] {0x0A, 50}).await()).isInstanceOf(Outcome.Rejected.class);

        assertThat(path()).isEmptyFile();
    }

    @Test
    void refusesWhatComesAfterTheStop() throws Exception {
        Exporter exporter = start(config(Format.JSON, "", false, null));
        Rig.stop(exporter);

        assertThat(Rig.export(exporter, "a"))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Refusal.SHUTDOWN));
    }

    @Test
    void saysWhenTheSenderHearsOk() {
        assertThat(new FileExporterFactory().ackPoint(config(Format.JSON, "", false, null)))
                .satisfies(point -> {
                    assertThat(point.event()).contains("operating system");
                    assertThat(point.failureStopsIntake()).isTrue();
                });
    }
}
