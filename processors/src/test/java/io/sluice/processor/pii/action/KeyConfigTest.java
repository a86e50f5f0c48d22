package io.sluice.processor.pii.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.config.Problems;
import io.sluice.api.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyConfigTest {

    private static final class Listed implements Problems {
        final List<String> errors;
        final String place;

        Listed(List<String> errors, String place) {
            this.errors = errors;
            this.place = place;
        }

        @Override
        public void error(String key, String what, String remedy) {
            errors.add(place + key + ": " + what);
        }

        @Override
        public void warning(String key, String what, String remedy) {
            errors.add("warning " + place + key + ": " + what);
        }

        @Override
        public Problems at(String key) {
            return new Listed(errors, place + key + ".");
        }

        @Override
        public boolean isSet(String key) {
            return true;
        }
    }

    private static List<String> errors(String id, @Nullable String file, @Nullable String value) {
        List<String> errors = new ArrayList<>();
        new KeyConfig(id, file, value == null ? null : Secret.of(value)).check(new Listed(errors, ""));
        return errors;
    }

    @TempDir
    Path folder;

    private String file;

    @BeforeEach
    void writeKey() throws IOException {
        file = folder.resolve("key").toString();
        Files.writeString(Path.of(file), Keys.base64("x"));
    }

    @Test
    void acceptsAFileOrAValue() {
        assertThat(errors("k1", file, null)).isEmpty();
        assertThat(errors("2026-11", null, Keys.base64("x"))).isEmpty();
    }

    @Test
    void wantsExactlyOneOfThem() {
        assertThat(errors("k1", null, null)).containsExactly(": has no key");
        assertThat(errors("k1", "", null)).containsExactly(": has no key");
        assertThat(errors("k1", file, "x")).containsExactly("value: file and value exclude each other");
    }

    @Test
    void wantsAnIdThatFitsIntoATokensText() {
        for (String bad : new String[] {"", "K1", "k:1", "k 1", "k]", "abcdefghijklmnopq", "鍵"}) {
            assertThat(errors(bad, file, null)).containsExactly("id: \"" + bad + "\" is no id of a key");
        }
    }

    @Test
    void refusesAWeakValueWithoutShowingIt() {
        assertThat(errors("k1", null, "hunter2hunter2")).hasSize(1).noneMatch(error -> error.contains("hunter"));
        assertThat(errors("k1", null, "00".repeat(32)))
                .containsExactly("value: follows a pattern, so that it can be guessed");
    }

    @Test
    void refusesAWeakFileWithoutShowingIt() throws IOException {
        Files.writeString(Path.of(file), "hunter2, hunter2");

        assertThat(errors("k1", file, null))
                .containsExactly("file: is text but neither base64 nor pairs of hexadecimal digits");
    }

    @Test
    void refusesAFileThatIsNotThere() throws IOException {
        Files.delete(Path.of(file));

        assertThat(errors("k1", file, null)).containsExactly("file: does not exist");
        assertThat(errors("k1", "no\0path", null)).containsExactly("file: does not exist");
    }

    @Test
    void refusesAFileThatCannotBeRead() {
        assertThat(errors("k1", folder.toString(), null))
                .singleElement()
                .asString()
                .startsWith("file: cannot be read");
    }

    @Test
    void refusesAVariableThatIsNotSet() {
        assertThat(errors("k1", null, "")).containsExactly("value: is empty");
    }

    @Test
    void refusesAnIdThatIsThereTwice() {
        List<String> errors = new ArrayList<>();
        KeyConfig first = new KeyConfig("k1", "/a", null);

        KeyConfig.checkList(
                List.of(first, new KeyConfig("k2", "/b", null), new KeyConfig("k1", "/c", null)),
                new Listed(errors, ""));

        assertThat(errors).containsExactly("2.id: \"k1\" is there twice");
    }
}
