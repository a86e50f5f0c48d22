package io.sluice.api.config;

/** Collects what is wrong with a configuration; places are resolved to file, line and column. */
public interface Problems {

    /**
     * Reports an error.
     *
     * @param key the YAML key below this place that it is about, or empty for the place itself
     * @param what what is wrong, without the place
     * @param remedy what would be right, an imperative sentence; may be empty
     */
    void error(String key, String what, String remedy);

    /** Reports something that works but is unlikely to be meant; arguments as in {@link #error}. */
    void warning(String key, String what, String remedy);

    /** The same collector, one level further down: {@code key} of a map, or the number of a list element from 0. */
    Problems at(String key);

    /** True if the user wrote this key, as against a default. */
    boolean isSet(String key);
}
