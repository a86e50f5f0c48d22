package io.sluice.processor.pii.action;

import io.sluice.api.config.Secret;
import io.sluice.processor.pii.action.KeyException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a key comes from.
 *
 * @param id what tokens name it by
 * @param file its file, or null
 * @param value the key in the configuration; null exactly if there is a file
 */
record KeySource(String id, @Nullable String file, @Nullable Secret value) {

    private static final int MAX_BYTES = 1 << 16;

    static KeySource of(KeyConfig config) {
        String file = config.file();
        return file != null && !file.isEmpty()
                ? new KeySource(config.id(), file, null)
                : new KeySource(config.id(), null, config.value());
    }

    /** How an operator knows it; never the key. */
    String name() {
        return file == null ? "key " + id : "key " + id + " in " + file;
    }

    /** What is there now; symbolic links are followed. Failures are told without {@link #name}. */
    byte[] read() throws KeyException {
        byte[] bytes = file != null ? readFile(file) : value != null ? utf8(value) : new byte[0];
        if (bytes.length > MAX_BYTES) {
            throw new KeyException(Reason.TOO_LARGE, "is larger than " + MAX_BYTES + " bytes", "is it the right file?");
        }
        return bytes;
    }

    private static byte[] utf8(Secret secret) {
        return secret.reveal().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] readFile(String name) throws KeyException {
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            return in.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException | InvalidPathException _) {
            throw new KeyException(Reason.MISSING, "does not exist", "mount it or correct the path");
        } catch (AccessDeniedException _) {
            throw new KeyException(Reason.UNREADABLE, "may not be read by this process", "change its owner or mode");
        } catch (IOException e) {
            throw new KeyException(
                    Reason.UNREADABLE,
                    "cannot be read (" + e.getClass().getSimpleName() + ")",
                    "check the path and the disk");
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
