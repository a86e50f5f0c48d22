package io.sluice.transport.compression;

/** Compressed bytes that cannot or must not be inflated. The message is fit for the sender; it has no stack trace. */
public final class InflateException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean tooLarge;

    private InflateException(boolean tooLarge, String message) {
        super(message, null, false, false);
        this.tooLarge = tooLarge;
    }

    static InflateException malformed(String message) {
        return new InflateException(false, message);
    }

    static InflateException tooLarge(String message) {
        return new InflateException(true, message);
    }

    /** True if a limit was passed, false if the bytes are not what they claim to be. */
    public boolean isTooLarge() {
        return tooLarge;
    }
}
