package io.sluice.buildtools.options;

import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a user may write for a Java type. */
final class TypeNames {

    private final SourceIndex index;

    TypeNames(SourceIndex index) {
        this.index = index;
    }

    /** The record that a type is, or null. Headers are written as a map, whatever record holds them. */
    @Nullable
    JavaType record(Tree type, JavaType inside) {
        String name = plain(type).toString();
        JavaType found = name.equals("Headers") ? null : index.resolve(name, inside);
        return found != null && found.isRecord() && !name.equals("ComponentId") ? found : null;
    }

    /** The record that a list or map holds; null if it is none or holds something else. */
    @Nullable
    JavaType elementRecord(Tree type, JavaType inside) {
        return plain(type) instanceof ParameterizedTypeTree generic
                ? record(generic.getTypeArguments().getLast(), inside)
                : null;
    }

    /** "list" or "map". */
    String collection(Tree type) {
        return ((ParameterizedTypeTree) plain(type)).getTypeArguments().size() == 1 ? "list" : "map";
    }

    /** Any other type, as Markdown. */
    String of(Tree type, JavaType inside) {
        if (plain(type) instanceof ParameterizedTypeTree generic) {
            List<? extends Tree> arguments = generic.getTypeArguments();
            return collection(type) + " of " + of(arguments.getLast(), inside);
        }
        String name = plain(type).toString();
        return switch (name) {
            case "boolean", "Boolean" -> "boolean";
            case "int", "long", "Integer", "Long" -> "integer";
            case "double", "Double" -> "number";
            case "String" -> "text";
            case "Duration" -> "duration";
            case "Object" -> "any value";
            case "Secret" -> "secret";
            case "Headers" -> "map of secret";
            case "ComponentId" -> "component id";
            default -> constants(name, inside);
        };
    }

    /** What the constants of an enum mean, behind a colon; empty if their comments don't say. */
    String meanings(Tree type, JavaType inside) {
        JavaType found = index.resolve(plain(type).toString(), inside);
        if (found == null || !found.isEnum()) {
            return "";
        }
        List<String> meanings = constants(found)
                .map(each -> meaning(found, each))
                .filter(each -> !each.isEmpty())
                .toList();
        return meanings.isEmpty() ? "" : ": " + String.join("; ", meanings);
    }

    private String meaning(JavaType type, VariableTree constant) {
        String text = index.docs().body(new TreePath(type.path(), constant));
        return text.isEmpty() ? "" : constant(constant) + " - " + text.replaceAll("\\.$", "");
    }

    private String constants(String name, JavaType inside) {
        JavaType found = index.resolve(name, inside);
        if (found == null || !found.isEnum()) {
            throw new StaleTableException(inside.name() + " has a component of an unknown type: " + name);
        }
        return constants(found).map(TypeNames::constant).collect(Collectors.joining(", "));
    }

    private static Stream<VariableTree> constants(JavaType type) {
        return type.tree().getMembers().stream()
                .filter(VariableTree.class::isInstance)
                .map(VariableTree.class::cast)
                .filter(each ->
                        each.getType() != null && each.getType().toString().equals(type.simpleName()));
    }

    private static String constant(VariableTree constant) {
        AnnotationTree key = Annotations.find(constant.getModifiers(), "Key");
        String name = key == null ? "" : Annotations.value(key, "value", "");
        return "`" + (name.isEmpty() ? constant.getName().toString().toLowerCase(Locale.ROOT) : name) + "`";
    }

    private static Tree plain(Tree type) {
        return type instanceof AnnotatedTypeTree annotated ? annotated.getUnderlyingType() : type;
    }
}
