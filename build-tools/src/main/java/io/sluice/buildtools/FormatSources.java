package io.sluice.buildtools;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Formats every Java source below a folder with palantir-java-format, or checks that nothing is left to format.
 *
 * <p>The formatter reads sources with the compiler of the JVM it runs in, so it must run on the JDK that the sources are written for,
 * not on the one that started Maven; that is why this is a program and not a Maven plugin.
 */
public final class FormatSources {

    private FormatSources() {}

    /** Arguments: {@code check} or {@code apply}, then the folder. Exits with 1 if a check finds something. */
    public static void main(String[] args) throws IOException {
        boolean apply = Sources.isApply(args[0]);
        Path root = Path.of(args[1]).toRealPath();
        Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
                .style(JavaFormatterOptions.Style.PALANTIR)
                .build());
        List<Path> wrong = new ArrayList<>();
        for (Path source : Sources.below(root, Sources::isJava)) {
            String before = Files.readString(source);
            String after;
            try {
                after = formatter.formatSourceAndFixImports(before);
            } catch (FormatterException e) {
                System.err.println(root.relativize(source) + ": " + e.getMessage());
                wrong.add(source);
                continue;
            }
            if (!before.equals(after)) {
                if (apply) {
                    Files.writeString(source, after);
                } else {
                    System.err.println(root.relativize(source) + ": not formatted");
                    wrong.add(source);
                }
            }
        }
        if (!wrong.isEmpty()) {
            System.err.println(
                    wrong.size() + " sources are not formatted; run: mvn -pl build-tools verify -Dformat=apply");
            System.exit(1);
        }
    }
}
