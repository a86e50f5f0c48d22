package io.sluice.exporter.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.config.Problems;
import io.sluice.exporter.local.FileConfig.CompressionParams;
import io.sluice.exporter.local.FileConfig.Format;
import io.sluice.exporter.local.FileConfig.Rotation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FileConfigTest {

    private static List<String> errors(FileConfig config, Set<String> written) {
        List<String> errors = new ArrayList<>();
        config.check(new Problems() {
            @Override
            public void error(String key, String what, String remedy) {
                errors.add(key + " " + what);
            }

            @Override
            public void warning(String key, String what, String remedy) {}

            @Override
            public Problems at(String key) {
                return this;
            }

            @Override
            public boolean isSet(String key) {
                return written.contains(key);
            }
        });
        return errors;
    }

    private static FileConfig config(
            String path, String compression, boolean append, @Nullable Rotation rotation, String permissions) {
        return new FileConfig(
                path,
                Format.JSON,
                compression,
                new CompressionParams(0),
                append,
                rotation,
                Duration.ofSeconds(1),
                false,
                permissions);
    }

    @Test
    void takesTheDefaults() {
        assertThat(errors(config("out", "", false, null, "0755"), Set.of())).isEmpty();
        assertThat(errors(config("out", "zstd", false, new Rotation(100, 0, 100, false), "0755"), Set.of()))
                .isEmpty();
    }

    @Test
    void namesEverythingThatIsWrong() {
        assertThat(errors(
                        config("", "gzip", true, new Rotation(100, 0, 100, false), "0999"),
                        Set.of("directory_permissions")))
                .containsExactly(
                        "path is empty",
                        "compression is not known",
                        "append does not go with rotation",
                        "directory_permissions is not an octal file mode",
                        "directory_permissions does nothing without create_directory");
    }

    @Test
    void readsOctalModes() {
        assertThat(config("out", "", false, null, "0750").directoryMode()).isEqualTo(0750);
        assertThat(config("out", "", false, null, "01777").directoryMode()).isEqualTo(-1);
    }

    @Test
    void takesZeroMegabytesForTheDefault() {
        assertThat(new Rotation(0, 0, 0, false).maxBytes()).isEqualTo(100L << 20);
    }
}
