package io.sluice.api.config;

/** Text that must never be printed: passwords, tokens, header values. Prints as {@code [REDACTED]}. */
public final class Secret {

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    public static Secret of(String text) {
        return new Secret(text);
    }

    /** The text itself, for the one place that needs it. */
    public String reveal() {
        return text;
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Secret other
                && java.security.MessageDigest.isEqual(
                        text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        other.text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** The same for every secret, so that no hash gives one away. */
    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
