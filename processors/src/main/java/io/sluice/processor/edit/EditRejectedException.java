package io.sluice.processor.edit;

import io.sluice.api.Rejection;

/** Thrown by an editor to have the batch rejected on purpose, without being counted as a failure. */
public final class EditRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Rejection reason;

    /** @param message one sentence for the sender's developers; holds no telemetry content */
    public EditRejectedException(Rejection reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    Rejection reason() {
        return reason;
    }
}
