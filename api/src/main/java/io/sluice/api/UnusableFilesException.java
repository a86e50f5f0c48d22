package io.sluice.api;

import org.jspecify.annotations.Nullable;

/** Files that something is made of can't be used. The message is one sentence and holds nothing of what is in them. */
public abstract class UnusableFilesException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String message;

    protected UnusableFilesException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.message = message;
    }

    @Override
    public final String getMessage() {
        return message;
    }

    /** Why, of a closed set, for metrics. */
    public abstract String label();
}
