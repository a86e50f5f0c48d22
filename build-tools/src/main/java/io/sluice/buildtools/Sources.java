package io.sluice.buildtools;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What the tools look at: the files of the working tree, without what the build makes. */
public final class Sources {

    private Sources() {}

    /** True for {@code apply}, false for {@code check}. */
    public static boolean isApply(String argument) {
        return switch (argument) {
            case "apply" -> true;
            case "check" -> false;
            default -> throw new IllegalArgumentException("check or apply, not " + argument);
        };
    }

    /** Whether a file is a Java source. */
    public static boolean isJava(Path file) {
        return file.toString().endsWith(".java");
    }

    /** Whether a file is a Java source that ships. */
    public static boolean isMain(Path file) {
        return isJava(file) && file.toString().contains("/src/main/");
    }

    /** The files below a folder that fit, in a stable order. */
    public static List<Path> below(Path root, Predicate<Path> wanted) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                return name.equals("target") || name.startsWith(".")
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (wanted.test(file)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        return files;
    }
}
