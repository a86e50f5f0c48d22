package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What people are told: each file of {@code messages} is loaded, and the report compared with the file beside it. After a wanted change run
 * with {@code -Dsurefire.extraArgs=-Dmessages.write=true} and look at the difference.
 */
class MessagesTest {

    private static final Path FOLDER = Path.of("src/test/resources/messages");

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void areAsRecorded(Path file) throws IOException {
        LoadResult result = new Loads()
                .with("PASSWORD", "hunter2\nhunter2")
                .with("WORD", "hunter2")
                .with("LOOP", "${LOOP}")
                .load(file.toString());

        String report = result.report().replace(FOLDER + "/", "");
        Path expected = Path.of(file.toString().replace(".yaml", ".txt"));
        if (Boolean.getBoolean("messages.write")) {
            Files.writeString(expected, report);
        }
        assertThat(report).isEqualTo(Files.readString(expected));
        assertThat(report).isNotEmpty().doesNotContain("hunter2");
    }
}
