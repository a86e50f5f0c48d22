package io.sluice.api;

import java.util.Locale;

/** The five kinds of component. */
public enum ComponentKind {
    RECEIVER,
    PROCESSOR,
    EXPORTER,
    CONNECTOR,
    EXTENSION;

    /** The name in metrics and logs: {@code receiver}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The top-level configuration key: {@code receivers}. */
    public String section() {
        return label() + "s";
    }
}
