package io.sluice.transport.tls;

import io.sluice.api.UnusableFilesException;
import java.util.Locale;

/** TLS material that cannot be used. The message is one sentence with key, file and remedy; it never holds key material. */
final class TlsException extends UnusableFilesException {

    private static final long serialVersionUID = 1L;

    /** What is wrong; the closed set of values of the {@code reason} label. */
    enum Reason {
        /** A file does not exist. */
        MISSING,
        /** A file cannot be read. */
        UNREADABLE,
        /** A file is empty, or has nothing of what is wanted. */
        EMPTY,
        /** A file or a count is beyond its bound. */
        TOO_LARGE,
        /** Not PEM, or not what the label says. */
        MALFORMED,
        /** A private key with a passphrase. */
        ENCRYPTED,
        /** The private key does not belong to the certificate. */
        MISMATCH,
        /** Past its last day. */
        EXPIRED,
        /** Before its first day. */
        NOT_YET_VALID,
        /** Well-formed, but not usable by the TLS library at hand. */
        UNSUPPORTED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Reason reason;

    TlsException(Reason reason, String message) {
        super(message, null);
        this.reason = reason;
    }

    TlsException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    @Override
    public String label() {
        return reason.label();
    }
}
