package io.sluice.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The engine against what Go's package regexp did, written down once. */
class GoConformanceTest {

    private static final int FEW_CELLS = 1;

    /** What one way to search differs in from Go. */
    private interface Search {
        String matches(Pattern pattern, byte[] text);
    }

    private static void assertFindsWhatGoFinds(Search search) {
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        for (Vector vector : Vector.all()) {
            if (vector.error() == null) {
                String found;
                try {
                    found = search.matches(Pattern.compile(vector.expression()), vector.text());
                } catch (PatternException e) {
                    found = e.getMessage();
                }
                compared++;
                if (!found.equals(vector.result())) {
                    wrong.add(vector.line() + "\n  but was " + found);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(compared).isGreaterThan(1000);
    }

    @Test
    void findsWhatGoFinds() {
        assertFindsWhatGoFinds((pattern, text) -> Vector.matches(pattern.matcher(), text, 0, text.length));
    }

    @Test
    void findsTheSameAmongOtherBytesAndWithRoomForFewStates() {
        assertFindsWhatGoFinds((pattern, text) -> {
            byte[] among = new byte[text.length + 16];
            Arrays.fill(among, (byte) 'a');
            System.arraycopy(text, 0, among, 8, text.length);
            return Vector.matches(new Matcher(pattern, FEW_CELLS, false), among, 8, 8 + text.length);
        });
    }

    @Test
    void containsWhatItFinds() {
        assertFindsWhatGoFinds((pattern, text) -> {
            Matcher matcher = pattern.matcher();
            String found = Vector.matches(matcher, text, 0, text.length);
            return matcher.contains(text, 0, text.length) == !found.equals("-") ? found : "contains says otherwise";
        });
    }

    @Test
    void refusesWhatGoRefuses() {
        List<String> wrong = new ArrayList<>();
        for (Vector vector : Vector.all()) {
            String expected = vector.error();
            if (expected != null) {
                String message;
                try {
                    message = "taken: " + Pattern.compile(vector.expression());
                } catch (PatternException e) {
                    message = e.getMessage();
                }
                if (!message.startsWith(expected)) {
                    wrong.add(vector.line() + "\n  but was " + message);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }
}
