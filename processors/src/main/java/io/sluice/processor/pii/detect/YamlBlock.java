package io.sluice.processor.pii.detect;

/**
 * A value of YAML that stands in lines of its own (YAML 1.2, 8.1), which are further in than the line of their key. Reusable. Threads: one at
 * a time.
 *
 * <pre>
 *   password: |-
 *     hunter2
 *   user: x
 * </pre>
 */
final class YamlBlock {

    private static final int MAX_KEY_LINE = 256;

    private int start;
    private int end;

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Reads the block whose header is at an index, behind its key; false if none is there. */
    boolean read(ScanText text, int key, int header) {
        int lineEnd = headerEnd(text, header);
        int line = lineEnd < 0 ? -1 : TextLine.next(text, lineEnd);
        if (line < 0) {
            return false;
        }
        int least = indentOfKey(text, key) + 1;
        start = -1;
        while (line >= 0) {
            int content = line;
            while (text.at(content) == ' ') {
                content++;
            }
            int behind = TextLine.end(text, content);
            if (behind > content) {
                if (content - line < least) {
                    break;
                }
                if (start < 0) {
                    start = content;
                    least = content - line;
                }
                end = behind;
            }
            line = TextLine.next(text, behind);
        }
        return start >= 0;
    }

    /** Where the line of {@code |}, {@code >-} or {@code |2+} ends; -1 if it is no header. */
    private static int headerEnd(ScanText text, int header) {
        if (text.at(header) != '|' && text.at(header) != '>') {
            return -1;
        }
        int at = header + 1;
        while (at - header <= 2 && (text.at(at) == '-' || text.at(at) == '+' || Bytes.isDigit(text.at(at)))) {
            at++;
        }
        while (at - header < MAX_KEY_LINE && text.at(at) == ' ') {
            at++;
        }
        return text.at(at) == '\n' || text.at(at) == '\r' ? at : -1;
    }

    /** How many blanks, and hyphens of a list, are before what the line of a key begins with. */
    private static int indentOfKey(ScanText text, int key) {
        int limit = Math.max(text.from(), key - MAX_KEY_LINE);
        int line = key;
        while (line > limit && text.at(line - 1) != '\n') {
            line--;
        }
        int at = line;
        while (text.at(at) == ' ' || (text.at(at) == '-' && text.at(at + 1) == ' ')) {
            at++;
        }
        return at - line;
    }
}
