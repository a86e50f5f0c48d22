package io.sluice.bench;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Signal;
import io.sluice.pdata.WireReader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Which items arrived, by the number in their span id, and how often. Threads: one at a time. */
final class ItemSet {

    private static final int SPAN_ID_OF_SPAN = 2;
    private static final int SPAN_ID_OF_LOG = 10;
    private static final int ID_BYTES = 8;

    private final int idField;
    private final BitSet seen = new BitSet();
    private final WireReader request = new WireReader();
    private final WireReader resource = new WireReader();
    private final WireReader scope = new WireReader();
    private final WireReader item = new WireReader();
    private final List<Integer> repeats = new ArrayList<>();
    private long total;

    ItemSet(Signal signal) {
        idField = signal == Signal.LOGS ? SPAN_ID_OF_LOG : SPAN_ID_OF_SPAN;
    }

    /** Notes the items of a request. */
    void add(byte[] bytes) {
        try {
            request.reset(bytes, 0, bytes.length);
            while (request.next()) {
                resource.enter(request);
                while (resource.next()) {
                    if (resource.isBytes(2)) {
                        addScope();
                    }
                }
            }
        } catch (MalformedException e) {
            throw new IllegalStateException("what arrived is not OTLP", e);
        }
    }

    private void addScope() throws MalformedException {
        scope.enter(resource);
        while (scope.next()) {
            if (scope.isBytes(2)) {
                item.enter(scope);
                while (item.next()) {
                    if (item.isBytes(idField) && item.valueLength() == ID_BYTES) {
                        note(Math.toIntExact(Long.reverseBytes(item.fixed64()) - 1));
                    }
                }
            }
        }
    }

    private void note(int number) {
        total++;
        if (seen.get(number)) {
            repeats.add(number);
        }
        seen.set(number);
    }

    /** Numbers of items that had arrived before, each as often as it arrived again. */
    List<Integer> repeats() {
        return List.copyOf(repeats);
    }

    /** How many items of the requests that were acknowledged did not arrive. */
    long missing(List<Offer> offers) {
        long missing = 0;
        for (Offer offer : offers) {
            if (offer.isAcknowledged()) {
                missing += offer.items
                        - seen.get(offer.first, offer.first + offer.items).cardinality();
            }
        }
        return missing;
    }

    /** Whether the item of that number arrived. */
    boolean has(int number) {
        return seen.get(number);
    }

    /** Items that arrived at least once. */
    long distinct() {
        return seen.cardinality();
    }

    /** Items that arrived, each as often as it did. */
    long total() {
        return total;
    }

    /** How many items of the requests that are not in {@code unacknowledged} did not arrive. */
    long missing(long requests, int itemsPerRequest, BitSet unacknowledged) {
        return missing(requests, itemsPerRequest, unacknowledged, Arrival.ALL);
    }

    /** As {@link #missing(long, int, BitSet)}, of the items that had to arrive. */
    long missing(long requests, int itemsPerRequest, BitSet unacknowledged, Arrival arrival) {
        long missing = 0;
        for (int r = 0; r < requests; r++) {
            int from = r * itemsPerRequest;
            for (int i = from; !unacknowledged.get(r) && i < from + itemsPerRequest; i++) {
                missing += !seen.get(i) && arrival.must(i) ? 1 : 0;
            }
        }
        return missing;
    }

    /** How many items arrived though they were not to. */
    long unwanted(Arrival arrival) {
        return seen.stream().filter(item -> !arrival.may(item)).count();
    }
}
