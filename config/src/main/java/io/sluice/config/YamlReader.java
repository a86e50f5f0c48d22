package io.sluice.config;

import io.sluice.config.Value.Entry;
import io.sluice.config.Value.Kind;
import io.sluice.config.Value.Mapping;
import io.sluice.config.Value.Scalar;
import io.sluice.config.Value.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * Reads the first document of a YAML text as the Collector's parser does: aliases and merge keys resolved, duplicate keys refused, {@code
 * ::} in keys taken as nesting. Size, depth and what aliases may multiply to are bounded.
 */
final class YamlReader {

    /** Longest text, in characters. */
    static final int MAX_LENGTH = 4 << 20;

    private static final int MAX_VALUES = 100_000;
    private static final String MERGE_KEY = "<<";

    private final Source source;
    private final List<InvalidYamlException.Fault> faults = new ArrayList<>();
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int values;
    private int levelsOfKeys; // that the keys on the way to here stand for beyond their own

    private YamlReader(Source source) {
        this.source = source;
    }

    /**
     * Reads a text.
     *
     * @return its value; null if there is none
     * @throws InvalidYamlException if it can't be read
     */
    static @Nullable Value read(Source source, String text) throws InvalidYamlException {
        return new YamlReader(source).document(text);
    }

    private @Nullable Value document(String text) throws InvalidYamlException {
        if (text.length() > MAX_LENGTH) {
            throw new InvalidYamlException(
                    source.whole(),
                    "is longer than " + MAX_LENGTH + " characters",
                    "A configuration is a few hundred lines; name the right file.");
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source.name())
                // Plain scalars and merge keys are resolved here, by the rules of the Collector's parser.
                .setSchema(new FailsafeSchema())
                .setAllowNonScalarKeys(true)
                .setCodePointLimit(MAX_LENGTH + 1)
                .setMaxAliasesForCollections(MAX_VALUES)
                .build();
        try {
            checkDepth(settings, text);
            Iterator<Node> documents =
                    new Compose(settings).composeAllFromString(text).iterator();
            if (!documents.hasNext()) {
                return null;
            }
            Value value = convert(documents.next());
            if (documents.hasNext()) {
                faults.add(new InvalidYamlException.Fault(
                        place(documents.next()), "begins a second document", "Keep one document per file."));
            }
            if (!faults.isEmpty()) {
                throw new InvalidYamlException(faults);
            }
            source.parsed();
            return value;
        } catch (MarkedYamlEngineException e) {
            throw syntaxError(e);
        } catch (YamlEngineException e) {
            throw new InvalidYamlException(
                    source.whole(), "is not YAML: it has characters that no text has", "Name a text file in UTF-8.");
        }
    }

