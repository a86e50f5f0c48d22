package io.sluice.processor.tailsampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InternTableTest {

    private final InternTable table = new InternTable(new IdHash(1, 2));

    @Test
    void oneValueOfOneParentHasOneNumberUntilNobodyHoldsIt() {
        Random random = new Random(1);
        Map<String, Integer> numbers = new HashMap<>();
        Map<String, Integer> held = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            int parent = random.nextInt(3);
            String text = "x".repeat(random.nextInt(40)) + random.nextInt(200);
            byte[] value = text.getBytes(StandardCharsets.US_ASCII);
            String key = parent + "/" + text;
            int id = table.find(parent, value, 0, value.length);
            assertThat(id).isEqualTo(numbers.getOrDefault(key, InternTable.NONE));
            if (id == InternTable.NONE) {
                id = table.add(parent, value, 0, value.length);
                numbers.put(key, id);
            }
            if (held.getOrDefault(key, 0) > 0 && random.nextInt(5) < 3) {
                boolean gone = table.release(id);
                assertThat(gone).isEqualTo(held.merge(key, -1, Integer::sum) == 0);
                if (gone) {
                    numbers.remove(key);
                }
            } else {
                table.hold(id);
                held.merge(key, 1, Integer::sum);
            }
        }

        assertThat(table.size()).isEqualTo(numbers.size());
        assertThat(numbers.values()).doesNotHaveDuplicates();
    }

    @Test
    void valuesAreComparedByTheirBytesAndParents() {
        byte[] value = {1, 2, 3};
        int id = table.add(7, value, 0, 3);
        table.hold(id);

        assertThat(table.find(7, new byte[] {0, 1, 2, 3}, 1, 4)).isEqualTo(id);
        assertThat(table.find(8, value, 0, 3)).isEqualTo(InternTable.NONE);
        assertThat(table.find(7, value, 0, 2)).isEqualTo(InternTable.NONE);
        assertThat(table.value(id)).containsExactly(1, 2, 3);
    }
}
