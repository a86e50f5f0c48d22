package io.sluice.buildtools.options;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ModifiersTree;

/** What holds when a key is not written. */
final class Absent {

    private Absent() {}

    /** Of a plain value. */
    static String of(ModifiersTree modifiers) {
        AnnotationTree absent = Annotations.find(modifiers, "Default");
        if (absent == null) {
            return Annotations.find(modifiers, "Nullable") == null ? "**required**" : "unset";
        }
        String text = Annotations.value(absent, "value", "");
        return text.equals("''") || text.equals("\"\"") ? "empty" : "`" + unquoted(text) + "`";
    }

    /** Of a block. */
    static String ofBlock(ModifiersTree modifiers) {
        AnnotationTree block = Annotations.find(modifiers, "Block");
        if (block != null) {
            return Annotations.value(block, "absent", "OFF").equals("OFF") ? "off" : "on";
        }
        return Annotations.find(modifiers, "Nullable") == null ? "its defaults" : "unset";
    }

    /** Text that YAML would take for a number keeps its quotes. */
    private static String unquoted(String text) {
        return text.matches("\"[^\"]*[^0-9.\"][^\"]*\"") ? text.substring(1, text.length() - 1) : text;
    }
}
