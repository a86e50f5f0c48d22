package io.sluice.buildtools.options;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.TreePath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Javadoc as Markdown. */
final class Docs {

    private final DocTrees trees;

    Docs(DocTrees trees) {
        this.trees = trees;
    }

    /** The texts of {@code @param} by name. */
    Map<String, String> params(JavaType type) {
        Map<String, String> params = new LinkedHashMap<>();
        DocCommentTree comment = trees.getDocCommentTree(type.path());
        if (comment != null) {
            for (DocTree tag : comment.getBlockTags()) {
                if (tag instanceof ParamTree param && !param.isTypeParameter()) {
                    params.put(param.getName().toString(), markdown(param.getDescription()));
                }
            }
        }
        return params;
    }

    /** What a member's comment says; empty if it has none. */
    String body(TreePath member) {
        DocCommentTree comment = trees.getDocCommentTree(member);
        return comment == null ? "" : markdown(comment.getFullBody());
    }

    /** One line of Markdown, fit for a cell of a table. */
    private static String markdown(List<? extends DocTree> texts) {
        StringBuilder line = new StringBuilder();
        for (DocTree text : texts) {
            line.append(markdown(text));
        }
        return line.toString().replaceAll("\\s+", " ").replace("|", "\\|").strip();
    }

    private static String markdown(DocTree text) {
        return switch (text) {
            case LiteralTree literal when literal.getKind() == DocTree.Kind.CODE -> "`" + literal.getBody() + "`";
            case LiteralTree literal -> literal.getBody().toString();
            case LinkTree link -> "`" + link.getReference().toString().replace('#', '.') + "`";
            case EntityTree entity ->
                switch (entity.getName().toString()) {
                    case "lt" -> "<";
                    case "gt" -> ">";
                    case "amp" -> "&";
                    default -> text.toString();
                };
            default -> text.toString();
        };
    }
}
