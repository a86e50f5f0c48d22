package io.sluice.processor.tailsampling;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** What the JVM may take outside its heap. Threads: any. */
final class OutsideHeap {

    private static final String OPTION = "MaxDirectMemorySize";

    private OutsideHeap() {}

    /** Most bytes: {@code -XX:MaxDirectMemorySize}, or without it the heap's maximum. */
    static long limit() {
        HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        long heap = Runtime.getRuntime().maxMemory();
        if (machine == null) {
            return heap;
        }
        try {
            long set = Long.parseLong(machine.getVMOption(OPTION).getValue());
            return set > 0 ? set : heap;
        } catch (IllegalArgumentException _) {
            return heap; // another machine than HotSpot
        }
    }

    /** Most bytes for one who is not alone there: three quarters. */
    static long share() {
        return limit() / 4 * 3;
    }
}
