package io.sluice.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class GroupsTest {

    @Test
    void areTheSameByBothWays() throws PatternException {
        RandomExpressions random = new RandomExpressions(9);
        int compared = 0;
        for (int i = 0; i < 2000; i++) {
            Pattern pattern = Pattern.compile(random.expression());
            Matcher matcher = pattern.matcher();
            Pike pike = pattern.pike(new Budget(false));
            Backtracker backtracker = pattern.backtracker(new Budget(false));
            for (int j = 0; j < 5; j++) {
                byte[] text = random.brokenText(30);
                if (matcher.find(text, 0, text.length, 0)) {
                    compared++;
                    assertThat(backtracker.search(text, 0, text.length, matcher.start(), matcher.end()))
                            .as(pattern + " in " + HexFormat.of().formatHex(text))
                            .isEqualTo(pike.search(text, 0, text.length, matcher.start()));
                }
            }
        }
        assertThat(compared).isGreaterThan(2000);
    }

    @Test
    void ofALongMatchAreFoundWithoutABitForEveryPlace() throws PatternException {
        Matcher matcher = Pattern.compile("(a*)(b)(?:[ab]{1,3}){0,333}(c)").matcher();
        byte[] text = ("a".repeat(10_000) + "bc").getBytes(StandardCharsets.US_ASCII);

        assertThat(matcher.find(text, 0, text.length, 0)).isTrue();
        assertThat(matcher.end(1)).isEqualTo(10_000);
        assertThat(matcher.start(3)).isEqualTo(10_001);
    }
}