    /** Before anything recursive sees the text. */
    private void checkDepth(LoadSettings settings, String text) throws InvalidYamlException {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {}
            }
            if (depth > Nesting.MAX_DEPTH) {
                throw tooDeep(place(event.getStartMark(), event.getEndMark()));
            }
        }
    }

    private static InvalidYamlException tooDeep(Place place) {
        return new InvalidYamlException(place, "is nested more than " + Nesting.MAX_DEPTH + " levels deep", "");
    }

    private InvalidYamlException syntaxError(MarkedYamlEngineException e) {
        String problem = e.getProblem() == null ? "can't be read" : e.getProblem();
        // What was never closed is found at the end; where it was opened tells more.
        boolean open = problem.contains("end of stream") && e.getContextMark().isPresent();
        Optional<Mark> mark = e.getProblemMark().isPresent() && !open ? e.getProblemMark() : e.getContextMark();
        String remedy = "";
        if (problem.contains("(TAB)")) {
            problem = "a tab where YAML wants spaces";
            remedy = "Indent with spaces.";
        } else if (problem.startsWith("mapping values are not allowed")) {
            remedy = "Put text that holds \": \" in quotes, and check the indentation.";
        }
        return new InvalidYamlException(place(mark, mark), "is not YAML: " + problem, remedy);
    }

    private Value convert(Node node) throws InvalidYamlException {
        if (++values > MAX_VALUES) {
            throw new InvalidYamlException(
                    place(node), "has more than " + MAX_VALUES + " values once its aliases are resolved", "");
        }
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar);
        }
        if (!open.add(node)) {
            throw new InvalidYamlException(place(node), "contains itself through an alias", "Remove the alias.");
        }
        Value value = node instanceof SequenceNode sequence ? sequence(sequence) : mapping((MappingNode) node);
        open.remove(node);
        return value;
    }

    private Scalar scalar(ScalarNode node) throws InvalidYamlException {
        Place place = place(node);
        source.value(place);
        Kind kind = kind(node, place);
        return new Scalar(place, kind, kind == Kind.NULL ? "" : node.getValue(), null, false);
    }

    private static Kind kind(ScalarNode node, Place place) throws InvalidYamlException {
        Tag tag = node.getTag();
        if (tag.equals(Tag.STR)) {
            // Plain text may still be a number to us: the library's schema knows fewer forms than the Collector's
            // parser.
            return node.isPlain() && !isTagged(node) ? Scalars.resolve(node.getValue()) : Kind.STRING;
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) || tag.equals(Tag.BOOL) || tag.equals(Tag.NULL)) {
            return Scalars.resolve(node.getValue());
        }
        throw new InvalidYamlException(place, "has the tag " + tag.getValue(), "Remove the tag.");
    }

    /** True for {@code !!str 1}: the place begins with the tag. */
    private static boolean isTagged(ScalarNode node) {
        return node.getStartMark()
                .filter(mark ->
                        mark.getPointer() < mark.getBuffer().length && mark.getBuffer()[mark.getPointer()] == '!')
                .isPresent();
    }

    private Sequence sequence(SequenceNode node) throws InvalidYamlException {
        List<Value> items = new ArrayList<>(node.getValue().size());
        for (Node item : node.getValue()) {
            items.add(convert(item));
        }
        return new Sequence(place(node), Collections.unmodifiableList(items), null);
    }

    private Mapping mapping(MappingNode node) throws InvalidYamlException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        List<Mapping> merged = new ArrayList<>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new InvalidYamlException(place(tuple.getKeyNode()), "is a key that is not text", "Use text.");
            }
            if (key.isPlain() && key.getValue().equals(MERGE_KEY)) {
                addMerged(tuple.getValueNode(), merged);
                continue;
            }
            int levels = Nesting.levels(key.getValue());
            levelsOfKeys += levels;
            if (open.size() + levelsOfKeys > Nesting.MAX_DEPTH) {
                throw tooDeep(place(key));
            }
            Entry entry = new Entry(place(key), convert(tuple.getValueNode()));
            levelsOfKeys -= levels;
            Nesting.put(
                    entries,
                    key.getValue(),
                    entry,
                    (path, first) -> faults.add(new InvalidYamlException.Fault(
                            entry.keyPlace(),
                            "the key " + path + " is written twice, first in line " + first.line(),
                            "Remove one.")));
        }
        for (Mapping other : merged) {
            other.entries().forEach(entries::putIfAbsent);
        }
        return new Mapping(place(node), Collections.unmodifiableMap(entries), null);
    }

    private void addMerged(Node node, List<Mapping> merged) throws InvalidYamlException {
        if (node instanceof SequenceNode sequence
                && sequence.getValue().stream().allMatch(MappingNode.class::isInstance)) {
            for (Node item : sequence.getValue()) {
                merged.add((Mapping) convert(item));
            }
        } else if (node instanceof MappingNode) {
            merged.add((Mapping) convert(node));
        } else {
            throw new InvalidYamlException(
                    place(node), "the merge key << takes a map or a list of maps", "Write <<: *anchor.");
        }
    }

    private Place place(Node node) {
        return place(node.getStartMark(), node.getEndMark());
    }

    private Place place(Optional<Mark> start, Optional<Mark> end) {
        if (start.isEmpty()) {
            return source.whole();
        }
        Mark from = start.get();
        Mark to = end.orElse(from);
        return source.at(from.getLine() + 1, from.getColumn() + 1, to.getLine() + 1, to.getColumn() + 1);
    }
}
