package io.sluice.buildtools.options;

import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import io.sluice.buildtools.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the tables of options into the pages of {@code docs}, or checks that they say what the records' sources say. A record that has
 * a table of its own is linked from the others.
 */
public final class OptionTables {

    private final SourceIndex index;
    private final List<Page> pages;
    private final Map<String, Page> pageOf = new LinkedHashMap<>();

    OptionTables(SourceIndex index, List<Page> pages) {
        this.index = index;
        this.pages = pages;
        for (Page page : pages) {
            for (String record : page.records()) {
                pageOf.put(index.named(record).name(), page);
            }
        }
    }

    /** Arguments: {@code check} or {@code apply}, then the folder of the whole project. Exits with 1 if a check finds something. */
    public static void main(String[] args) throws IOException {
        boolean apply = Sources.isApply(args[0]);
        Path root = Path.of(args[1]).toRealPath();
        List<String> wrong = new ArrayList<>();
        try {
            OptionTables tables =
                    new OptionTables(SourceIndex.parse(Sources.below(root, Sources::isMain)), pages(root));
            tables.missing().forEach(type -> wrong.add("no page in docs has options of " + type));
            for (Page page : tables.pages) {
                String text = tables.rewritten(page);
                if (!text.equals(page.text()) && apply) {
                    Files.writeString(page.file(), text);
                } else if (!text.equals(page.text())) {
                    wrong.add(root.relativize(page.file()) + ": its options are not those of the code");
                }
            }
        } catch (StaleTableException e) {
            wrong.add(e.getMessage());
        }
        if (!wrong.isEmpty()) {
            wrong.forEach(System.err::println);
            System.err.println("option tables are stale; run: mvn -pl build-tools verify -Ddocs=apply");
            System.exit(1);
        }
    }

    private static List<Page> pages(Path root) throws IOException {
        List<Page> pages = new ArrayList<>();
        for (Path file :
                Sources.below(root.resolve("docs"), name -> name.toString().endsWith(".md"))) {
            pages.add(new Page(file, Files.readString(file)));
        }
        return pages;
    }

    String rewritten(Page page) {
        return page.with(record -> {
            JavaType type = index.named(record);
            OptionReader reader = new OptionReader(index, below -> link(page, below)).read(type);
            return OptionTable.markdown(reader.options(), reader.foreign());
        });
    }

    private @Nullable String link(Page from, JavaType record) {
        Page page = pageOf.get(record.name());
        if (page == null) {
            return null;
        }
        String file = page.equals(from)
                ? ""
                : from.file().resolve("..").normalize().relativize(page.file()).toString();
        return file + "#" + page.fragment(record.simpleName());
    }

    /** Records of factories that have options and no table. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (JavaType type : index.types()) {
            for (Tree implemented : type.tree().getImplementsClause()) {
                if (implemented instanceof ParameterizedTypeTree generic
                        && generic.getType().toString().matches("(Receiver|Processor|Exporter|Extension)Factory")) {
                    JavaType config =
                            index.resolve(generic.getTypeArguments().getFirst().toString(), type);
                    if (config != null && !pageOf.containsKey(config.name())) {
                        missing.add(config.name());
                    }
                }
            }
        }
        return missing;
    }
}
