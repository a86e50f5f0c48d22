package io.sluice.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The engine against another of the same family, on expressions and texts that nobody chose. */
class Re2jConformanceTest {

    private static final int EXPRESSIONS = 2000;
    private static final int TEXTS = 5;

    @Test
    void findsTheFirstMatchThatRe2jFinds() throws PatternException {
        RandomExpressions random = new RandomExpressions(4);
        List<String> wrong = new ArrayList<>();
        int found = 0;
        for (int i = 0; i < EXPRESSIONS; i++) {
            String expression = random.expression();
            Matcher matcher = Pattern.compile(expression).matcher();
            com.google.re2j.Pattern oracle = com.google.re2j.Pattern.compile(expression);
            for (int j = 0; j < TEXTS; j++) {
                byte[] text = random.text(30);
                String expected = first(oracle, new String(text, StandardCharsets.UTF_8));
                String actual = first(matcher, text);
                if (expected == null) {
                    continue;
                }
                found += expected.equals("-") ? 0 : 1;
                if (!actual.equals(expected)) {
                    wrong.add(expression + " in " + new String(text, StandardCharsets.UTF_8) + ": " + expected
                            + ", not " + actual);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(found).isGreaterThan(EXPRESSIONS).isLessThan(EXPRESSIONS * TEXTS * 9 / 10);
    }

    /**
     * The oracle's first match and its groups; null if the oracle contradicts itself: now and then its match ends elsewhere once groups were asked
     * for. It reads strings: in bytes it takes the end of a character for that of a line.
     */
    private static @Nullable String first(com.google.re2j.Pattern oracle, String text) {
        com.google.re2j.Matcher matcher = oracle.matcher(text);
        if (!matcher.find()) {
            return "-";
        }
        int end = matcher.end();
        StringBuilder places = new StringBuilder();
        for (int group = 0; group <= matcher.groupCount(); group++) {
            places.append(bytes(text, matcher.start(group)))
                    .append(',')
                    .append(bytes(text, matcher.end(group)))
                    .append(' ');
        }
        return matcher.end() == end ? places.toString() : null;
    }

    private static int bytes(String text, int place) {
        return place < 0 ? -1 : text.substring(0, place).getBytes(StandardCharsets.UTF_8).length;
    }

    private static String first(Matcher matcher, byte[] text) {
        if (!matcher.find(text, 0, text.length, 0)) {
            return "-";
        }
        StringBuilder places = new StringBuilder();
        for (int group = 0; group <= matcher.groupCount(); group++) {
            places.append(matcher.start(group))
                    .append(',')
                    .append(matcher.end(group))
                    .append(' ');
        }
        return places.toString();
    }
}
