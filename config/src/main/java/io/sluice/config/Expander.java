package io.sluice.config;

import io.sluice.config.Texts.Fetched;
import io.sluice.config.Texts.Scheme;
import io.sluice.config.Value.Entry;
import io.sluice.config.Value.Kind;
import io.sluice.config.Value.Mapping;
import io.sluice.config.Value.Scalar;
import io.sluice.config.Value.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code ${...}} in values. Keys are left alone.
 *
 * <p>A value that is one reference becomes what the text means as YAML, and keeps the text for targets that want text; a reference amid
 * other text becomes part of that text. What variables hold may have references again, to a bounded depth. Unlike in the Collector, a file
 * that holds a single value is taken as it is, and {@code $$} is undone only in what the configuration itself says: a password with a
 * dollar arrives unharmed.
 */
final class Expander {

    private static final int MAX_DEPTH = 50;
    private static final int MAX_REFERENCES = 10_000;
    private static final int MAX_LENGTH = YamlReader.MAX_LENGTH;

    private final Texts texts;
    private final Reporter reporter;
    private int references;
    private long length;

    Expander(Texts texts, Reporter reporter) {
        this.texts = texts;
        this.reporter = reporter;
    }

    /** The same map with all references replaced. What can't be replaced is reported and stays as it is. */
    Mapping expand(Mapping root) {
        return mapping(root, "", root.original(), Origin.WRITTEN);
    }

    /** Where text comes from, and how deep references have led. */
    private record Origin(boolean arrived, int depth) {

        static final Origin WRITTEN = new Origin(false, 0);

        Origin below() {
            return new Origin(true, depth + 1);
        }
    }

    private Value expand(Value value, String path, Origin origin) {
        return switch (value) {
            case Mapping mapping -> mapping(mapping, path, mapping.original(), origin);
            case Sequence sequence -> sequence(sequence, path, sequence.original(), origin);
            case Scalar scalar -> scalar(scalar, path, origin);
        };
    }

