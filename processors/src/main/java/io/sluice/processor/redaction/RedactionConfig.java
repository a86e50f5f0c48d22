package io.sluice.processor.redaction;

import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Secret;
import io.sluice.api.config.Unsupported;
import io.sluice.processor.value.Patterns;
import io.sluice.regex.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Configuration of {@code redaction}.
 *
 * @param allowAllKeys true to keep attributes whatever their keys, false to delete those that {@code allowed_keys} does not name
 * @param allowedKeys keys of attributes that are kept, exactly; with none, and {@code allow_all_keys} false, all attributes are deleted
 * @param ignoredKeys keys of attributes that are kept and never looked at, exactly
 * @param ignoredKeyPatterns the same, as patterns that may match anywhere in a key
 * @param blockedKeyPatterns patterns; where one matches anywhere in a key, the value is masked as a whole
 * @param blockedValues patterns; what they match in a value is masked, one pattern after the other
 * @param allowedValues patterns; where one matches anywhere in a value, the value is not looked at any further
 * @param redactAllTypes true to look at attributes of all types, as texts; false for texts only
 * @param hashFunction what stands in the place of what is masked: empty for {@code ****}, else its hash by {@code md5}, {@code sha1},
 *     {@code sha3} (SHA3-256), {@code hmac-sha256} or {@code hmac-sha512}, in hexadecimal digits
 * @param hmacKey the key of the two last ones: at least 32 bytes, or 64
 * @param summary what attributes say of what was done: {@code debug} for counts and keys, {@code info} for counts, {@code silent} or empty
 *     for nothing
 * @param masks patterns with masks of their own, applied behind {@code blocked_values}. Sluice's own key
 * @param strict true for the rules as they are meant, see below; false for exactly what the Collector does. Sluice's own key
 */
@Unsupported(
        value = "url_sanitizer",
        protects = true,
        instead = "It is still to come; mask parts of URLs with blocked_values, and leave the key out.")
@Unsupported(
        value = "db_sanitizer",
        protects = true,
        instead = "It is still to come; mask literals in queries with blocked_values, and leave the key out.")
public record RedactionConfig(
        @Default("false") boolean allowAllKeys,
        @Default("[]") List<String> allowedKeys,
        @Default("[]") List<String> ignoredKeys,
        @Default("[]") List<String> ignoredKeyPatterns,
        @Default("[]") List<String> blockedKeyPatterns,
        @Default("[]") List<String> blockedValues,
        @Default("[]") List<String> allowedValues,
        @Default("false") boolean redactAllTypes,
        @Default("\"\"") String hashFunction,
        @Default("\"\"") Secret hmacKey,
        @Default("\"\"") String summary,
        @Default("[]") List<PatternMask> masks,
        @Default("false") boolean strict)
        implements Checked {

    private static final String DEBUG = "debug";
    private static final String INFO = "info";
    private static final Set<String> SUMMARIES = Set.of("", "silent", INFO, DEBUG);

    public RedactionConfig {
        allowedKeys = List.copyOf(allowedKeys);
        ignoredKeys = List.copyOf(ignoredKeys);
        ignoredKeyPatterns = List.copyOf(ignoredKeyPatterns);
        blockedKeyPatterns = List.copyOf(blockedKeyPatterns);
        blockedValues = List.copyOf(blockedValues);
        allowedValues = List.copyOf(allowedValues);
        masks = List.copyOf(masks);
    }

    /**
     * A pattern and what stands in the place of what it matches.
     *
     * @param pattern what is masked
     * @param mask the text that stands in its place
     */
    public record PatternMask(String pattern, String mask) {}

    @Override
    public void check(Problems problems) {
        checkPatterns(problems, "ignored_key_patterns", ignoredKeyPatterns);
        checkPatterns(problems, "blocked_key_patterns", blockedKeyPatterns);
        checkPatterns(problems, "blocked_values", blockedValues);
        checkPatterns(problems, "allowed_values", allowedValues);
        for (int i = 0; i < masks.size(); i++) {
            Patterns.check(
                    problems.at("masks").at(Integer.toString(i)),
                    "pattern",
                    masks.get(i).pattern());
        }
        checkHash(problems);
        if (!SUMMARIES.contains(summary)) {
            problems.warning("summary", "\"" + summary + "\" is taken for silent", "Use debug, info or silent.");
        }
        if (!allowAllKeys && allowedKeys.isEmpty()) {
            problems.warning(
                    "",
                    "deletes all attributes but ignored ones, since allowed_keys names none",
                    "Set allow_all_keys: true to keep them, or name keys in allowed_keys.");
        }
        if (allowAllKeys && !allowedKeys.isEmpty()) {
            problems.warning(
                    "allowed_keys", "has no effect, since allow_all_keys is true", "Leave out one of the two.");
        }
    }

    private void checkHash(Problems problems) {
        HashFunction function = HashFunction.of(hashFunction);
        if (function == null) {
            problems.error(
                    "hash_function",
                    "\"" + hashFunction + "\" is no hash function",
                    "Use md5, sha1, sha3, hmac-sha256 or hmac-sha512, or leave it out.");
            return;
        }
        int length = hmacKey.reveal().getBytes(StandardCharsets.UTF_8).length;
        if (function.isKeyed() && length < function.leastKeyBytes()) {
            problems.error(
                    length == 0 ? "" : "hmac_key",
                    length == 0
                            ? "needs hmac_key, since hash_function is " + function.text()
                            : "is too short for " + function.text() + ": it has " + length + " bytes",
                    "Set a key of at least " + function.leastKeyBytes() + " bytes, from a file or the environment.");
        }
    }

    private static void checkPatterns(Problems problems, String key, List<String> patterns) {
        for (int i = 0; i < patterns.size(); i++) {
            Patterns.check(problems.at(key), Integer.toString(i), patterns.get(i));
        }
    }

    /**
     * What a processor works by.
     *
     * @throws IllegalArgumentException if {@link #check} finds errors
     */
    RedactionRules rules() {
        HashFunction function = HashFunction.of(hashFunction);
        if (function == null) {
            throw new IllegalArgumentException("no such hash function");
        }
        List<ValueRule> values = new ArrayList<>();
        blockedValues.stream()
                .distinct()
                .forEach(pattern -> values.add(new ValueRule(Patterns.compile(pattern), null)));
        masks.forEach(each -> values.add(new ValueRule(Patterns.compile(each.pattern()), each.mask())));
        return new RedactionRules(
                allowAllKeys,
                allowedKeys,
                ignoredKeys,
                compile(ignoredKeyPatterns, false),
                compile(blockedKeyPatterns, false),
                compile(allowedValues, strict),
                List.copyOf(values),
                redactAllTypes,
                function,
                hmacKey.reveal(),
                summary.equals(INFO) || summary.equals(DEBUG),
                summary.equals(DEBUG),
                strict);
    }

    private static List<Pattern> compile(List<String> patterns, boolean whole) {
        return patterns.stream()
                .map(pattern -> Patterns.compile(whole ? "\\A(?:" + pattern + ")\\z" : pattern))
                .toList();
    }
}
