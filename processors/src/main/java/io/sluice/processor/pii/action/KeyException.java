package io.sluice.processor.pii.action;

import io.sluice.api.UnusableFilesException;
import java.util.Locale;

/** A key can't be used. The message is one sentence that holds nothing of the key. */
final class KeyException extends UnusableFilesException {

    private static final long serialVersionUID = 1L;

    /** Why, for metrics. */
    enum Reason {
        MISSING,
        UNREADABLE,
        TOO_LARGE,
        EMPTY,
        MALFORMED,
        WEAK,
        TWICE;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Reason reason;
    private final String what;
    private final String remedy;

    /**
     * @param what what is wrong, without what it is about
     * @param remedy what would be right
     */
    KeyException(Reason reason, String what, String remedy) {
        super(what + "; " + remedy, null);
        this.reason = reason;
        this.what = what;
        this.remedy = remedy;
    }

    /** The same with a name before it. */
    KeyException about(String name) {
        return new KeyException(reason, name + " " + what, remedy);
    }

    Reason reason() {
        return reason;
    }

    @Override
    public String label() {
        return reason.label();
    }

    String what() {
        return what;
    }

    String remedy() {
        return remedy;
    }
}
