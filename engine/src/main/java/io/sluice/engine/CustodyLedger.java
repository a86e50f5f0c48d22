package io.sluice.engine;

import io.sluice.api.Custody;
import java.util.concurrent.atomic.AtomicLong;

/** What the whole process holds. Threads: any; no lock. */
final class CustodyLedger implements Custody {

    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong items = new AtomicLong();

    void add(long moreBytes, long moreItems) {
        bytes.addAndGet(moreBytes);
        items.addAndGet(moreItems);
    }

    @Override
    public long bytes() {
        return bytes.get();
    }

    @Override
    public long items() {
        return items.get();
    }
}
