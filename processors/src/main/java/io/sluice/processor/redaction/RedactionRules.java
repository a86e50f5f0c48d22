package io.sluice.processor.redaction;

import io.sluice.regex.Pattern;
import java.util.List;

/** A {@link RedactionConfig} that was checked, with its patterns compiled. Immutable. */
record RedactionRules(
        boolean allowsAllKeys,
        List<String> allowedKeys,
        List<String> ignoredKeys,
        List<Pattern> ignoredKeyPatterns,
        List<Pattern> blockedKeyPatterns,
        List<Pattern> allowedValues,
        List<ValueRule> valueRules,
        boolean allTypes,
        HashFunction hashFunction,
        String hmacKey,
        boolean counts,
        boolean names,
        boolean strict) {}
