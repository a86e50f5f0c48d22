package io.sluice.cli.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureFileTest {

    private static final String ONE = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"a\"}]}]}]}";

    /** ONE on the wire: resource, scope, span, name. */
    private static final byte[] WIRE = {10, 7, 18, 5, 18, 3, 42, 1, 'a'};

    @TempDir
    private Path folder = Path.of("");

    private final List<String> seen = new ArrayList<>();

    private List<String> read(byte[] content) throws IOException {
        return read(content, 1 << 20);
    }

    private List<String> read(byte[] content, int maxBytes) throws IOException {
        Path path = Files.write(folder.resolve("capture"), content);
        new CaptureFile(
                        path,
                        new CaptureFile.Target() {
                            @Override
                            public void traces(Payload payload, int spans) {
                                seen.add(spans + " spans");
                                payload.release();
                            }

                            @Override
                            public void other(Signal signal) {
                                seen.add(signal.configName());
                            }

                            @Override
                            public void broken(String message) {
                                seen.add(message.replace(path.toString(), "FILE"));
                            }
                        },
                        maxBytes)
                .read();
        return seen;
    }

    private List<String> read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] records(byte[]... records) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] each : records) {
            out.writeBytes(ByteBuffer.allocate(4).putInt(each.length).array());
            out.writeBytes(each);
        }
        return out.toByteArray();
    }

    @Test
    void readsARequestFromEachLine() throws IOException {
        assertThat(read(ONE + "\n\n" + ONE + "\r\n{\"resourceLogs\":[]}\n  " + ONE))
                .containsExactly("1 spans", "1 spans", "logs", "1 spans");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstLine() throws IOException {
        assertThat(read("\ufeff" + ONE)).containsExactly("1 spans");
    }

    @Test
    void namesALineThatIsBrokenAndGoesOn() throws IOException {
        List<String> read = read(ONE + "\n" + ONE.substring(0, 40) + "\n{\"a\": 1}\nnonsense\n" + ONE + "\n");

        assertThat(read).hasSize(5);
        assertThat(read.get(1)).startsWith("FILE:2: ");
        assertThat(read.get(2)).startsWith("FILE:3: no OTLP/JSON");
        assertThat(read.get(3)).startsWith("FILE:4: no OTLP/JSON");
        assertThat(List.of(read.get(0), read.get(4))).containsExactly("1 spans", "1 spans");
    }

    @Test
    void readsRecordsBehindTheirLengths() throws IOException {
        assertThat(read(records(WIRE, WIRE, new byte[0]))).containsExactly("1 spans", "1 spans", "0 spans");
    }

    @Test
    void namesARecordThatIsBrokenAndGoesOn() throws IOException {
        List<String> read = read(records(WIRE, new byte[] {10, 100}, WIRE));

        assertThat(read).hasSize(3);
        assertThat(read.get(1)).startsWith("FILE: record 2 at byte 13: no request of traces: ");
        assertThat(read.get(2)).isEqualTo("1 spans");
    }

    @Test
    void stopsWhereALengthCanNotBe() throws IOException {
        assertThat(read(cut(records(WIRE, WIRE), 3)))
                .containsExactly("1 spans", "FILE: record 2 at byte 13: the file ends within it");
        seen.clear();
        assertThat(read(cut(records(WIRE, WIRE), 11)))
                .containsExactly(
                        "1 spans",
                        "FILE: record 2 at byte 13: the file ends within its length; nothing" + " behind it is read");
        seen.clear();
        assertThat(read("PK\003\004 an archive"))
                .containsExactly("FILE: record 1 at byte 0: neither OTLP/JSON, nor a request behind its length in 4"
                        + " bytes, the highest first; nothing behind it is read");
    }

    private static byte[] cut(byte[] content, int by) {
        return Arrays.copyOf(content, content.length - by);
    }

    @Test
    void saysThatACompressedCaptureIs() throws IOException {
        assertThat(read(records(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 1, 2})))
                .singleElement()
                .asString()
                .contains("it is compressed; capture without compression");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1f8b0800", "1f8b", "28b52ffd0458"})
    void saysThatACompressedFileIsWithoutReadingIt(String begin) throws IOException {
        assertThat(read(HexFormat.of().parseHex(begin + "0a0a0a7b0a7b")))
                .containsExactly("FILE: the file is compressed; unpack it first (gunzip, unzstd)");
    }

    @Test
    void leavesOutARequestThatIsTooLarge() throws IOException {
        String large = ONE.replace("\"a\"", "\"" + "a".repeat(100) + "\"");
        byte[] lines = (ONE + "\n" + large + "\n" + ONE).getBytes(StandardCharsets.UTF_8);
        assertThat(read(lines, 100))
                .containsExactly(
                        "1 spans",
                        "FILE:2: the line is longer than 100 bytes; a larger SLUICE_HEAP allows more",
                        "1 spans");
        seen.clear();
        assertThat(read(records(WIRE, new byte[101]), 100))
                .containsExactly(
                        "1 spans",
                        "FILE: record 2 at byte 13: it is longer than 100 bytes; a larger SLUICE_HEAP allows more;"
                                + " nothing behind it is read");
    }

    @Test
    void anEmptyFileHasNothing() throws IOException {
        assertThat(read("")).isEmpty();
    }
}
