package io.sluice.processor.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an attribute because of its key. Keys repeat, so what was found once is remembered, up to a bound. Threads: one at a
 * time.
 */
final class KeyRules {

    /** It passes and is not looked at. */
    static final int IGNORED = 1;

    /** It is on no list of those that may stay. */
    static final int DELETED = 1 << 1;

    /** Its value is masked as a whole. */
    static final int BLOCKED = 1 << 2;

    /** Deleted, but a way down to a key that may stay begins with it. */
    static final int ON_THE_WAY = 1 << 3;

    private static final char DOT = '.';

    /** Those of summaries that may stay without being named; the Collector forgets the others. */
    private static final List<String> OWN_KEYS = List.of(
            "redaction.redacted.keys",
            "redaction.redacted.count",
            "redaction.masked.keys",
            "redaction.masked.count",
            "redaction.ignored.count");

    private static final int SLOTS = 2048;
    private static final int MOST_REMEMBERED = SLOTS / 2;
    private static final int LONGEST_REMEMBERED = 128;

    private final boolean allowAll;
    private final Set<String> allowed;
    private final Set<String> ways;
    private final Set<String> ignored;
    private final PatternList ignoredPatterns;
    private final PatternList blockedPatterns;
    private final boolean none;

    private final byte[] @Nullable [] keys = new byte[SLOTS][];
    private final byte[] verdicts = new byte[SLOTS];
    private int remembered;

    KeyRules(RedactionRules rules) {
        allowAll = rules.allowsAllKeys();
        allowed = new HashSet<>(rules.allowedKeys());
        allowed.addAll(OWN_KEYS);
        ways = rules.strict() ? beginnings(rules.allowedKeys()) : Set.of();
        ignored = Set.copyOf(rules.ignoredKeys());
        ignoredPatterns = new PatternList(rules.ignoredKeyPatterns(), false);
        blockedPatterns = new PatternList(rules.blockedKeyPatterns(), true);
        none = allowAll && ignored.isEmpty() && ignoredPatterns.isEmpty() && blockedPatterns.isEmpty();
    }

    /** Of {@code a.b.c} {@code a} and {@code a.b}. */
    private static Set<String> beginnings(List<String> ways) {
        Set<String> all = new HashSet<>();
        for (String way : ways) {
            for (int dot = way.indexOf(DOT); dot >= 0; dot = way.indexOf(DOT, dot + 1)) {
                all.add(way.substring(0, dot));
            }
        }
        return all;
    }

    /** True if no key is treated otherwise than another. */
    boolean isEmpty() {
        return none;
    }

    /** The bits of what the rules say of a key. */
    int verdict(byte[] array, int from, int end) {
        if (none) {
            return 0;
        }
        int length = end - from;
        int slot = hash(array, from, end) & SLOTS - 1;
        for (byte[] key = keys[slot]; key != null; key = keys[slot]) {
            if (key.length == length && Arrays.equals(key, 0, length, array, from, end)) {
                return verdicts[slot];
            }
            slot = slot + 1 & SLOTS - 1;
        }
        int verdict = decide(array, from, end);
        if (remembered < MOST_REMEMBERED && length <= LONGEST_REMEMBERED) {
            remembered++;
            keys[slot] = Arrays.copyOfRange(array, from, end);
            verdicts[slot] = (byte) verdict;
        }
        return verdict;
    }

    private static int hash(byte[] array, int from, int end) {
        int hash = end - from;
        for (int i = from; i < end; i++) {
            hash = hash * 31 + array[i];
        }
        return hash ^ hash >>> 15;
    }

    private int decide(byte[] array, int from, int end) {
        String key = new String(array, from, end - from, StandardCharsets.UTF_8);
        int verdict = 0;
        if (ignored.contains(key) || ignoredPatterns.matches(array, from, end)) {
            verdict |= IGNORED;
        }
        if (!allowAll && !allowed.contains(key)) {
            verdict |= ways.contains(key) ? DELETED | ON_THE_WAY : DELETED;
        }
        if (blockedPatterns.matches(array, from, end)) {
            verdict |= BLOCKED;
        }
        return verdict;
    }
}
