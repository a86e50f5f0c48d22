package io.sluice.exporter.otlp;

/** What a peer wrote, made fit for one line of a log. */
final class Quoted {

    private static final int MAX_CHARS = 256;

    private Quoted() {}

    /** At most {@value #MAX_CHARS} characters, without control characters and line ends. */
    static String of(String text) {
        StringBuilder quoted = new StringBuilder(Math.min(text.length(), MAX_CHARS));
        for (int i = 0; i < text.length() && i < MAX_CHARS; i++) {
            char c = text.charAt(i);
            boolean unfit = Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || Character.getType(c) == Character.LINE_SEPARATOR
                    || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                    || Character.isSurrogate(c);
            quoted.append(unfit ? ' ' : c);
        }
        return quoted.toString().strip();
    }

    /** {@code : text}, or nothing for nothing. */
    static String behindColon(String text) {
        String quoted = of(text);
        return quoted.isEmpty() ? "" : ": " + quoted;
    }
}
