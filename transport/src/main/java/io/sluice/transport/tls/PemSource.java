package io.sluice.transport.tls;

import io.sluice.api.config.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * PEM text in a file or in the configuration itself.
 *
 * @param key the configuration key it comes from
 * @param path the file, or null for inline text
 * @param inline the text, or null for a file
 */
record PemSource(String key, @Nullable Path path, @Nullable Secret inline) {

    /** Above this nothing is read: a bundle of all public authorities is a quarter of it. */
    static final int MAX_BYTES = 1 << 20;

    static @Nullable PemSource of(String fileKey, @Nullable String file, String pemKey, @Nullable Secret pem) {
        if (file != null && !file.isEmpty()) {
            return new PemSource(fileKey, Path.of(file), null);
        }
        if (pem != null && !pem.isEmpty()) {
            return new PemSource(pemKey, null, pem);
        }
        return null;
    }

    /** How an operator knows it: the key, and the file if there is one. Never the text. */
    String name() {
        return path == null ? "tls." + key : "tls." + key + " " + path;
    }

    /** The text as it is now; symbolic links are followed. */
    String read() throws TlsException {
        if (inline != null) {
            return inline.reveal();
        }
        if (path == null) {
            throw new IllegalStateException("neither file nor text");
        }
        byte[] bytes = readFile(path);
        if (bytes.length > MAX_BYTES) {
            throw new TlsException(
                    TlsException.Reason.TOO_LARGE,
                    name() + " is larger than " + MAX_BYTES + " bytes; is it the right file?");
        }
        if (bytes.length == 0) {
            throw new TlsException(TlsException.Reason.EMPTY, name() + " is empty; write the PEM text into it");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private byte[] readFile(Path file) throws TlsException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new TlsException(
                    TlsException.Reason.MISSING, name() + " does not exist; mount it or correct the path", e);
        } catch (AccessDeniedException e) {
            throw new TlsException(
                    TlsException.Reason.UNREADABLE,
                    name() + " may not be read by this process; change its owner or mode",
                    e);
        } catch (IOException e) {
            throw new TlsException(
                    TlsException.Reason.UNREADABLE,
                    name() + " cannot be read (" + e.getClass().getSimpleName() + "); check the path and the disk",
                    e);
        }
    }
}
