package io.sluice.processor.memorylimiter;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;

/** What is known of the heap. Threads: any. */
interface Heap {

    /** The heap of this JVM. */
    static Heap ofThisProcess() {
        List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        return new Heap() {
            @Override
            public long maxBytes() {
                return Runtime.getRuntime().maxMemory();
            }

            @Override
            public long liveBytes() {
                long live = 0;
                for (MemoryPoolMXBean pool : pools) {
                    MemoryUsage afterCollection = pool.getCollectionUsage();
                    live += afterCollection == null ? 0 : afterCollection.getUsed();
                }
                return live;
            }

            @Override
            public void collect() {
                // Off the timer's thread: a collection may take longer than other timers can wait.
                Thread.ofPlatform().daemon().name("memory-limiter-gc").start(System::gc);
            }
        };
    }

    /** What the heap may grow to. */
    long maxBytes();

    /** What was live after the last collection of each part of the heap: garbage does not count, news since then neither. */
    long liveBytes();

    /** Asks for a collection; does not wait for it. */
    void collect();
}
