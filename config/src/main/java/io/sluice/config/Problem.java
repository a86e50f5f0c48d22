package io.sluice.config;

/**
 * Something about a configuration that its author should know.
 *
 * @param severity whether it can be used nevertheless
 * @param place {@code file:line:column}, or the name of what has no lines
 * @param path keys down to it, joined by {@code ::}; empty for the whole
 * @param what what is wrong
 * @param remedy what would be right; may be empty
 * @param suggestion the nearest thing that exists; may be empty
 * @param snippet the line and a caret under it, without any value that could be secret; may be empty
 */
public record Problem(
        Severity severity, String place, String path, String what, String remedy, String suggestion, String snippet) {

    /** Whether a configuration can be used nevertheless. */
    public enum Severity {
        ERROR,
        WARNING
    }

    /** All of it, lines ended: {@code file:line:column: path: what. Remedy. Did you mean "x"?} and the source line. */
    public String render() {
        return line() + "\n" + snippet;
    }

    /** Its first line, without an end, for a log. */
    public String line() {
        StringBuilder line = new StringBuilder(place).append(": ");
        if (severity == Severity.WARNING) {
            line.append("warning: ");
        }
        if (!path.isEmpty()) {
            line.append(path).append(": ");
        }
        line.append(sentence(what));
        if (!remedy.isEmpty()) {
            line.append(' ').append(sentence(remedy));
        }
        if (!suggestion.isEmpty()) {
            line.append(" Did you mean \"").append(suggestion).append("\"?");
        }
        return printable(line);
    }

    private static String sentence(String text) {
        return text.isEmpty() || ".?!".indexOf(text.charAt(text.length() - 1)) >= 0 ? text : text + ".";
    }

    /** A configuration must not drive the terminal that its errors are shown on. */
    private static String printable(CharSequence text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .forEach(out::appendCodePoint);
        return out.toString();
    }
}
