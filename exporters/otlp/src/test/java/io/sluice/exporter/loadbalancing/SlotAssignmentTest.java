package io.sluice.exporter.loadbalancing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlotAssignmentTest {

    private static List<String> names(int n) {
        return Endpoints.usable(IntStream.range(0, n)
                .mapToObj(i -> "10.0." + i / 7 + "." + i + ":4317")
                .toList());
    }

    private static int[] loads(int[] owners, int n) {
        int[] loads = new int[n];
        for (int owner : owners) {
            loads[owner]++;
        }
        return loads;
    }

    @Test
    void noBackendHasMoreThanItsBound() {
        for (int n = 1; n <= Endpoints.MOST; n++) {
            int bound = Math.ceilDiv(SlotAssignment.SLOTS * SlotAssignment.LOAD_PERCENT, 100 * n);
            for (int load : loads(SlotAssignment.of(names(n)), n)) {
                assertThat(load).isBetween(1, bound);
            }
        }
    }

    @Test
    void fewBackendsShareNearlyEqually() {
        for (int n = 2; n <= 8; n++) {
            for (int load : loads(SlotAssignment.of(names(n)), n)) {
                assertThat(load * n).isBetween(SlotAssignment.SLOTS * 85 / 100, SlotAssignment.SLOTS * 115 / 100);
            }
        }
    }

    @Test
    void hardlyMoreSlotsMoveThanANewBackendGets() {
        for (int n = 2; n <= 64; n++) {
            List<String> all = names(n + 1);
            for (int gone = 0; gone <= n; gone += Math.max(1, n / 5)) {
                List<String> without = new ArrayList<>(all);
                String name = without.remove(gone);
                int[] with = SlotAssignment.of(all);
                int[] before = SlotAssignment.of(without);

                int between = 0;
                int own = 0;
                for (int slot = 0; slot < SlotAssignment.SLOTS; slot++) {
                    String owner = all.get(with[slot]);
                    if (owner.equals(name)) {
                        own++;
                    } else if (!owner.equals(without.get(before[slot]))) {
                        between++;
                    }
                }

                assertThat(own).isBetween(1, Math.ceilDiv(SlotAssignment.SLOTS * 125, 100 * (n + 1)));
                // Only what the bound pushes on moves between those that stay; of few backends none reaches it.
                assertThat(between)
                        .isLessThanOrEqualTo(n <= 16 ? SlotAssignment.SLOTS / 100 : SlotAssignment.SLOTS / 20);
            }
        }
    }

    @Test
    void dependsOnTheSetOnly() {
        List<String> names = names(5);
        List<String> shuffled = new ArrayList<>(names);
        java.util.Collections.shuffle(shuffled, new Random(1));

        assertThat(SlotAssignment.of(Endpoints.usable(shuffled))).isEqualTo(SlotAssignment.of(names));
    }

    /** Agents of all versions must agree: these numbers, computed apart from this code, may never change. */
    @Test
    void isTheSameInEveryVersion() {
        int[] owners = SlotAssignment.of(List.of("10.0.0.1:4317", "10.0.0.2:4317", "10.0.0.3:4317"));

        assertThat(java.util.Arrays.hashCode(owners)).isEqualTo(GOLDEN_OWNERS);
        assertThat(Hash.ofTraceId(0x4bf92f3577b34da6L, 0xa3ce929d0e0e4736L)).isEqualTo(GOLDEN_TRACE);
        assertThat(Hash.ofText("gateway-0:4317")).isEqualTo(GOLDEN_TEXT);
    }

    @Test
    void idsOfAnyKindSpreadEvenly() {
        Random random = new Random(7);
        int[] owners = SlotAssignment.of(names(3));
        for (int kind = 0; kind < 4; kind++) {
            int[] loads = new int[3];
            for (int i = 0; i < 60_000; i++) {
                long high = kind == 0 || kind == 1 ? random.nextLong() : 0;
                long low = kind == 0 ? random.nextLong() : kind == 1 ? 0 : kind == 2 ? i : (long) i << 40;
                loads[owners[SlotAssignment.slotOf(Hash.ofTraceId(high, low))]]++;
            }
            for (int load : loads) {
                assertThat(load).as("kind %d", kind).isBetween(17_000, 23_000);
            }
        }
    }

    private static final int GOLDEN_OWNERS = 405072366;
    private static final long GOLDEN_TRACE = -3631945872555439407L;
    private static final long GOLDEN_TEXT = -6032143964437248212L;
}
