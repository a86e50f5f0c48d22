package io.sluice.processor.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.config.Problems;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is wrong with a pattern is shown where it is, however long the pattern. */
class PatternsTest {

    private static String problem(String pattern) {
        List<String> errors = new ArrayList<>();
        Patterns.check(
                new Problems() {
                    @Override
                    public void error(String key, String what, String remedy) {
                        errors.add(key + ": " + what);
                    }

                    @Override
                    public void warning(String key, String what, String remedy) {
                        throw new AssertionError("a warning");
                    }

                    @Override
                    public Problems at(String key) {
                        return this;
                    }

                    @Override
                    public boolean isSet(String key) {
                        return true;
                    }
                },
                "p",
                pattern);
        assertThat(errors).hasSize(1);
        return errors.getFirst();
    }

    @Test
    void marksThePlace() {
        assertThat(problem("ab(c")).isEqualTo("p: is no pattern: missing closing ), at character 2: ab >>> (c");
    }

    @Test
    void showsSixtyCharactersOnEachSide() {
        assertThat(problem("a".repeat(100) + "**" + "b".repeat(100)))
                .endsWith("at character 100: ..." + "a".repeat(60) + " >>> **" + "b".repeat(58) + "...");
    }
}
