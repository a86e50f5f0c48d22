package io.sluice.api;

/** A component cannot start. The message is one sentence that names the key and the remedy; the engine adds the component's id. */
public class ComponentException extends Exception {

    private static final long serialVersionUID = 1L;

    public ComponentException(String message) {
        super(message);
    }

    public ComponentException(String message, Throwable cause) {
        super(message, cause);
    }
}
