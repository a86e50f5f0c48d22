package io.sluice.pdata;

/** Bytes that are not the message they claim to be. Carries no stack trace: peers cause it, at their own rate. */
public final class MalformedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int position;

    /**
     * @param message one sentence without telemetry content
     * @param position offset in the payload of what is wrong
     */
    public MalformedException(String message, int position) {
        super(message + " at byte " + position, null, false, false);
        this.position = position;
    }

    /** Offset in the payload, in bytes, of what is wrong. */
    public int position() {
        return position;
    }
}
