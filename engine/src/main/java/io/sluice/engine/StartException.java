package io.sluice.engine;

import io.sluice.api.ComponentException;

/** The service cannot start; the message names the component, the key and the remedy in one sentence. */
public final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    StartException(String component, ComponentException cause) {
        super(component + ": " + cause.getMessage(), cause);
    }
}
