package io.sluice.processor.pii;

import java.util.List;

/** Several {@link Glob}s. Immutable. Threads: any. */
final class Globs {

    private final Glob[] globs;

    Globs(List<String> patterns) {
        globs = patterns.stream().map(Glob::new).toArray(Glob[]::new);
    }

    boolean isEmpty() {
        return globs.length == 0;
    }

    boolean matchAny(byte[] array, int from, int end) {
        for (Glob glob : globs) {
            if (glob.matches(array, from, end)) {
                return true;
            }
        }
        return false;
    }
}
