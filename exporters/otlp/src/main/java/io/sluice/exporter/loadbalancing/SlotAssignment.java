package io.sluice.exporter.loadbalancing;

import io.sluice.pdata.SplitMix64;
import java.util.List;

/**
 * Which backend each of 4096 slots belongs to; a trace belongs to the slot that the hash of its id tells.
 *
 * <p>Rendezvous hashing with bounded load: a slot goes to the backend that has the greatest weight for it among those that have not
 * reached {@value #LOAD_PERCENT} % of an equal share. The result depends on the set of names only, so every agent comes to the same, in any
 * order of events, and when a backend comes or goes hardly more slots move than it gets or had.
 */
final class SlotAssignment {

    /** Number of slots. */
    static final int SLOTS = 4096;

    /** What a backend may have of an equal share. */
    static final int LOAD_PERCENT = 125;

    private static final int SLOT_BITS = 12;

    private SlotAssignment() {}

    /**
     * The number of its backend for each slot.
     *
     * @param names of the backends, each once, sorted; at least one
     */
    static int[] of(List<String> names) {
        int n = names.size();
        long[] seeds = new long[n];
        for (int i = 0; i < n; i++) {
            seeds[i] = Hash.ofText(names.get(i));
        }
        int most = Math.ceilDiv(SLOTS * LOAD_PERCENT, 100 * n);
        int[] load = new int[n];
        int[] owners = new int[SLOTS];
        for (int slot = 0; slot < SLOTS; slot++) {
            int best = -1;
            long weight = 0;
            for (int i = 0; i < n; i++) {
                long own = SplitMix64.mix(seeds[i] + slot * Hash.GOLDEN);
                if (load[i] < most && (best < 0 || Long.compareUnsigned(own, weight) > 0)) {
                    best = i;
                    weight = own;
                }
            }
            load[best]++;
            owners[slot] = best;
        }
        return owners;
    }

    /** The slot of a hash. */
    static int slotOf(long hash) {
        return (int) (hash >>> (Long.SIZE - SLOT_BITS));
    }
}
