package io.sluice.exporter.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The file under its path. Records are written whole: one that fails half-way is cut off again, at once or, where that fails too, before
 * the next one. One thread.
 */
final class OutputFile implements AutoCloseable {

    /** Opens a file for writing, at its end. */
    interface Opener {
        FileChannel open(Path path) throws IOException;
    }

    private final Path path;
    private final @Nullable Backups backups;
    private final Opener opener;
    private FileChannel channel;
    private final boolean isRegular;
    private long length;
    private boolean torn;

    /**
     * Opens the file.
     *
     * @param goOn true to write behind what is there, false to empty it
     * @param backups where it is put aside when it is full, or null for never
     */
    OutputFile(Path path, boolean goOn, @Nullable Backups backups) throws IOException {
        this(path, goOn, backups, OutputFile::openAtEnd);
    }

    /** For tests: with channels of their own. */
    OutputFile(Path path, boolean goOn, @Nullable Backups backups, Opener opener) throws IOException {
        this.path = path;
        this.backups = backups;
        this.opener = opener;
        // A device or a pipe has no length and no end to cut off.
        this.isRegular = !Files.exists(path) || Files.isRegularFile(path);
        this.channel = isRegular ? opener.open(path) : FileChannel.open(path, StandardOpenOption.WRITE);
        if (isRegular) {
            length = goOn ? channel.size() : 0;
            cut();
        }
    }

    private static FileChannel openAtEnd(Path path) throws IOException {
        FileChannel opened = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        return opened.position(opened.size());
    }

    /** Writes one record, which then has left this process. */
    void append(ByteBuffer whole) throws IOException {
        if (torn) {
            cut();
        }
        if (isFullFor(whole.remaining())) {
            rotate();
        }
        long after = length + whole.remaining();
        try {
            while (whole.hasRemaining()) {
                channel.write(whole);
            }
        } catch (IOException e) {
            torn = isRegular;
            try {
                cut();
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
        length = after;
    }

    private void cut() throws IOException {
        if (isRegular) {
            channel.truncate(length).position(length);
        }
        torn = false;
    }

    private boolean isFullFor(int bytes) {
        return backups != null && isRegular && length > 0 && length + bytes > backups.maxBytes();
    }

    private void rotate() throws IOException {
        Backups aside = Objects.requireNonNull(backups);
        if (Files.exists(path)) {
            // Missing if somebody else took it, or if this got no further the last time.
            Files.move(path, aside.next());
        }
        FileChannel before = channel;
        channel = opener.open(path);
        length = channel.position();
        before.close();
        aside.prune();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
