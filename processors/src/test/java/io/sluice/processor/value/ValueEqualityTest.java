package io.sluice.processor.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ValueEqualityTest {

    private static boolean equal(@Nullable Object a, @Nullable Object b) throws MalformedException {
        WireWriter one = new WireWriter(16);
        WireWriter other = new WireWriter(16);
        PlainValue.write(a, one);
        PlainValue.write(b, other);
        return new ValueEquality().isEqual(one.array(), 0, one.length(), other.array(), 0, other.length());
    }

    @Test
    void valuesOfOneTypeAreCompared() throws Exception {
        assertThat(equal("a", "a")).isTrue();
        assertThat(equal("a", "b")).isFalse();
        assertThat(equal(1L, 1L)).isTrue();
        assertThat(equal(true, false)).isFalse();
        assertThat(equal(0.0, -0.0)).isTrue();
        assertThat(equal(null, null)).isTrue();
    }

    @Test
    void valuesOfDifferentTypesDiffer() throws Exception {
        assertThat(equal(1L, 1.0)).isFalse();
        assertThat(equal("1", 1L)).isFalse();
        assertThat(equal(null, "")).isFalse();
    }

    @Test
    void theOrderOfArraysMattersThatOfMapsDoesNot() throws Exception {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", List.of(1L));
        map.put("b", "x");
        Map<String, Object> turned = new LinkedHashMap<>();
        turned.put("b", "x");
        turned.put("a", List.of(1L));

        assertThat(equal(map, turned)).isTrue();
        assertThat(equal(map, Map.of("a", List.of(2L), "b", "x"))).isFalse();
        assertThat(equal(List.of(1L, 2L), List.of(2L, 1L))).isFalse();
        assertThat(equal(List.of(1L), Arrays.asList(1L, null))).isFalse();
    }
}
