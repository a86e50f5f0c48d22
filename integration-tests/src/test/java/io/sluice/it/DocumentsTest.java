package io.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The papers say what is there: their links lead somewhere, and the tests that they name exist. */
class DocumentsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("]\\((?!http)([^)#]+)(#[^)]*)?\\)");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*[a-z](?:Test|IT))(?:\\.(\\w+))?`");

    private static List<Path> files(String suffix) {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .filter(file -> Stream.of("target", ".git")
                            .noneMatch(
                                    skipped -> ROOT.relativize(file).toString().contains(skipped + "/")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void linksLeadSomewhere() {
        List<String> dead = new ArrayList<>();
        for (Path page : files(".md")) {
            Matcher link = LINK.matcher(read(page));
            while (link.find()) {
                if (!Files.exists(page.resolveSibling(link.group(1)))) {
                    dead.add(ROOT.relativize(page) + ": " + link.group(1));
                }
            }
        }

        assertThat(dead).isEmpty();
    }

    @Test
    void testsThatAreNamedExist() {
        Map<String, String> sources = new LinkedHashMap<>();
        files(".java").forEach(file -> sources.put(file.getFileName().toString(), read(file)));
        List<String> missing = new ArrayList<>();
        for (Path page : files(".md")) {
            Matcher test = TEST.matcher(read(page));
            while (test.find()) {
                String source = sources.get(test.group(1) + ".java");
                if (source == null || test.group(2) != null && !source.contains("void " + test.group(2) + "(")) {
                    missing.add(ROOT.relativize(page) + ": " + test.group());
                }
            }
        }

        assertThat(missing).isEmpty();
    }
}
