package io.sluice.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions and texts made to take long, or much memory. */
class HostilePatternTest {

    private static final int TEXT = 8192;

    /** Each visit of an instruction counts, and those are all that can take more than a look into a table. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a*)*b",
                "(a|aa)+$",
                "(x+x+)+y",
                "(a|b)*a(a|b){12}c",
                "(.*)(.*)(.*)(.*)[xy]",
                "(?:a?){30}a{30}b",
                "(a|b|ab)*bc",
                "\\b(\\w+\\s*)+\\b!",
                "(?i)((a+)+)+[^a-z]"
            })
    void costsNothingPerByteOnceStatesAreKnown(String expression) throws PatternException {
        Matcher matcher = Pattern.compile(expression).matcher();
        byte[] text = text();
        matcher.find(text, 0, TEXT, 0);
        long known = matcher.visits();

        for (int i = 0; i < 10; i++) {
            matcher.find(text, 0, TEXT, 0);
        }

        assertThat(matcher.visits()).isEqualTo(known);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a|b)*a(a|b){40}c", "(a|b)*a(a|b){400}[cd]", "(?:a?b?){200}[ab]{200}[cd]"})
    void takesAtMostAVisitPerInstructionAndByte(String expression) throws PatternException {
        Pattern pattern = Pattern.compile(expression);
        byte[] text = text();
        for (int length = 512; length <= TEXT; length *= 2) {
            Matcher matcher = pattern.matcher();
            matcher.find(text, 0, length, 0);
            assertThat(matcher.visits()).isLessThanOrEqualTo(2L * pattern.size() * (length + 2));
        }
    }

    /** What every match holds is at the end, and anything may come before it: going back from there at every byte would take minutes. */
    @ParameterizedTest
    @ValueSource(strings = {"(foo|bar)1.*baz", "[a-m]q.*baz", "[a-m]q.{0,900}baz", "q[^\\n]*baz", "é.*baz"})
    void goesBackFromWhatEveryMatchHoldsOnce(String expression) throws PatternException {
        Matcher matcher = Pattern.compile(expression).matcher();
        byte[] text = ("z".repeat(1_000_000) + "baz").repeat(3).getBytes(StandardCharsets.UTF_8);

        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(matcher.contains(text, 0, text.length)).isFalse());
    }

    @Test
    void givesUpRatherThanTakeLong() throws PatternException {
        Matcher matcher = Pattern.compile("(a|b)*a(a|b){400}[cd]").boundedMatcher();
        byte[] text = text();

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        matcher.contains(text, 0, TEXT);
                    }
                })
                .isInstanceOf(SearchLimitException.class);
        assertThat(matcher.visits()).isLessThan((1 << 20) + 100L * 16 * TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a|b)*a(a|b){12}[cd]", "(?i)(a*)*[cd]", "(?:a?){30}a{30}c", "\\pL{1,500}\\pN"})
    void neverGivesUpWhatIsCheapOnceStatesAreKnown(String expression) throws PatternException {
        Matcher matcher = Pattern.compile(expression).boundedMatcher();
        byte[] text = text();

        for (int i = 0; i < 100; i++) {
            assertThat(matcher.contains(text, 0, TEXT)).isFalse();
        }
    }

    @Test
    void searchesOnAfterItGaveUp() throws PatternException {
        Matcher matcher = Pattern.compile("(a|b)*a(a|b){400}c").boundedMatcher();
        byte[] text = text();
        text[TEXT - 1] = 'c';
        assertThatThrownBy(() -> matcher.find(text, 0, TEXT, 0)).isInstanceOf(SearchLimitException.class);
        byte[] small = ("a".repeat(401) + "c").getBytes(StandardCharsets.US_ASCII);

        byte[] cheap = new byte[1 << 20];
        assertThat(matcher.contains(cheap, 0, cheap.length)).isFalse(); // earns

        assertThat(matcher.find(small, 0, small.length, 0)).isTrue();
        assertThat(matcher.end()).isEqualTo(small.length);
    }

    @Test
    void forgetsStatesRatherThanGrowing() throws PatternException {
        Pattern pattern = Pattern.compile("(a|b)*a(a|b){40}[cd]");
        Automaton automaton = pattern.forwardAutomaton(StateTable.MOST, new Budget(false));

        new ForwardSearch(automaton, null).search(text(), 0, TEXT, 0, false);

        assertThat(automaton.flushes()).isPositive();
        assertThat(automaton.rows().length).isLessThanOrEqualTo(StateTable.MOST);
    }

    private static byte[] text() {
        byte[] text = new byte[TEXT];
        Random random = new Random(7);
        for (int i = 0; i < TEXT; i++) {
            text[i] = (byte) (random.nextBoolean() ? 'a' : 'b');
        }
        Arrays.fill(text, 0, TEXT / 4, (byte) 'a');
        return text;
    }

    @ParameterizedTest
    @ValueSource(strings = {"x{1000}{1000}", "(x{1000}){1000}", "((x{100}){100}){100}", "x{1001}", "((a{10}){10}){11}"})
    void refusesCountsBeyondBounds(String expression) {
        assertThatThrownBy(() -> Pattern.compile(expression))
                .isInstanceOf(PatternException.class)
                .hasMessageMatching("invalid (repeat count|nested repetition operator) .*|expression too large");
    }

    @Test
    void refusesWhatIsTooLarge() {
        assertThatThrownBy(() -> Pattern.compile("(?:[a-z0-9]+[A-Z][^x]){1000}".repeat(10)))
                .isInstanceOf(PatternException.class)
                .hasMessage("expression too large");
        assertThatThrownBy(() -> Pattern.compile("(x)".repeat(3000)))
                .isInstanceOf(PatternException.class)
                .hasMessage("expression too large");
    }

    @Test
    void refusesDeepNests() throws PatternException {
        int deepest = 250;
        Pattern nested = Pattern.compile("(?:".repeat(deepest) + "x" + ")*".repeat(deepest));
        assertThat(nested.matcher().contains(new byte[] {'x'}, 0, 1)).isTrue();

        assertThatThrownBy(() -> Pattern.compile("(".repeat(100_000) + "x" + ")".repeat(100_000)))
                .isInstanceOf(PatternException.class)
                .hasMessage("expression nests too deeply");
    }
}
