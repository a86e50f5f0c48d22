package io.sluice.buildtools.options;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.NewArrayTree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads annotations from a parsed source. */
final class Annotations {

    private Annotations() {}

    static List<? extends AnnotationTree> all(ModifiersTree modifiers, String name) {
        return modifiers.getAnnotations().stream()
                .filter(each -> each.getAnnotationType().toString().equals(name))
                .toList();
    }

    static @Nullable AnnotationTree find(ModifiersTree modifiers, String name) {
        List<? extends AnnotationTree> found = all(modifiers, name);
        return found.isEmpty() ? null : found.getFirst();
    }

    /** The values of an element as texts; none if it is absent. */
    static List<String> values(AnnotationTree annotation, String element) {
        for (ExpressionTree argument : annotation.getArguments()) {
            if (argument instanceof AssignmentTree assignment) {
                if (assignment.getVariable().toString().equals(element)) {
                    return texts(assignment.getExpression());
                }
            } else if (element.equals("value")) {
                return texts(argument);
            }
        }
        return List.of();
    }

    /** The value of an element, or another one if it is absent. */
    static String value(AnnotationTree annotation, String element, String absent) {
        List<String> values = values(annotation, element);
        return values.isEmpty() ? absent : values.getFirst();
    }

    private static List<String> texts(ExpressionTree value) {
        return value instanceof NewArrayTree array
                ? array.getInitializers().stream().map(Annotations::text).toList()
                : List.of(text(value));
    }

    private static String text(ExpressionTree value) {
        return switch (value) {
            case LiteralTree literal -> String.valueOf(literal.getValue());
            case BinaryTree sum -> text(sum.getLeftOperand()) + text(sum.getRightOperand());
            case MemberSelectTree constant -> constant.getIdentifier().toString();
            default -> value.toString();
        };
    }
}
