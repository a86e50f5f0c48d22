package io.sluice.api;

/**
 * How a component is doing.
 *
 * @param message one sentence for an operator; empty when all is well
 */
public record ComponentStatus(Level level, String message) {

    /** The component does its work. */
    public static final ComponentStatus OK = new ComponentStatus(Level.OK, "");

    /** From well to ill. */
    public enum Level {
        /** Working. */
        OK,
        /** Not working now; may recover by itself. */
        RECOVERABLE_ERROR,
        /** Not working until the configuration or a peer changes. */
        PERMANENT_ERROR
    }
}
