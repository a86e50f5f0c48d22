package io.sluice.exporter.local;

import io.sluice.api.Clock;
import io.sluice.api.RateLimitedLog;
import io.sluice.exporter.local.FileConfig.Rotation;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Files put aside: {@code data.json} becomes {@code data-2026-11-25T20-15-00.000.json}. One thread. */
final class Backups {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss.SSS", Locale.ROOT);

    private record Backup(Path path, Instant putAside) {}

    private final Path directory;
    private final String prefix;
    private final String extension;
    private final Rotation rotation;
    private final ZoneId zone;
    private final Clock clock;
    private final RateLimitedLog log;
    private long lastMillis;

    /**
     * @param file the file itself
     * @param log where to tell of files that could not be deleted
     */
    Backups(Path file, Rotation rotation, Clock clock, RateLimitedLog log) {
        Path absolute = file.toAbsolutePath();
        Path parent = absolute.getParent();
        Path fileName = absolute.getFileName();
        this.directory = parent == null ? absolute : parent;
        String name = fileName == null ? "" : fileName.toString();
        int dot = name.lastIndexOf('.');
        this.prefix = (dot < 0 ? name : name.substring(0, dot)) + "-";
        this.extension = dot < 0 ? "" : name.substring(dot);
        this.rotation = rotation;
        this.zone = rotation.localtime() ? ZoneId.systemDefault() : ZoneOffset.UTC;
        this.clock = clock;
        this.log = log;
    }

    /** How long the file may get. */
    long maxBytes() {
        return rotation.maxBytes();
    }

    /** A name for a file put aside now, later than all names given before, which no file has. */
    Path next() {
        lastMillis = Math.max(lastMillis + 1, clock.epochMillis());
        while (true) {
            LocalDateTime now = LocalDateTime.ofInstant(Instant.ofEpochMilli(lastMillis), zone);
            Path name = directory.resolve(prefix + STAMP.format(now) + extension);
            if (!Files.exists(name)) {
                return name;
            }
            lastMillis++;
        }
    }

    /** Deletes what is too old or too many. What cannot be deleted is told and stays: it must not keep new data out. */
    void prune() {
        try {
            deleteOutdated();
        } catch (IOException | DirectoryIteratorException e) {
            log.warn("rotation: files put aside in " + directory + " cannot be deleted and use up its disk;"
                    + " give this user the right to");
        }
    }

    private void deleteOutdated() throws IOException {
        List<Backup> newestFirst = list();
        newestFirst.sort(Comparator.comparing(Backup::putAside).reversed());
        Instant oldest = rotation.maxDays() == 0
                ? Instant.MIN
                : Instant.ofEpochMilli(clock.epochMillis()).minus(Duration.ofDays(rotation.maxDays()));
        for (int i = 0; i < newestFirst.size(); i++) {
            Backup backup = newestFirst.get(i);
            boolean tooMany = rotation.maxBackups() != 0 && i >= rotation.maxBackups();
            if (tooMany || backup.putAside().isBefore(oldest)) {
                Files.deleteIfExists(backup.path());
            }
        }
    }

    private List<Backup> list() throws IOException {
        List<Backup> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Path name = file.getFileName();
                Instant putAside = name == null ? null : timeOf(name.toString());
                if (putAside != null) {
                    found.add(new Backup(file, putAside));
                }
            }
        }
        return found;
    }

    /** When a file of that name was put aside, or null if it is none of ours. */
    private @Nullable Instant timeOf(String name) {
        if (!name.startsWith(prefix)
                || !name.endsWith(extension)
                || name.length() < prefix.length() + extension.length()) {
            return null;
        }
        String stamp = name.substring(prefix.length(), name.length() - extension.length());
        try {
            return LocalDateTime.parse(stamp, STAMP).atZone(zone).toInstant();
        } catch (DateTimeParseException _) {
            return null;
        }
    }
}
