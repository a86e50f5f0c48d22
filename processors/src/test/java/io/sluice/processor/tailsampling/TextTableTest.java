package io.sluice.processor.tailsampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTableTest {

    private static TextTable table(List<String> texts) {
        return new TextTable(texts.stream().map(Text::of).toList());
    }

    private static boolean has(TextTable table, String text) {
        byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
        return table.has(bytes, 1, bytes.length - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 100, 20_000})
    void hasItsTextsAndNoOthers(int count) {
        TextTable table =
                table(IntStream.range(0, count).mapToObj(i -> "/items/" + i).toList());

        for (int i = 0; i < count; i++) {
            assertThat(has(table, "/items/" + i)).isTrue();
            assertThat(has(table, "/items/" + i + "/")).isFalse();
            assertThat(has(table, "/items/-" + i)).isFalse();
        }
        assertThat(has(table, "/items/" + count)).isFalse();
        assertThat(has(table, "")).isFalse();
    }

    @Test
    void takesATextTwiceAndTextsOfOtherAlphabets() {
        TextTable table = table(List.of("注文", "a", "a", "é"));

        assertThat(has(table, "注文")).isTrue();
        assertThat(has(table, "é")).isTrue();
        assertThat(has(table, "a")).isTrue();
        assertThat(has(table, "注")).isFalse();
    }

    @Test
    void anEmptyOneHasNothing() {
        assertThat(has(table(List.of()), "")).isFalse();
        assertThat(has(table(List.of()), "a")).isFalse();
    }
}
