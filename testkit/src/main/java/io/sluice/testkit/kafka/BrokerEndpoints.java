package io.sluice.testkit.kafka;

import java.nio.file.Path;

/**
 * Where a running broker is reached.
 *
 * @param saslSsl {@code host:port} of the SASL_SSL listener
 * @param saslPlaintext {@code host:port} of the SASL_PLAINTEXT listener
 * @param internal {@code host:port} of the listener without authentication
 * @param certificates folder with {@code ca.pem}, {@code server.pem}, {@code server.key}, and where the broker made them itself also {@code
 *     client.pem} and {@code client.key}
 */
public record BrokerEndpoints(String saslSsl, String saslPlaintext, String internal, Path certificates) {

    private static final String READY = "READY";

    static BrokerEndpoints of(BrokerPorts ports, Path certificates) {
        return new BrokerEndpoints(
                "127.0.0.1:" + ports.saslSsl(),
                "127.0.0.1:" + ports.saslPlaintext(),
                "127.0.0.1:" + ports.internal(),
                certificates);
    }

    /** The certificate of the authority that signed the broker's. */
    public Path caFile() {
        return certificates.resolve("ca.pem");
    }

    /** The line by which a broker process says that it is ready. */
    String toReadyLine() {
        return String.join(
                " ",
                READY,
                "sasl_ssl=" + saslSsl,
                "sasl_plaintext=" + saslPlaintext,
                "internal=" + internal,
                "certificates=" + certificates);
    }

    /** Reads {@link #toReadyLine}. */
    static BrokerEndpoints parse(String line) {
        String[] words = line.split(" ", 5);
        if (words.length != 5 || !words[0].equals(READY)) {
            throw new IllegalStateException("the broker said: " + line);
        }
        return new BrokerEndpoints(value(words[1]), value(words[2]), value(words[3]), Path.of(value(words[4])));
    }

    private static String value(String word) {
        return word.substring(word.indexOf('=') + 1);
    }
}
