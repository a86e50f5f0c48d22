package io.sluice.demo.platform;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The applications' own record of their traces: which spans each has, and what is remarkable of it. Threads: any. */
public final class MadeTraces {

    /** What is remarkable of a trace; the first that fits. */
    public enum Kind {
        /** A span below its root has an error. */
        FAILED,
        /** It is of a route that matters. */
        IMPORTANT,
        /** It takes more than three seconds. */
        SLOW,
        /** Nothing. */
        ORDINARY
    }

    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> spans = new ConcurrentHashMap<>();

    void made(String traceId, String spanId) {
        spans.computeIfAbsent(traceId, _ -> ConcurrentHashMap.newKeySet()).add(spanId);
    }

    void ended(String traceId, Kind kind) {
        kinds.put(traceId, kind);
    }

    /** Kinds of traces whose requests have ended, by trace id. */
    public Map<String, Kind> kinds() {
        return kinds;
    }

    /** Ids of a trace's spans. */
    public Set<String> spans(String traceId) {
        return spans.getOrDefault(traceId, Set.of());
    }
}
