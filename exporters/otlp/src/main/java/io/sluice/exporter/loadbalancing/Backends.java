package io.sluice.exporter.loadbalancing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The backends that there are, and which of them a trace belongs to.
 *
 * <pre>
 *   resolver -> announce -> (next request) present -> leaving -> closed
 *                                             ^----------+
 * </pre>
 *
 * A backend that leaves the set gets no new traces; those that it has lately been sent go on to it for the handover time.
 *
 * <p>Threads: {@link #announce}, {@link #announced} and {@link #hasOtherThan} any; the rest one at a time.
 */
final class Backends {

    /** Opens and closes backends. */
    interface Opener {

        /** A backend to which can be sent. Does not wait for it. */
        Backend open(String endpoint, long now);

        /** Ends a backend that has nothing under way, or all that it has by {@code deadlineNanos}. */
        void close(Backend backend, long deadlineNanos);
    }

    private final long handoverNanos;
    private final Opener opener;
    private final RecentTraces recent;
    private final AtomicReference<List<String>> announced = new AtomicReference<>(List.of());
    private List<String> taken = List.of();

    private final Map<String, Backend> present = new LinkedHashMap<>();
    private final Map<String, Backend> leaving = new LinkedHashMap<>();
    private volatile List<Backend> available = List.of();
    private Backend[] ofSlot = {};
    private long requests;
    private long now;

    /**
     * @param handoverNanos how long traces stay where they began; 0 is not at all
     * @param mostTraces how many of them are remembered in that time
     */
    Backends(long handoverNanos, int mostTraces, long now, Opener opener) {
        this.handoverNanos = handoverNanos;
        this.opener = opener;
        this.recent = new RecentTraces(Math.max(1, handoverNanos), mostTraces, now);
        this.now = now;
    }

    /** Tells which backends there are from now on: usable names, sorted. */
    void announce(List<String> endpoints) {
        announced.set(endpoints);
    }

    /** What was told last. */
    List<String> announced() {
        return announced.get();
    }

    /** Takes in what was announced, who is down and what time it is; before each request. */
    void refresh(long at) {
        now = at;
        recent.advance(at);
        List<String> next = announced.get();
        boolean changed = false;
        if (!next.equals(taken)) {
            taken = next;
            change(next);
            changed = true;
        }
        for (Backend backend : present.values()) {
            changed |= backend.isAvailable() == backend.isDown(at);
        }
        if (changed) {
            assign();
        }
        if (!leaving.isEmpty()) {
            closeThoseThatLeft();
        }
    }

    private void change(List<String> next) {
        present.values().removeIf(backend -> {
            if (Collections.binarySearch(next, backend.endpoint()) >= 0) {
                return false;
            }
            backend.leave(now);
            leaving.put(backend.endpoint(), backend);
            return true;
        });
        for (String endpoint : next) {
            if (!present.containsKey(endpoint)) {
                Backend back = leaving.remove(endpoint);
                if (back == null) {
                    back = opener.open(endpoint, now);
                } else {
                    back.comeBack();
                }
                present.put(endpoint, back);
            }
        }
    }

    private void assign() {
        List<Backend> all = new ArrayList<>(present.values());
        all.sort((a, b) -> a.endpoint().compareTo(b.endpoint()));
        for (Backend backend : all) {
            backend.setAvailable(!backend.isDown(now));
        }
        List<Backend> up = all.stream().filter(Backend::isAvailable).toList();
        // Where nobody can be reached, everybody is tried.
        List<Backend> used = up.isEmpty() ? List.copyOf(all) : up;
        available = used;
        if (used.isEmpty()) {
            ofSlot = new Backend[0];
            return;
        }
        int[] owners = SlotAssignment.of(used.stream().map(Backend::endpoint).toList());
        ofSlot = new Backend[owners.length];
        for (int slot = 0; slot < owners.length; slot++) {
            ofSlot[slot] = used.get(owners[slot]);
        }
    }

    /** Also the oldest of too many: whoever answers for DNS must not have us hold ever more connections. */
    private void closeThoseThatLeft() {
        int[] surplus = {leaving.size() - Endpoints.MOST};
        leaving.values().removeIf(backend -> {
            boolean over = backend.hasLeft(now, handoverNanos) || surplus[0] > 0;
            surplus[0]--;
            if (over && backend.isIdle()) {
                backend.leave(now - handoverNanos);
                opener.close(backend, now);
                return true;
            }
            return false;
        });
    }

    /** True while nobody is known. */
    boolean isEmpty() {
        return ofSlot.length == 0;
    }

    /** The backend of a trace: where it was sent lately if that takes it, else where its slot belongs. */
    Backend ofTrace(long hash) {
        if (handoverNanos == 0) {
            return ofKey(hash);
        }
        Backend known = recent.find(hash, now);
        if (known != null && known.takesItsTraces(now, handoverNanos)) {
            return known;
        }
        Backend owner = ofKey(hash);
        recent.put(hash, owner, now);
        return owner;
    }

    /** The backend where the slot of a hash belongs. */
    Backend ofKey(long hash) {
        return ofSlot[SlotAssignment.slotOf(hash)];
    }

    /** A number for another request, which {@link Backend#part} tells requests apart by. */
    long nextRequest() {
        return ++requests;
    }

    /** Those that are sent to. */
    List<Backend> available() {
        return available;
    }

    /** One backend after the other, for what belongs nowhere. */
    Backend inTurn(long turn) {
        List<Backend> used = available;
        return used.get((int) (turn % used.size()));
    }

    /** Whether any backend but that one may be sent to. Any thread. */
    boolean hasOtherThan(Backend backend, long at) {
        for (Backend other : available) {
            if (!other.endpoint().equals(backend.endpoint()) && !other.isDown(at)) {
                return true;
            }
        }
        return false;
    }

    /** How often traces were forgotten early, because there were too many. */
    long shortened() {
        return recent.shortened();
    }

    /** Ends all, by then. */
    void closeAll(long deadlineNanos) {
        present.values().forEach(backend -> opener.close(backend, deadlineNanos));
        leaving.values().forEach(backend -> opener.close(backend, deadlineNanos));
        present.clear();
        leaving.clear();
        available = List.of();
        ofSlot = new Backend[0];
    }
}
