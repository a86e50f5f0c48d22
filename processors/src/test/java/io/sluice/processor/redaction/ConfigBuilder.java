package io.sluice.processor.redaction;

import io.sluice.api.config.Secret;
import io.sluice.processor.redaction.RedactionConfig.PatternMask;
import java.util.List;

/** Configurations for tests, from the defaults. */
final class ConfigBuilder {

    private boolean allowAllKeys;
    private List<String> allowedKeys = List.of();
    private List<String> ignoredKeys = List.of();
    private List<String> ignoredKeyPatterns = List.of();
    private List<String> blockedKeyPatterns = List.of();
    private List<String> blockedValues = List.of();
    private List<String> allowedValues = List.of();
    private boolean redactAllTypes;
    private String hashFunction = "";
    private String hmacKey = "";
    private String summary = "";
    private List<PatternMask> masks = List.of();
    private boolean strict;

    /** One that keeps all keys. */
    static ConfigBuilder all() {
        ConfigBuilder builder = new ConfigBuilder();
        builder.allowAllKeys = true;
        return builder;
    }

    ConfigBuilder allowedKeys(String... keys) {
        allowedKeys = List.of(keys);
        return this;
    }

    ConfigBuilder ignoredKeys(String... keys) {
        ignoredKeys = List.of(keys);
        return this;
    }

    ConfigBuilder ignoredKeyPatterns(String... patterns) {
        ignoredKeyPatterns = List.of(patterns);
        return this;
    }

    ConfigBuilder blockedKeyPatterns(String... patterns) {
        blockedKeyPatterns = List.of(patterns);
        return this;
    }

    ConfigBuilder blockedValues(String... patterns) {
        blockedValues = List.of(patterns);
        return this;
    }

    ConfigBuilder allowedValues(String... patterns) {
        allowedValues = List.of(patterns);
        return this;
    }

    ConfigBuilder allTypes() {
        redactAllTypes = true;
        return this;
    }

    ConfigBuilder hash(String function, String key) {
        hashFunction = function;
        hmacKey = key;
        return this;
    }

    ConfigBuilder summary(String level) {
        summary = level;
        return this;
    }

    ConfigBuilder masks(PatternMask... patterns) {
        masks = List.of(patterns);
        return this;
    }

    ConfigBuilder strict() {
        strict = true;
        return this;
    }

    RedactionConfig build() {
        return new RedactionConfig(
                allowAllKeys,
                allowedKeys,
                ignoredKeys,
                ignoredKeyPatterns,
                blockedKeyPatterns,
                blockedValues,
                allowedValues,
                redactAllTypes,
                hashFunction,
                Secret.of(hmacKey),
                summary,
                masks,
                strict);
    }
}
