package io.sluice.api.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Header names and their secret values. Bound from a map or from a list of {@code {name, value}}; a name twice in the list form is an
 * error.
 *
 * @param values in the order written; names as written
 */
public record Headers(Map<String, Secret> values) {

    /** No headers. */
    public static final Headers NONE = new Headers(Map.of());

    public Headers {
        values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
