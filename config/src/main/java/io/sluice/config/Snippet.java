package io.sluice.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of a configuration with a caret under one place, without the values that must not be shown. */
final class Snippet {

    private static final int WIDTH = 100;
    private static final String MASK = "***";

    private final int[] line;
    private final int lineNumber;
    private final int caretColumn;
    private final StringBuilder out = new StringBuilder();
    private int caret = -1;

    Snippet(String line, Place place) {
        this.line = line.codePoints().toArray();
        this.lineNumber = place.line();
        this.caretColumn = place.column();
    }

    /**
     * The two lines.
     *
     * @param parsed false if the text could not be read, so that nobody knows what on the line is a value: then only its first key shows
     * @param hidden values that touch the line and must not be shown
     */
    String render(boolean parsed, List<Place> hidden) {
        int end = parsed ? line.length : firstKeyEnd();
        for (int i = 0; i < end; i++) {
            Place value = startingOrCovering(hidden, i + 1);
            if (value != null) {
                int behind = value.endLine() == lineNumber ? Math.min(end, value.endColumn() - 1) : end;
                append(MASK, i, behind);
                i = Math.max(i, behind - 1);
            } else if (parsed && line[i] == '#' && (i == 0 || Character.isWhitespace(line[i - 1]))) {
                break;
            } else {
                append(
                        line[i] == '\t' || Character.isISOControl(line[i]) ? " " : Character.toString(line[i]),
                        i,
                        i + 1);
            }
        }
        if (end < line.length) {
            append(" " + MASK, end, line.length + 1);
        }
        return clipped();
    }

    /** Behind the first key's colon; 0 if the line does not begin with a key. */
    private int firstKeyEnd() {
        int begin = 0;
        while (begin < line.length && (Character.isWhitespace(line[begin]) || line[begin] == '-')) {
            begin++;
        }
        int end = begin;
        while (end < line.length && isKeyCharacter(line[end])) {
            end++;
        }
        boolean key = end > begin && line[end - 1] == ':' && (end == line.length || Character.isWhitespace(line[end]));
        return key ? end : 0;
    }

    private static boolean isKeyCharacter(int c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || "_-./:".indexOf(c) >= 0);
    }

    private static @Nullable Place startingOrCovering(List<Place> values, int column, int line) {
        for (Place value : values) {
            boolean begun = value.line() < line || value.column() <= column;
            boolean open = value.endLine() > line || value.endColumn() > column;
            if (begun && open) {
                return value;
            }
        }
        return null;
    }

    private @Nullable Place startingOrCovering(List<Place> values, int column) {
        return startingOrCovering(values, column, lineNumber);
    }

    private void append(String text, int from, int behind) {
        if (caret < 0 && caretColumn > from && caretColumn <= behind) {
            caret = out.length();
        }
        out.append(text);
    }

    private String clipped() {
        String text = out.toString().stripTrailing();
        int at = caret < 0 ? text.length() : caret;
        int from = at > WIDTH - 20 ? at - WIDTH / 2 : 0;
        String begin = from > 0 ? "..." : "";
        int to = Math.min(text.length(), from + WIDTH);
        String shown = begin + text.substring(Math.min(from, to), to) + (to < text.length() ? "..." : "");
        return "    " + shown + "\n    " + " ".repeat(begin.length() + at - from) + "^\n";
    }
}
