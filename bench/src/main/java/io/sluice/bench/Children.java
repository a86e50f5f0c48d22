package io.sluice.bench;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Processes that must not outlive this JVM, however it ends. Threads: any. */
final class Children {

    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private Children() {}

    static void register(Process process) {
        RUNNING.add(process);
        var _ = process.onExit().thenAccept(RUNNING::remove);
    }
}
