package io.sluice.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatcherTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        [a-z]+@[a-z]+   ; to ab@cd.ef       ; 3, 8
        a|ab            ; xab               ; 1, 2
        (a+)(b)?        ; caad              ; 1, 3, 1, 3, -1, -1
        (?i)\\bK\\b     ; ak k              ; 3, 4
        """)
    void tellsThePlacesOfMatchAndGroups(String expression, String text, String places) throws PatternException {
        Pattern pattern = Pattern.compile(expression);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Matcher matcher = pattern.matcher();

        assertThat(matcher.find(bytes, 0, bytes.length, 0)).isTrue();

        StringBuilder found = new StringBuilder();
        for (int group = 0; group <= pattern.groupCount(); group++) {
            found.append(matcher.start(group))
                    .append(", ")
                    .append(matcher.end(group))
                    .append(", ");
        }
        assertThat(found.toString()).startsWith(places);
    }

    @Test
    void seesWhatIsBeforeTheSearchButNotWhatIsAroundTheText() throws PatternException {
        byte[] bytes = "xab ab".getBytes(StandardCharsets.UTF_8);
        Matcher word = Pattern.compile("\\bab\\b").matcher();

        assertThat(word.find(bytes, 0, 3, 1)).isFalse(); // behind x
        assertThat(word.find(bytes, 1, 3, 1)).isTrue(); // the text begins behind x
        assertThat(word.start()).isEqualTo(1);
        assertThat(Pattern.compile("^ab").matcher().find(bytes, 0, 6, 1)).isFalse();
        assertThat(Pattern.compile("ab$").matcher().contains(bytes, 0, 3)).isTrue();
    }

    @Test
    void goesThroughMatchesWithoutAnEmptyOneBehindAnother() throws PatternException {
        byte[] bytes = "baaac日".getBytes(StandardCharsets.UTF_8);

        assertThat(Vector.matches(Pattern.compile("a*").matcher(), bytes, 0, bytes.length))
                .isEqualTo("0,0;1,4;5,5;8,8");
    }

    @Test
    void takesEachTextAnew() throws PatternException {
        Matcher matcher = Pattern.compile("(a)(b)?").matcher();
        byte[] both = {'a', 'b'};
        byte[] one = {'a', 'c'};

        assertThat(matcher.find(both, 0, 2, 0)).isTrue();
        assertThat(matcher.end(2)).isEqualTo(2);
        assertThat(matcher.find(one, 0, 2, 0)).isTrue();
        assertThat(matcher.end(2)).isEqualTo(-1);
        assertThat(matcher.find(one, 0, 2, 1)).isFalse();
        assertThatThrownBy(matcher::start).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> matcher.start(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesPlacesOutsideTheTextAndGroupsThatAreNotThere() throws PatternException {
        Matcher matcher = Pattern.compile("(a)").matcher();
        byte[] bytes = {'a', 'a'};

        assertThatThrownBy(() -> matcher.find(bytes, 0, 3, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> matcher.find(bytes, 1, 2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> matcher.contains(bytes, 1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(matcher.find(bytes, 0, 2, 0)).isTrue();
        assertThatThrownBy(() -> matcher.start(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
