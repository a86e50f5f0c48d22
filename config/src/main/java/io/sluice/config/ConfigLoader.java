package io.sluice.config;

import io.sluice.api.Catalog;
import io.sluice.config.Problem.Severity;
import io.sluice.config.Texts.Fetched;
import io.sluice.config.Value.Entry;
import io.sluice.config.Value.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration: gets the texts, merges them, fills in references, binds components and service, and reports everything that is
 * wrong at once. Never throws for anything that a user wrote.
 *
 * <p>Threads: one caller; a loader may load again, and reads everything anew.
 */
public final class ConfigLoader {

    private final Catalog catalog;
    private final List<String> locations = new ArrayList<>();
    private final List<String> sets = new ArrayList<>();
    private Map<String, String> resource = Map.of();
    private Function<String, @Nullable String> environment = System::getenv;

    private ConfigLoader(Catalog catalog) {
        this.catalog = catalog;
    }

    /** A loader that knows the components of a catalog. */
    public static ConfigLoader of(Catalog catalog) {
        return new ConfigLoader(catalog);
    }

    /** Attributes that describe this process where the configuration says nothing else. */
    public ConfigLoader resource(Map<String, String> attributes) {
        resource = Map.copyOf(attributes);
        return this;
    }

    /** Adds a configuration: a path, {@code file:PATH}, {@code env:NAME} or {@code yaml:TEXT}. Later ones are merged over earlier ones. */
    public ConfigLoader location(String location) {
        locations.add(location);
        return this;
    }

    /** Sets one key over all configurations: {@code exporters.otlp.timeout=3s}, the value being YAML. */
    public ConfigLoader set(String assignment) {
        sets.add(assignment);
        return this;
    }

    /** Takes the variables of {@code env:} from elsewhere than the process's environment. */
    ConfigLoader environment(Function<String, @Nullable String> variables) {
        environment = variables;
        return this;
    }

    /** Reads and binds it all. */
    public LoadResult load() {
        Reporter reporter = new Reporter();
        Texts texts = new Texts(environment);
        Mapping root = read(texts, reporter);
        CollectorConfig config = null;
        if (!reporter.failed()) {
            Mapping expanded = new Expander(texts, reporter).expand(root);
            config = new DocumentBinder(catalog, resource, reporter).bind(expanded);
        }
        List<Problem> warnings = reporter.problems(Severity.WARNING);
        return config == null || reporter.failed()
                ? new LoadResult.Failed(reporter.problems(Severity.ERROR), warnings)
                : new LoadResult.Loaded(config, warnings);
    }

    private Mapping read(Texts texts, Reporter reporter) {
        Mapping root = new Mapping(Source.option("configuration").whole(), Map.of(), null);
        if (locations.isEmpty()) {
            reporter.error(root.place(), "", "none is given", "Name one with --config.");
        }
        for (String location : locations) {
            Mapping mapping = location(location, texts, reporter);
            root = mapping == null ? root : Nesting.merge(root, mapping);
        }
        for (String set : sets) {
            Mapping mapping = assignment(set, reporter);
            root = mapping == null ? root : Nesting.merge(root, mapping);
        }
        return root;
    }

    private static @Nullable Mapping location(String location, Texts texts, Reporter reporter) {
        try {
            Fetched fetched = texts.fetch(location, Texts.Scheme.FILE);
            if (fetched.text() == null) {
                throw new FetchException("the environment variable is not set", "Set it to a configuration.");
            }
            Source source = Source.of(fetched.name(), fetched.text());
            Value value = YamlReader.read(source, fetched.text());
            if (value == null || value.isNull()) {
                reporter.error(
                        source.whole(), "", "is empty", "Write at least a receiver, an exporter and a pipeline.");
                return null;
            }
            if (value instanceof Mapping mapping) {
                return mapping;
            }
            reporter.error(value.place(), "", "a configuration is a map, not " + value.label(), "");
        } catch (FetchException e) {
            reporter.error(Source.option(nameOf(location)).whole(), "", e.what(), e.remedy());
        } catch (InvalidYamlException e) {
            reporter.invalid(e, "");
        }
        return null;
    }

    /** How a location that leads nowhere is called; never the text of {@code yaml:}. */
    private static String nameOf(String location) {
        return location.startsWith("yaml:") ? "yaml" : "--config " + location;
    }

    private static @Nullable Mapping assignment(String set, Reporter reporter) {
        int equals = set.indexOf('=');
        String key = equals < 0 ? "" : set.substring(0, equals).strip();
        if (key.isEmpty()) {
            reporter.error(
                    Source.option("--set").whole(), "", "takes KEY=VALUE", "Write --set exporters.otlp.timeout=3s.");
            return null;
        }
        String path = key.replace(".", Nesting.SEPARATOR);
        if (Nesting.levels(path) >= Nesting.MAX_DEPTH) {
            reporter.error(
                    Source.option("--set").whole(),
                    "",
                    "is nested more than " + Nesting.MAX_DEPTH + " levels deep",
                    "Write --set exporters.otlp.timeout=3s.");
            return null;
        }
        Source source = Source.option("--set " + key);
        try {
            Value value = YamlReader.read(source, set.substring(equals + 1));
            if (value == null) {
                value = new Value.Scalar(source.whole(), Value.Kind.NULL, "", null, false);
            }
            Map<String, Entry> entries = new LinkedHashMap<>();
            Nesting.put(entries, path, new Entry(source.whole(), value), (_, _) -> {});
            return new Mapping(source.whole(), entries, null);
        } catch (InvalidYamlException e) {
            reporter.invalid(e, path);
            return null;
        }
    }
}
