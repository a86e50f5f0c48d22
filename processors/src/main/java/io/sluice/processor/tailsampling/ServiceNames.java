package io.sluice.processor.tailsampling;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.ServiceName;
import java.nio.charset.StandardCharsets;

/** Finds the name of a service in what encloses its spans. Threads: one worker's. */
final class ServiceNames {

    /** What resources without a name are called. */
    static final String UNKNOWN = "unknown";

    static final int MAX_BYTES = 128;

    private final ServiceName name = new ServiceName();

    /** The service's name, at most 128 bytes of it. */
    String find(byte[] envelope) {
        try {
            name.find(envelope, 0, envelope.length);
        } catch (MalformedException e) {
            throw new IllegalStateException("a request came here without validation", e);
        }
        return text(envelope, name.from(), name.to());
    }

    /** A service's name that lies there, at most 128 bytes of it. */
    static String text(byte[] array, int from, int to) {
        int length = Math.min(MAX_BYTES, to - from);
        return length == 0 ? UNKNOWN : new String(array, from, length, StandardCharsets.UTF_8);
    }
}
