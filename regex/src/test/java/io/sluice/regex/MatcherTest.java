package io.sluice.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
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
}
