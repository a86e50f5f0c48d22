package io.sluice.processor.pii.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.api.ComponentException;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.config.Secret;
import io.sluice.processor.pii.detect.Detector;
import io.sluice.testkit.TestContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PseudonymKeysTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Label EMAIL = Label.of(Detector.EMAIL);

    private final TestContext context = new TestContext(ComponentKind.PROCESSOR, ComponentId.of("pii"));

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void writeKey() throws IOException {
        file = folder.resolve("key");
        write("first");
    }

    private void write(String name) throws IOException {
        Files.writeString(file, Keys.base64(name) + "\n");
    }

    private PseudonymKeys open() throws ComponentException {
        return open(new KeyConfig("k1", file.toString(), null));
    }

    private PseudonymKeys open(KeyConfig... keys) throws ComponentException {
        return PseudonymKeys.open(List.of(keys), MINUTE, context, Runnable::run);
    }

    private void pass(long seconds) {
        context.clock().advance(Duration.ofSeconds(seconds));
    }

    private double failures(KeyException.Reason reason) {
        return context.meter().value("processor_pii_key_reload_failures", "processor", "pii", "reason", reason.label());
    }

    private double reloads() {
        return context.meter().value("processor_pii_key_reloads", "processor", "pii");
    }

    private static String token(Replacements replacements) {
        return Written.by(replacements.of(Action.TOKEN), "jane@example.com", EMAIL);
    }

    private static String token(PseudonymKeys keys) {
        return token(new Replacements(keys, false));
    }

    @Test
    void takesAKeyFromFileOrValue() throws Exception {
        try (PseudonymKeys fromFile = open();
                PseudonymKeys fromValue = open(new KeyConfig("k1", null, Secret.of(Keys.base64("first"))))) {
            assertThat(token(fromFile)).isEqualTo(token(fromValue));
            assertThat(token(PseudonymKeys.read(List.of(new KeyConfig("k1", file.toString(), null)))))
                    .isEqualTo(token(fromFile));
        }
    }

    @Test
    void takesAChangedFileOnceItHoldsStillForASecond() throws Exception {
        try (PseudonymKeys keys = open()) {
            KeyRing before = keys.current();
            write("second");

            pass(60);
            assertThat(keys.current()).isSameAs(before);
            pass(1);

            assertThat(keys.current()).isNotSameAs(before);
            assertThat(token(keys)).isEqualTo(token(open()));
            assertThat(reloads()).isEqualTo(1);
        }
    }

    @Test
    void reachesTheThreadsThatWriteWithTheirNextBatch() throws Exception {
        try (PseudonymKeys keys = open()) {
            Replacements replacements = new Replacements(keys, false);
            String old = token(replacements);
            byte[] oldBytes = old.getBytes(StandardCharsets.UTF_8);
            Replacement sameObject = replacements.of(Action.TOKEN);
            write("second");
            pass(61);

            assertThat(token(replacements)).isEqualTo(old);
            replacements.beginBatch();

            assertThat(token(replacements)).isNotEqualTo(old).isEqualTo(token(keys));
            assertThat(replacements.of(Action.TOKEN)).isSameAs(sameObject);
            assertThat(replacements.isGenuine(oldBytes, 0, oldBytes.length, false))
                    .isFalse();
        }
    }

    @Test
    void keepsTheKeysWhileNothingChanges() throws Exception {
        try (PseudonymKeys keys = open()) {
            KeyRing before = keys.current();
            write("first");

            pass(300);

            assertThat(keys.current()).isSameAs(before);
            assertThat(reloads()).isZero();
        }
    }

    @Test
    void keepsTheKeysForEveryKindOfBadFile() throws Exception {
        try (PseudonymKeys keys = open()) {
            String before = token(keys);
            breakAndCheck(keys, before, "", KeyException.Reason.EMPTY);
            breakAndCheck(keys, before, "no key, but words", KeyException.Reason.MALFORMED);
            breakAndCheck(keys, before, "00".repeat(32), KeyException.Reason.WEAK);
            breakAndCheck(keys, before, Keys.base64("x").substring(0, 40), KeyException.Reason.WEAK);
            breakAndCheck(keys, before, "A".repeat(100_000), KeyException.Reason.TOO_LARGE);

            Files.delete(file);
            pass(122);
            assertThat(failures(KeyException.Reason.MISSING)).isPositive();
            assertThat(token(keys)).isEqualTo(before);

            write("second");
            pass(122);
            assertThat(token(keys)).isNotEqualTo(before);
        }
    }

    private void breakAndCheck(PseudonymKeys keys, String before, String text, KeyException.Reason reason)
            throws IOException {
        Files.writeString(file, text);

        pass(122);

        assertThat(failures(reason)).as("%s", reason).isPositive();
        assertThat(token(keys)).isEqualTo(before);
        assertThat(reloads()).isZero();
    }

    @Test
    void followsTheSymbolicLinkThatKubernetesSwaps() throws Exception {
        Path first = Files.createDirectory(folder.resolve("..1"));
        Path second = Files.createDirectory(folder.resolve("..2"));
        Files.writeString(first.resolve("token"), Keys.base64("first"));
        Files.writeString(second.resolve("token"), Keys.base64("second"));
        Files.createSymbolicLink(folder.resolve("token"), Path.of("..data", "token"));
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..1"));
        try (PseudonymKeys keys =
                open(new KeyConfig("k1", folder.resolve("token").toString(), null))) {
            String before = token(keys);
            Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..2"));
            Files.move(folder.resolve("..data_tmp"), folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

            pass(61);

            assertThat(token(keys)).isNotEqualTo(before);
        }
    }

    @Test
    void looksAtNothingAfterCloseOrWithoutFiles() throws Exception {
        open().close();
        assertThat(context.clock().pending()).isZero();

        open(new KeyConfig("k1", null, Secret.of(Keys.base64("first"))));
        assertThat(context.clock().pending()).isZero();
    }

    @Test
    void doesNotStartWithABadKeyAndSaysWhichAndWhy() throws Exception {
        Files.delete(file);

        assertThatThrownBy(this::open)
                .isInstanceOf(ComponentException.class)
                .hasMessage("pseudonym_keys: key k1 in " + file + " does not exist; mount it or correct the path");
        assertThatThrownBy(() -> open(new KeyConfig[0])).isInstanceOf(ComponentException.class);
    }

    @Test
    void doesNotStartWithOneKeyUnderTwoIds() {
        assertThatThrownBy(() -> open(
                        new KeyConfig("k2", null, Secret.of(Keys.base64("first"))),
                        new KeyConfig("k1", file.toString(), null)))
                .isInstanceOf(ComponentException.class)
                .hasMessage("pseudonym_keys: key k1 in " + file + " is the same as key k2; a new id needs a new key");
    }

    @Test
    void neverTellsWhatIsInAKey() throws Exception {
        String almost = Keys.base64("x").replace('=', '!');
        Files.writeString(file, almost);

        assertThatThrownBy(this::open).satisfies(failure -> {
            for (Throwable t = failure; t != null; t = t.getCause()) {
                assertThat(t.toString()).doesNotContain(almost.substring(0, 4));
            }
        });
        write("first");
        try (PseudonymKeys keys = open()) {
            assertThat(keys.current()).hasToString("[k1]");
            assertThat(KeySource.of(new KeyConfig("k1", null, Secret.of(almost))))
                    .hasToString("key k1");
            assertThat(new KeyConfig("k1", null, Secret.of(almost)).toString()).doesNotContain(almost);
        }
    }
}
