package io.sluice.config;

/** Reads the texts of {@link io.sluice.api.config.Default}. */
final class Defaults {

    private Defaults() {}

    /** The value that a default's text means. */
    static Value value(String text) {
        Source source = Source.option("a default");
        try {
            Value value = YamlReader.read(source, text);
            return value == null ? new Value.Scalar(source.whole(), Value.Kind.NULL, "", null, false) : value;
        } catch (InvalidYamlException e) {
            throw new IllegalArgumentException("a default is not YAML: " + text, e);
        }
    }
}
