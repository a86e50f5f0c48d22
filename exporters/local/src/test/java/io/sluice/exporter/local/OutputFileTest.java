package io.sluice.exporter.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {

    @TempDir
    Path directory;

    @Test
    void writesToADeviceWithoutLength() throws Exception {
        try (OutputFile file = new OutputFile(Path.of("/dev/null"), false, null)) {
            file.append(ByteBuffer.wrap(new byte[1000]));
            file.append(ByteBuffer.wrap(new byte[1000]));
        }
        assertThat(Path.of("/dev/null")).exists();
    }

    @Test
    void goesOnBehindWhatItFound() throws Exception {
        Path path = Files.writeString(directory.resolve("a"), "1\n");
        try (OutputFile file = new OutputFile(path, true, null)) {
            file.append(ByteBuffer.wrap("2\n".getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(path).hasContent("1\n2\n");
    }

    @Test
    void cutsOffARecordThatFailedHalfWay() throws Exception {
        Path path = directory.resolve("a");
        FailingChannel[] opened = new FailingChannel[1];
        OutputFile file = new OutputFile(path, false, null, at -> opened[0] = new FailingChannel(at));
        file.append(ByteBuffer.wrap("first\n".getBytes(StandardCharsets.UTF_8)));

        opened[0].failAfter(3);
        assertThatThrownBy(() -> file.append(ByteBuffer.wrap("second\n".getBytes(StandardCharsets.UTF_8))))
                .hasMessage("disk full");

        assertThat(path).hasContent("first\n");
        file.append(ByteBuffer.wrap("third\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(path).hasContent("first\nthird\n");
        file.close();
    }

    @Test
    void cutsOffBeforeTheNextRecordIfItCouldNotAtOnce() throws Exception {
        Path path = directory.resolve("a");
        FailingChannel[] opened = new FailingChannel[1];
        OutputFile file = new OutputFile(path, false, null, at -> opened[0] = new FailingChannel(at));
        file.append(ByteBuffer.wrap("first\n".getBytes(StandardCharsets.UTF_8)));

        opened[0].failAfter(3);
        opened[0].failNextTruncation();
        assertThatThrownBy(() -> file.append(ByteBuffer.wrap("second\n".getBytes(StandardCharsets.UTF_8))))
                .hasMessage("disk full");
        assertThat(path).hasContent("first\nsec");

        file.append(ByteBuffer.wrap("third\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(path).hasContent("first\nthird\n");
        file.close();
    }
}
