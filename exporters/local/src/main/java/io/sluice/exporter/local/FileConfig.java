package io.sluice.exporter.local;

import io.sluice.api.config.Block;
import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Key;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Range;
import io.sluice.api.config.Unsupported;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of {@code file}.
 *
 * @param path file to write to, from the working directory if not absolute
 * @param format how a request is written
 * @param compression empty for none, or {@code zstd}, by which each request is compressed by itself
 * @param compressionParams how hard to compress
 * @param append true to go on behind what the file holds at the start, false to empty it; a file that is rotated is always gone on with
 * @param rotation when a full file is put aside; absent for never
 * @param flushInterval longest time that a request may stay in this process after it was written. Always kept, whatever its value: each
 *     request is handed to the operating system before it is answered
 * @param createDirectory true to create the file's directory, and those above it
 * @param directoryPermissions mode of directories created, in octal, less the umask
 */
@Unsupported(
        value = "group_by",
        instead = "Everything goes to the one path; use a file exporter and a pipeline for each file.")
@Unsupported(value = "encoding", instead = "Use format json or proto.")
public record FileConfig(
        String path,
        @Default("json") Format format,
        @Default("''") String compression,
        CompressionParams compressionParams,
        @Default("false") boolean append,

        @Block(absent = Block.State.OFF, empty = Block.State.DEFAULTS) @Nullable
        Rotation rotation,

        @Default("1s") Duration flushInterval,
        @Default("false") boolean createDirectory,
        @Default("'0755'") String directoryPermissions)
        implements Checked {

    private static final String ZSTD = "zstd";
    private static final int PERMISSION_BITS = 0777;

    /** How a request is written. */
    public enum Format {
        /** OTLP/JSON on a line of its own; if compressed, behind its length as {@code proto} is. */
        JSON,
        /** Protobuf behind its length, 4 bytes, the highest first. */
        PROTO
    }

    /**
     * How hard to compress.
     *
     * @param level of zstd, 1 to 22; 0 is its default
     */
    public record CompressionParams(
            @Default("0") @Range(min = 0, max = 22) int level) {}

    /**
     * When a full file is put aside, under its name with the time before the extension, and how long it is kept.
     *
     * @param maxMegabytes the file is put aside before it grows beyond this many MiB; 0 is 100
     * @param maxDays files put aside longer ago than this many times 24 hours are deleted; 0 is never
     * @param maxBackups of files put aside, this many are kept; 0 is all
     * @param localtime true to name files by local time, false by UTC
     */
    public record Rotation(
            @Default("100") @Range(min = 0, max = 1 << 20) int maxMegabytes,
            @Default("0") @Range(min = 0) int maxDays,
            @Default("100") @Range(min = 0) int maxBackups,
            @Key("localtime") @Default("false") boolean localtime) {

        private static final int DEFAULT_MEGABYTES = 100;

        /** The bound in bytes. */
        long maxBytes() {
            return (long) (maxMegabytes == 0 ? DEFAULT_MEGABYTES : maxMegabytes) << 20;
        }
    }

    /** Whether requests are compressed. */
    boolean isCompressed() {
        return compression.equals(ZSTD);
    }

    /** The bits of {@code directory_permissions}; -1 if it is no octal mode. */
    int directoryMode() {
        try {
            int mode = Integer.parseInt(directoryPermissions, 8);
            return (mode & ~PERMISSION_BITS) == 0 ? mode : -1;
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    @Override
    public void check(Problems problems) {
        if (path.isEmpty()) {
            problems.error("path", "is empty", "Name the file to write to.");
        } else if (path.indexOf('\0') >= 0) {
            problems.error("path", "holds a zero byte", "Name the file to write to.");
        }
        if (!compression.isEmpty() && !compression.equals("none") && !isCompressed()) {
            problems.error("compression", "is not known", "Use zstd, or leave it out.");
        }
        if (append && rotation != null) {
            problems.error(
                    "append",
                    "does not go with rotation",
                    "Leave it out: a file that is rotated is always gone on with.");
        }
        if (flushInterval.isNegative()) {
            problems.error("flush_interval", "must not be negative", "Leave it out.");
        }
        if (directoryMode() < 0) {
            problems.error("directory_permissions", "is not an octal file mode", "Use \"0755\".");
        }
        if (problems.isSet("directory_permissions") && !createDirectory) {
            problems.error(
                    "directory_permissions", "does nothing without create_directory", "Set create_directory: true.");
        }
    }
}
