package io.sluice.api;

import java.util.Locale;

/** How far a component can be relied on, per signal; the Collector's levels. */
public enum Stability {
    DEVELOPMENT,
    ALPHA,
    BETA,
    STABLE,
    DEPRECATED;

    /** As the Collector writes it: {@code Beta}. */
    public String label() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
}
