package io.sluice.config;

/** A location or reference that leads nowhere. */
final class FetchException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    FetchException(String what, String remedy) {
        super(what, null, false, false);
        this.remedy = remedy;
    }

    String what() {
        return String.valueOf(getMessage());
    }

    String remedy() {
        return remedy;
    }
}
