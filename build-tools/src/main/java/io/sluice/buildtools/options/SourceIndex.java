package io.sluice.buildtools.options;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** All types of some sources, parsed and not compiled: names are resolved as far as configuration records need it. */
final class SourceIndex {

    private final Map<String, JavaType> types = new LinkedHashMap<>();
    private final Docs docs;

    private SourceIndex(Docs docs) {
        this.docs = docs;
    }

    static SourceIndex parse(Collection<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            SourceIndex index = new SourceIndex(new Docs(DocTrees.instance(task)));
            for (CompilationUnitTree unit : task.parse()) {
                index.addUnit(unit);
            }
            return index;
        }
    }

    private void addUnit(CompilationUnitTree unit) {
        Tree inPackage = unit.getPackageName();
        String prefix = inPackage == null ? "" : inPackage + ".";
        List<String> imports = unit.getImports().stream()
                .filter(each -> !each.isStatic())
                .map(ImportTree::getQualifiedIdentifier)
                .map(Object::toString)
                .toList();
        TreePath path = new TreePath(unit);
        for (Tree tree : unit.getTypeDecls()) {
            addType(prefix, tree, imports, path);
        }
    }

    private void addType(String prefix, Tree tree, List<String> imports, TreePath parent) {
        if (tree instanceof ClassTree type) {
            String name = prefix + type.getSimpleName();
            TreePath path = new TreePath(parent, tree);
            types.put(name, new JavaType(name, type, imports, path));
            for (Tree member : type.getMembers()) {
                addType(name + ".", member, imports, path);
            }
        }
    }

    Docs docs() {
        return docs;
    }

    Collection<JavaType> types() {
        return types.values();
    }

    /** The type that a name means inside another type, or null if it is not among the sources. */
    @Nullable
    JavaType resolve(String name, JavaType inside) {
        for (String scope = inside.name(); !scope.isEmpty(); scope = outer(scope)) {
            JavaType found = types.get(scope + "." + name);
            if (found != null) {
                return found;
            }
        }
        for (String imported : inside.imports()) {
            if (imported.endsWith("." + name)) {
                return types.get(imported);
            }
        }
        return types.get(name);
    }

    private static String outer(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    /** The only type with a simple name. */
    JavaType named(String simpleName) {
        List<JavaType> found = types.values().stream()
                .filter(type -> type.simpleName().equals(simpleName))
                .toList();
        if (found.size() != 1) {
            throw new StaleTableException(
                    found.size() + " types are named " + simpleName + "; an options table needs just one");
        }
        return found.getFirst();
    }
}
