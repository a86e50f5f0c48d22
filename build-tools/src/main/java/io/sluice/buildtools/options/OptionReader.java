package io.sluice.buildtools.options;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** Reads what a configuration record and the records below it let a user write. */
final class OptionReader {

    private static final String BELOW = "::";

    /** The elements of a list or map. */
    private static final String ELEMENT = "::*::";

    private final SourceIndex index;
    private final Function<JavaType, @Nullable String> links;
    private final TypeNames names;
    private final Set<String> explained = new HashSet<>();
    private final List<Option> options = new ArrayList<>();
    private final List<Foreign> foreign = new ArrayList<>();

    /**
     * A reader.
     *
     * @param links where the table of a record is that has one of its own; null for a record that is described with the one it is in
     */
    OptionReader(SourceIndex index, Function<JavaType, @Nullable String> links) {
        this.index = index;
        this.links = links;
        this.names = new TypeNames(index);
    }

    List<Option> options() {
        return options;
    }

    List<Foreign> foreign() {
        return foreign;
    }

    OptionReader read(JavaType record) {
        read(record, "");
        return this;
    }

    private void read(JavaType record, String prefix) {
        Map<String, String> meanings = index.docs().params(record);
        for (Tree member : record.tree().getMembers()) {
            if (member instanceof VariableTree component
                    && !component.getModifiers().getFlags().contains(Modifier.STATIC)) {
                String meaning = meanings.get(component.getName().toString());
                if (meaning == null || meaning.isEmpty()) {
                    throw new StaleTableException(record.name() + " has no @param " + component.getName());
                }
                read(record, component, prefix, meaning);
            }
        }
        for (AnnotationTree each : Annotations.all(record.tree().getModifiers(), "Unsupported")) {
            foreign.add(new Foreign(
                    Annotations.values(each, "value").stream()
                            .map(key -> prefix + key)
                            .toList(),
                    Annotations.value(each, "protects", "false").equals("true"),
                    Annotations.value(each, "instead", "")));
        }
    }

    private void read(JavaType record, VariableTree component, String prefix, String meaning) {
        ModifiersTree modifiers = component.getModifiers();
        AnnotationTree key = Annotations.find(modifiers, "Key");
        String name = prefix + (key == null ? "" : Annotations.value(key, "value", ""));
        if (name.equals(prefix)) {
            name += snakeCase(component.getName().toString());
        }
        JavaType below = names.record(component.getType(), record);
        JavaType element = below == null ? names.elementRecord(component.getType(), record) : null;
        if (element != null) {
            String page = links.apply(element);
            options.add(new Option(
                    name,
                    names.collection(component.getType()) + " of "
                            + (page == null ? "blocks" : "[blocks](" + page + ")"),
                    Absent.of(modifiers),
                    meaning + formerly(key)));
            if (page == null) {
                read(element, name + ELEMENT);
            }
            return;
        }
        if (below == null) {
            options.add(new Option(
                    name,
                    names.of(component.getType(), record),
                    Absent.of(modifiers),
                    meaning + meaningsOnce(component, record) + formerly(key)));
            return;
        }
        String link = links.apply(below);
        String block = link == null ? "block" : "[block](" + link + ")";
        options.add(new Option(name, block, Absent.ofBlock(modifiers), meaning + formerly(key)));
        if (link == null) {
            read(below, name + BELOW);
        }
    }

    /** What an enum's constants mean; where it comes again, the reader has seen it. */
    private String meaningsOnce(VariableTree component, JavaType record) {
        String meanings = names.meanings(component.getType(), record);
        return explained.add(meanings) ? meanings : "";
    }

    private static String formerly(@Nullable AnnotationTree key) {
        List<String> old = key == null ? List.of() : Annotations.values(key, "renamedFrom");
        return old.isEmpty() ? "" : "; formerly `" + String.join("`, `", old) + "`";
    }

    /** As the configuration's binder derives keys. */
    static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
