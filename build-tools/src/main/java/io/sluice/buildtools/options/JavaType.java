package io.sluice.buildtools.options;

import com.sun.source.tree.ClassTree;
import com.sun.source.util.TreePath;
import java.util.List;

/**
 * A type as written in a source.
 *
 * @param name with package and enclosing types, all with dots
 * @param imports names imported by its file
 * @param path where its documentation hangs
 */
record JavaType(String name, ClassTree tree, List<String> imports, TreePath path) {

    boolean isRecord() {
        return tree.getKind() == com.sun.source.tree.Tree.Kind.RECORD;
    }

    boolean isEnum() {
        return tree.getKind() == com.sun.source.tree.Tree.Kind.ENUM;
    }

    String simpleName() {
        return tree.getSimpleName().toString();
    }
}
