package io.sluice.processor.attributes;

import io.sluice.processor.value.Patterns;
import io.sluice.regex.Matcher;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Texts of which one has to be the same, or expressions of which one has to match. Threads: one worker's. */
final class TextSet {

    private final byte[][] texts;
    private final Matcher[] patterns;

    TextSet(List<String> list, boolean regexp) {
        texts = regexp
                ? new byte[0][]
                : list.stream()
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new);
        patterns = regexp
                ? list.stream().map(text -> Patterns.compile(text).matcher()).toArray(Matcher[]::new)
                : new Matcher[0];
    }

    boolean matches(byte[] array, int from, int end) {
        for (byte[] text : texts) {
            if (Arrays.equals(array, from, end, text, 0, text.length)) {
                return true;
            }
        }
        for (Matcher pattern : patterns) {
            if (pattern.contains(array, from, end)) {
                return true;
            }
        }
        return false;
    }
}
