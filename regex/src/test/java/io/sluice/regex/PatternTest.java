package io.sluice.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        ab(cd         ; 2 ; missing closing )
        ab)           ; 2 ; unexpected )
        a[b           ; 1 ; missing closing ]
        a**           ; 1 ; invalid nested repetition operator **
        +a            ; 0 ; missing argument to repetition operator +
        a{3,2}        ; 1 ; invalid repeat count {3,2}
        x[z-a]        ; 2 ; invalid character class range z-a
        \\w\\8          ; 2 ; invalid escape sequence \\8
        a\\            ; 1 ; trailing backslash at end of expression \\
        a(?=b)        ; 1 ; invalid or unsupported Perl syntax (?=
        (?P<a-b>c)    ; 0 ; invalid named capture (?P<a-b>
        a\\p{Klingon}  ; 1 ; invalid character class range \\p{Klingon}
        """)
    void saysWhatIsWrongAndWhere(String expression, int index, String message) {
        PatternException wrong = catchThrowableOfType(PatternException.class, () -> Pattern.compile(expression));

        assertThat(wrong).hasMessage(message);
        assertThat(wrong.index()).isEqualTo(index);
    }

    @Test
    void namesItsGroups() throws PatternException {
        Pattern pattern = Pattern.compile("(?P<user>\\w+)@(?<host>(\\w+)\\.com)(?:x)");

        assertThat(pattern.groupCount()).isEqualTo(3);
        assertThat(pattern.groupNames()).containsExactly("user", "host", null);
    }

    @Test
    void isWhatWasWritten() throws PatternException {
        assertThat(Pattern.compile("(?i)a+")).hasToString("(?i)a+");
    }

    @Test
    void refusesHalfACharacter() {
        PatternException wrong = catchThrowableOfType(PatternException.class, () -> Pattern.compile("ab\uD83D"));

        assertThat(wrong.index()).isEqualTo(2);
    }
}
