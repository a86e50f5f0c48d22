package io.sluice.exporter.kafka;

import org.apache.kafka.common.config.types.Password;

/** Writes the client's {@code sasl.jaas.config}. */
final class Jaas {

    private Jaas() {}

    /** The login of a user; a type that the client never prints. */
    static Password login(SaslConfig user) {
        String module = switch (user.mechanism()) {
            case PLAIN -> "org.apache.kafka.common.security.plain.PlainLoginModule";
            case SCRAM_SHA_256, SCRAM_SHA_512 -> "org.apache.kafka.common.security.scram.ScramLoginModule";
        };
        return new Password(module + " required username=" + quoted(user.username()) + " password="
                + quoted(user.password().reveal()) + ";");
    }

    /**
     * A string of the grammar, which is read by {@link java.io.StreamTokenizer}: ended by a bare quote or line end, with C escapes. A digit
     * behind an octal escape would be taken for a part of it, so those are written with three digits.
     */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\012");
                case '\r' -> quoted.append("\\015");
                default -> quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
