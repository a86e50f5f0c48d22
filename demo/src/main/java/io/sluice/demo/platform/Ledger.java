package io.sluice.demo.platform;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The applications' own record of one signal: what they made, what their SDK handed to its exporter, and how each export ended. Items are
 * known by an id that can be read back from Kafka. Threads: any.
 */
public final class Ledger {

    private final Set<String> made = ConcurrentHashMap.newKeySet();
    private final Set<String> handed = ConcurrentHashMap.newKeySet();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    void made(String id) {
        made.add(id);
    }

    void handed(Collection<String> ids) {
        handed.addAll(ids);
    }

    void ended(Collection<String> ids, boolean success) {
        (success ? acknowledged : failed).addAll(ids);
    }

    /** Ids of all items that the applications made. */
    public Set<String> made() {
        return made;
    }

    /** Ids of items that an export was acknowledged for: these must be in Kafka. */
    public Set<String> acknowledged() {
        return acknowledged;
    }

    /** Ids of items whose export failed after the SDK's own retries: these may be in Kafka. */
    public Set<String> failed() {
        return failed;
    }

    /** How many items the SDK never handed to its exporter: its queue was full. */
    public int droppedBySdk() {
        return made.size() - handed.size();
    }

    /** True if every item is accounted for: dropped, acknowledged or failed. */
    public boolean isClosed() {
        return handed.size() == acknowledged.size() + failed.size();
    }
}
