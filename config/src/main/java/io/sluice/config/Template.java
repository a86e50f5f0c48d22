package io.sluice.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Text with references in it: {@code a-${env:B_${env:C}}}.
 *
 * <p>An even number of {@code $} in front of a brace stands for half as many and no reference; elsewhere, each {@code $$} stands for
 * {@code $}.
 *
 * @param parts in order
 * @param closed false if some reference has no end, and was taken literally
 */
record Template(List<Part> parts, boolean closed) {

    /** A stretch of it. */
    sealed interface Part {}

    /**
     * Text as it is.
     *
     * @param written as written
     * @param meant with {@code $$} undone
     */
    record Literal(String written, String meant) implements Part {}

    /** What stands between the braces. */
    record Reference(Template body) implements Part {}

    /** The reference, if it is all there is; else null. */
    @Nullable
    Reference whole() {
        return parts.size() == 1 && parts.getFirst() instanceof Reference reference ? reference : null;
    }

    static Template parse(String text) {
        return new Parser(text).template();
    }

    private static final class Parser {

        private static final int MAX_DEPTH = 20;

        private final String text;

        /** For the opening brace of each reference, where it is closed; 0 for none. */
        private final int[] ends;

        private int at;

        Parser(String text) {
            this.text = text;
            this.ends = new int[text.length()];
        }

        Template template() {
            boolean closed = match();
            return new Template(parts(text.length()), closed);
        }

        /** Pairs braces, the innermost first; false if some stay open. */
        private boolean match() {
            Deque<Integer> open = new ArrayDeque<>();
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) == '}' && !open.isEmpty()) {
                    ends[open.pop()] = i;
                } else if (text.charAt(i) == '$') {
                    int dollars = dollars(i);
                    i += dollars - 1;
                    if (opens(dollars, i + 1) && open.size() < MAX_DEPTH) {
                        open.push(++i);
                    }
                }
            }
            return open.isEmpty();
        }

        private int dollars(int from) {
            int to = from;
            while (to < text.length() && text.charAt(to) == '$') {
                to++;
            }
            return to - from;
        }

        private boolean opens(int dollars, int next) {
            return dollars % 2 == 1 && next < text.length() && text.charAt(next) == '{';
        }

        private List<Part> parts(int end) {
            List<Part> parts = new ArrayList<>();
            StringBuilder written = new StringBuilder();
            StringBuilder meant = new StringBuilder();
            while (at < end) {
                if (text.charAt(at) != '$') {
                    written.append(text.charAt(at));
                    meant.append(text.charAt(at++));
                    continue;
                }
                int dollars = dollars(at);
                at += dollars;
                boolean reference = opens(dollars, at) && ends[at] > 0;
                int literal = reference ? dollars - 1 : dollars;
                written.repeat('$', literal);
                meant.repeat('$', (literal + 1) / 2);
                if (reference) {
                    flush(parts, written, meant);
                    int close = ends[at++];
                    parts.add(new Reference(new Template(parts(close), true)));
                    at = close + 1;
                }
            }
            flush(parts, written, meant);
            return List.copyOf(parts);
        }

        private static void flush(List<Part> parts, StringBuilder written, StringBuilder meant) {
            if (!written.isEmpty()) {
                parts.add(new Literal(written.toString(), meant.toString()));
                written.setLength(0);
                meant.setLength(0);
            }
        }
    }
}
