package io.sluice.buildtools.options;

/** Something is wrong with a page or a record; the message is for the developer. */
final class StaleTableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StaleTableException(String message) {
        super(message);
    }
}
