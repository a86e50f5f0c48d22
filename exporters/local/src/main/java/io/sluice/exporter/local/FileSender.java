package io.sluice.exporter.local;

import io.sluice.api.Batch;
import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentException;
import io.sluice.api.Outcome;
import io.sluice.api.RateLimitedLog;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.exporter.helper.Delivery;
import io.sluice.exporter.helper.Sender;
import io.sluice.exporter.local.FileConfig.Rotation;
import io.sluice.pdata.MalformedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Writes each batch to the file, and answers when the operating system has it. */
final class FileSender implements Sender {

    /** What senders are asked to wait when the file takes nothing: disks are not freed faster. */
    private static final long COME_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ComponentContext context;
    private final FileConfig config;
    private final Path path;
    private final FileRecords records;
    private final RateLimitedLog pruneLog;
    private @Nullable OutputFile file;

    FileSender(ComponentContext context, FileConfig config) {
        this.context = context;
        this.config = config;
        this.path = Path.of(config.path());
        this.records = new FileRecords(config);
        this.pruneLog = new RateLimitedLog(context.logger(), context.clock());
    }

    @Override
    public void start() throws ComponentException {
        try {
            Path directory = path.toAbsolutePath().getParent();
            if (config.createDirectory() && directory != null) {
                Files.createDirectories(directory, mode(directory));
            }
            Rotation rotation = config.rotation();
            file = rotation == null
                    ? new OutputFile(path, config.append(), null)
                    : new OutputFile(path, true, new Backups(path, rotation, context.clock(), pruneLog));
        } catch (NoSuchFileException e) {
            throw new ComponentException(
                    "path: the directory of " + path + " does not exist; create it, or set create_directory: true", e);
        } catch (AccessDeniedException e) {
            throw new ComponentException(
                    "path: " + path + " may not be written; give this user the right to, or name another path", e);
        } catch (IOException e) {
            throw new ComponentException(
                    "path: " + path + " cannot be opened: " + reason(e) + "; name another path", e);
        }
    }

    @Override
    public void send(Delivery delivery) {
        delivery.done(write(delivery.batch()));
    }

    private Outcome write(Batch batch) {
        OutputFile open = file;
        if (open == null) {
            return Outcome.refused(Refusal.SHUTDOWN, "exporter " + context.id() + " is not started");
        }
        try {
            ByteBuffer whole = records.record(batch.signal(), batch.payload());
            open.append(whole);
            return Outcome.accepted();
        } catch (MalformedException e) {
            return Outcome.rejected(Rejection.MALFORMED, "the request is not valid OTLP: " + e.getMessage());
        } catch (IOException e) {
            return Outcome.refused(
                    Refusal.BACKEND,
                    COME_AGAIN_NANOS,
                    "exporter " + context.id() + " cannot write to its path " + path + ": " + reason(e)
                            + "; make room there, or name another path");
        }
    }

    @Override
    public void stop(long deadlineNanos) {
        records.close();
        OutputFile open = file;
        file = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                context.logger().warn("path: {} could not be closed: {}", path, reason(e));
            }
        }
    }

    /** The mode of directories to create, where the file system knows modes. */
    private FileAttribute<?>[] mode(Path directory) {
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        // The bits from the lowest: others may execute, write, read, then the group, then the owner.
        PosixFilePermission[] all = PosixFilePermission.values();
        Set<PosixFilePermission> granted = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < all.length; bit++) {
            if ((config.directoryMode() & (1 << bit)) != 0) {
                granted.add(all[all.length - 1 - bit]);
            }
        }
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(granted)};
    }

    /** What the operating system said, without the path, which the sentence around it names. */
    private static String reason(IOException e) {
        String said = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
        return said == null ? e.getClass().getSimpleName() : said;
    }
}
