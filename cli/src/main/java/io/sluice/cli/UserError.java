package io.sluice.cli;

import org.jspecify.annotations.Nullable;

/** Something that the operator has to mend; the message is all there is to say. */
final class UserError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UserError(@Nullable String message) {
        super(message);
    }
}
