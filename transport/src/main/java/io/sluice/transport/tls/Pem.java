package io.sluice.transport.tls;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Textual encodings of keys and certificates, RFC 7468. */
final class Pem {

    /** One labelled block. */
    static final class Block {

        private final String label;
        private final byte[] der;
        private final boolean encrypted;

        private Block(String label, byte[] der, boolean encrypted) {
            this.label = label;
            this.der = der;
            this.encrypted = encrypted;
        }

        String label() {
            return label;
        }

        byte[] der() {
            return der;
        }

        /** Whether an RFC 1421 header says that the content is encrypted. */
        boolean isEncrypted() {
            return encrypted;
        }
    }

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    private Pem() {}

    /**
     * All blocks, in their order; text around them is skipped.
     *
     * @param name how an operator knows the source
     */
    static List<Block> parse(String text, String name) throws TlsException {
        List<Block> blocks = new ArrayList<>();
        String label = null;
        boolean encrypted = false;
        StringBuilder base64 = new StringBuilder();
        for (String raw : text.split("\\R", -1)) {
            String line = raw.strip();
            if (label == null) {
                label = between(line, BEGIN);
                encrypted = false;
                base64.setLength(0);
            } else if (line.startsWith(END)) {
                if (!label.equals(between(line, END))) {
                    throw malformed(name, "the END line does not match " + label);
                }
                blocks.add(new Block(label, decode(base64, name), encrypted));
                label = null;
            } else if (line.indexOf(':') >= 0) {
                encrypted |= line.startsWith("Proc-Type:") && line.endsWith("ENCRYPTED");
            } else {
                base64.append(line);
            }
        }
        if (label != null) {
            throw malformed(name, "it ends within " + label);
        }
        return blocks;
    }

    private static @Nullable String between(String line, String start) {
        boolean framed =
                line.startsWith(start) && line.endsWith(DASHES) && line.length() > start.length() + DASHES.length();
        return framed ? line.substring(start.length(), line.length() - DASHES.length()) : null;
    }

    private static byte[] decode(StringBuilder base64, String name) throws TlsException {
        try {
            return Base64.getDecoder().decode(base64.toString());
        } catch (IllegalArgumentException e) {
            throw malformed(name, "its base64 text is damaged");
        }
    }

    private static TlsException malformed(String name, String what) {
        return new TlsException(
                TlsException.Reason.MALFORMED, name + " is no valid PEM: " + what + "; write the whole file again");
    }
}