    private Mapping mapping(Mapping mapping, String path, @Nullable String original, Origin origin) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        mapping.entries()
                .forEach((key, entry) -> entries.put(
                        key, new Entry(entry.keyPlace(), expand(entry.value(), Nesting.join(path, key), origin))));
        return new Mapping(mapping.place(), Collections.unmodifiableMap(entries), original);
    }

    private Sequence sequence(Sequence sequence, String path, @Nullable String original, Origin origin) {
        List<Value> items = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            items.add(expand(sequence.items().get(i), Nesting.join(path, String.valueOf(i)), origin));
        }
        return new Sequence(sequence.place(), Collections.unmodifiableList(items), original);
    }

    private Value scalar(Scalar scalar, String path, Origin origin) {
        if (scalar.kind() != Kind.STRING || scalar.text().indexOf('$') < 0) {
            return origin.arrived() ? arrived(scalar, scalar.original()) : scalar;
        }
        Template template = Template.parse(scalar.text());
        if (!template.closed()) {
            reporter.warning(
                    scalar.place(), path, "has a ${ without an end, which is taken as text", "Close it, or write $${.");
        }
        if (!origin.arrived()) {
            Bare.warn(scalar, path, reporter);
        }
        Template.Reference whole = template.whole();
        if (whole != null) {
            Value value = whole(whole, scalar.place(), path, origin);
            return value == null ? broken(scalar) : value;
        }
        String text = embed(template, scalar.place(), path, origin);
        boolean arrived = origin.arrived() || template.parts().size() > 1;
        return text == null ? broken(scalar) : new Scalar(scalar.place(), Kind.STRING, text, null, arrived);
    }

    private Scalar broken(Scalar scalar) {
        reporter.isBroken(scalar.place());
        return scalar;
    }

    private static Scalar arrived(Scalar scalar, @Nullable String original) {
        return new Scalar(scalar.place(), scalar.kind(), scalar.text(), original, true);
    }

    /** What one reference means, or null if that was reported as an error. */
    private @Nullable Value whole(Template.Reference reference, Place place, String path, Origin origin) {
        Fetched fetched = fetch(reference, place, path, origin);
        if (fetched == null) {
            return null;
        }
        String text = fetched.text();
        if (text == null) {
            return new Scalar(place, Kind.NULL, "", "", true);
        }
        Value value = parse(fetched, text);
        if (value == null) {
            return new Scalar(place, Kind.NULL, "", text, true);
        }
        Origin below = origin.below();
        String original = fetched.scheme() == Scheme.FILE ? text : embed(Template.parse(text), place, path, below);
        if (original == null) {
            return null;
        }
        return switch (value) {
            case Mapping mapping -> mapping(mapping, path, original, below);
            case Sequence sequence -> sequence(sequence, path, original, below);
            case Scalar scalar -> {
                Scalar here = new Scalar(place, scalar.kind(), scalar.text(), original, true);
                yield fetched.scheme() == Scheme.FILE ? here : withOriginal(scalar(here, path, below), original);
            }
        };
    }

    private static Value withOriginal(Value value, String original) {
        return value instanceof Scalar scalar ? arrived(scalar, original) : value;
    }

    /** A text as YAML; as text if it isn't YAML; null if it is empty. */
    private static @Nullable Value parse(Fetched fetched, String text) {
        Source source = Source.hidden(fetched.name(), text);
        try {
            return YamlReader.read(source, text);
        } catch (InvalidYamlException _) {
            return new Scalar(source.whole(), Kind.STRING, text, null, true);
        }
    }

    /** A template with everything filled in, or null if an error was reported. */
    private @Nullable String embed(Template template, Place place, String path, Origin origin) {
        StringBuilder out = new StringBuilder();
        boolean failed = false;
        for (Template.Part part : template.parts()) {
            switch (part) {
                case Template.Literal literal -> out.append(origin.arrived() ? literal.written() : literal.meant());
                case Template.Reference reference -> {
                    String text = text(reference, place, path, origin);
                    failed |= text == null;
                    out.append(text == null ? "" : text);
                }
            }
        }
        length += out.length();
        if (length > MAX_LENGTH) {
            return tooMuch(place, path);
        }
        return failed ? null : out.toString();
    }

    private @Nullable String text(Template.Reference reference, Place place, String path, Origin origin) {
        Fetched fetched = fetch(reference, place, path, origin);
        if (fetched == null) {
            return null;
        }
        String text = fetched.text() == null ? "" : fetched.text();
        return fetched.scheme() == Scheme.FILE ? text : embed(Template.parse(text), place, path, origin.below());
    }

    private @Nullable Fetched fetch(Template.Reference reference, Place place, String path, Origin origin) {
        if (origin.depth() > MAX_DEPTH || ++references > MAX_REFERENCES) {
            tooMuch(place, path);
            return null;
        }
        String uri = embed(reference.body(), place, path, origin);
        if (uri == null) {
            return null;
        }
        try {
            Fetched fetched = texts.fetch(uri, Scheme.ENV);
            String text = fetched.text();
            if (text == null) {
                reporter.warning(
                        place,
                        path,
                        "the environment variable " + fetched.name().substring("env:".length())
                                + " is not set; empty text is used",
                        "Set it, or give a default with ${" + fetched.name() + ":-...}.");
            }
            return text != null && fetched.scheme() == Scheme.FILE
                    ? new Fetched(fetched.scheme(), fetched.name(), withoutLineEnd(text))
                    : fetched;
        } catch (FetchException e) {
            reporter.error(place, path, e.what(), e.remedy());
            return null;
        }
    }

    /** Editors end files with a line end that no secret has. */
    private static String withoutLineEnd(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    private @Nullable String tooMuch(Place place, String path) {
        reporter.error(
                place, path, "the references lead to ever more text", "Look for a variable that refers to itself.");
        return null;
    }
}
