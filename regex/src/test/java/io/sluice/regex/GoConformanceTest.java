package io.sluice.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The engine against what Go's package regexp did, written down once. */
class GoConformanceTest {

    @Test
    void findsWhatGoFinds() {
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        for (Vector vector : Vector.all()) {
            if (vector.error() == null) {
                String found;
                try {
                    found = Vector.matches(
                            Pattern.compile(vector.expression()), vector.text(), 0, vector.text().length);
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
        assertThat(compared).isGreaterThan(5000);
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
