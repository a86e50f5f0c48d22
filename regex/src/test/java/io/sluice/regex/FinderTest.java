package io.sluice.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinderTest {

    private static final int EXPRESSIONS = 2000;
    private static final int TEXTS = 8;

    @Test
    void missesNothingThatIsFoundWithoutIt() throws PatternException {
        RandomExpressions random = new RandomExpressions(5);
        List<String> wrong = new ArrayList<>();
        int found = 0;
        int missed = 0;
        for (int i = 0; i < EXPRESSIONS; i++) {
            Pattern pattern = Pattern.compile(random.expression());
            Automaton automaton = pattern.forwardAutomaton(StateTable.MOST, new Budget(false));
            for (Finder finder : finders(pattern)) {
                ForwardSearch with = new ForwardSearch(automaton, finder);
                ForwardSearch without = new ForwardSearch(automaton, null);
                for (int j = 0; j < TEXTS; j++) {
                    byte[] text = random.brokenText(60);
                    int expected = without.search(text, 0, text.length, 0, false);
                    int actual = with.search(text, 0, text.length, 0, false);
                    found += expected < 0 ? 0 : 1;
                    missed += expected < 0 ? 1 : 0;
                    if (actual != expected) {
                        wrong.add(pattern + " in " + HexFormat.of().formatHex(text) + ": " + expected + ", not "
                                + actual);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(found).isGreaterThan(5_000);
        assertThat(missed).isGreaterThan(5_000);
    }

    /** All ways to find each factor, whether they are worth it or not. */
    private static List<Finder> finders(Pattern pattern) {
        List<Finder> finders = new ArrayList<>();
        for (Factor factor : pattern.factors()) {
            finders.add(new WindowFinder(factor));
            for (int i = 0; i < factor.sets().size(); i++) {
                if (ByteFinder.cost(factor, i) < Double.MAX_VALUE) {
                    finders.add(new ByteFinder(factor, i));
                }
            }
        }
        return finders;
    }

    @Test
    void setOfPatternsLeavesOutNoneThatMatches() throws PatternException {
        RandomExpressions random = new RandomExpressions(6);
        int leftOut = 0;
        for (int i = 0; i < EXPRESSIONS / 8; i++) {
            List<Pattern> patterns = new ArrayList<>();
            for (int j = 0; j < 8; j++) {
                patterns.add(Pattern.compile(random.expression()));
            }
            PatternSet set = PatternSet.of(patterns);
            for (int k = 0; k < TEXTS; k++) {
                byte[] text = random.brokenText(20);
                long may = set.mayMatch(text, 0, text.length);
                for (int j = 0; j < 8; j++) {
                    if ((may >>> j & 1) == 0) {
                        leftOut++;
                        assertThat(patterns.get(j).matcher().contains(text, 0, text.length))
                                .as(patterns.get(j) + " in " + HexFormat.of().formatHex(text))
                                .isFalse();
                    }
                }
            }
        }
        assertThat(leftOut).isGreaterThan(2_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        [a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\\.[a-zA-Z]{2,} ; ByteFinder ; GET /orders/17 no mail
        4[0-9]{12}(?:[0-9]{3})?                         ; ByteFinder ; order 4111 of 14
        [A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}                 ; WindowFinder ; DE44 is too short
        """)
    void sparesTheAutomatonTextsThatLackAFactor(String expression, String kind, String text) throws PatternException {
        Pattern pattern = Pattern.compile(expression);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Matcher matcher = pattern.matcher();

        assertThat(matcher.contains(bytes, 0, bytes.length)).isFalse();
        assertThat(matcher.visits()).isZero();
        assertThat(pattern.finder().getClass().getSimpleName()).isEqualTo(kind);
    }
}
