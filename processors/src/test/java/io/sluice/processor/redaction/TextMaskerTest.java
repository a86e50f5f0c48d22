package io.sluice.processor.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.regex.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TextMaskerTest {

    private static final Mask STARS = Mask.of(HashFunction.NONE, "");

    private static TextMasker masker(String... patterns) throws Exception {
        List<ValueRule> rules = new ArrayList<>();
        for (String pattern : patterns) {
            rules.add(new ValueRule(Pattern.compile(pattern), null));
        }
        return new TextMasker(rules, STARS);
    }

    /** The masked text; null if it is the same. */
    private static @Nullable String masked(TextMasker masker, String text) {
        byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
        if (!masker.mask(bytes, 1, bytes.length - 1)) {
            return null;
        }
        return new String(masker.array(), masker.from(), masker.end() - masker.from(), StandardCharsets.UTF_8);
    }

    @Test
    void masksEveryMatch() throws Exception {
        assertThat(masked(masker("[a-z]+@[a-z.]+"), "from a@b.c to d@e.f!")).isEqualTo("from **** to ****!");
    }

    @Test
    void leavesWhatDoesNotMatch() throws Exception {
        assertThat(masked(masker("[0-9]{4}", "secret"), "nothing here")).isNull();
    }

    @Test
    void appliesEachPatternToWhatTheOneBeforeLeft() throws Exception {
        assertThat(masked(masker("b+", "a\\*{4}c", "zzz"), "abbc abc")).isEqualTo("**** ****");
    }

    @Test
    void takesATextThatIsMaskedAlreadyForTheSame() throws Exception {
        assertThat(masked(masker("\\*+"), "****")).isNull();
    }

    /** As Go's {@code ReplaceAllStringFunc} does. */
    @Test
    void replacesEmptyMatchesUnlessTheyTouchTheOneBefore() throws Exception {
        assertThat(masked(masker("x*"), "")).isEqualTo("****");
        assertThat(masked(masker("x*"), "abxxc")).isEqualTo("****a****b****c****");
        assertThat(masked(masker("x*"), "日本")).isEqualTo("****日****本****");
        assertThat(masked(masker("$"), "ab")).isEqualTo("ab****");
        assertThat(masked(masker("(?m)^"), "a\nb")).isEqualTo("****a\n****b");
        assertThat(masked(masker("[0-9]*"), "12a")).isEqualTo("****a****");
    }

    @Test
    void seesTheWholeTextFromWhereverItGoesOn() throws Exception {
        assertThat(masked(masker("\\ba"), "a aa a")).isEqualTo("**** ****a ****");
        assertThat(masked(masker("^a"), "aaa")).isEqualTo("****aa");
    }

    @Test
    void writesTheMaskOfTheRule() throws Exception {
        TextMasker masker = new TextMasker(
                List.of(
                        new ValueRule(Pattern.compile("[0-9]{4}"), "[PIN]"),
                        new ValueRule(Pattern.compile("a+"), null)),
                STARS);

        assertThat(masked(masker, "a 1234")).isEqualTo("**** [PIN]");
    }

    @Test
    void masksLongTextsAgainAndAgain() throws Exception {
        TextMasker masker = masker("a", "b", "c");
        String text = "abcd".repeat(1000);
        for (int i = 0; i < 3; i++) {
            assertThat(masked(masker, text)).isEqualTo("************d".repeat(1000));
        }
    }
}
