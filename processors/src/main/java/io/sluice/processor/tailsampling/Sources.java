package io.sluice.processor.tailsampling;

import io.sluice.api.PeerIdentity;
import io.sluice.api.RequestContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where spans came from, as far as it matters behind this processor: who the sender proved to be, the receiver, the request's metadata.
 * Spans of different sources never leave in one request. Threads: one worker's.
 */
final class Sources {

    private record Source(
            String receiver, String transport, @Nullable PeerIdentity identity, Map<String, List<String>> metadata) {

        static Source of(RequestContext context) {
            return new Source(context.receiver(), context.transport(), context.identity(), context.metadata());
        }

        RequestContext context() {
            return new RequestContext(receiver, transport, "", identity, metadata, 0);
        }

        /** Bytes of memory, about: what a sender says of itself in headers is as long as it likes. */
        long bytes() {
            long bytes = OVERHEAD;
            for (Map.Entry<String, List<String>> each : metadata.entrySet()) {
                bytes += TEXT_OVERHEAD + each.getKey().length();
                for (String value : each.getValue()) {
                    bytes += TEXT_OVERHEAD + value.length();
                }
            }
            return bytes;
        }
    }

    /** What a source takes beside its metadata. */
    private static final int OVERHEAD = 256;

    /** What a text and its place in a map or list take beside its characters. */
    private static final int TEXT_OVERHEAD = 96;

    private final Map<Source, Integer> numbers = new HashMap<>();
    private final List<RequestContext> contexts = new ArrayList<>();
    private final List<Integer> holders = new ArrayList<>();
    private final List<Integer> free = new ArrayList<>();
    private long bytes;

    /** The number of a source, held once more. */
    int hold(RequestContext context) {
        Source source = Source.of(context);
        Integer known = numbers.get(source);
        if (known != null) {
            hold(known);
            return known;
        }
        int number;
        if (free.isEmpty()) {
            number = contexts.size();
            contexts.add(source.context());
            holders.add(1);
        } else {
            number = free.removeLast();
            contexts.set(number, source.context());
            holders.set(number, 1);
        }
        numbers.put(source, number);
        bytes += source.bytes();
        return number;
    }

    void hold(int number) {
        holders.set(number, holders.get(number) + 1);
    }

    void release(int number) {
        int left = holders.get(number) - 1;
        holders.set(number, left);
        if (left == 0) {
            Source source = Source.of(contexts.get(number));
            numbers.remove(source);
            bytes -= source.bytes();
            contexts.set(number, RequestContext.NONE);
            free.add(number);
        }
    }

    /** What to say of a request's origin. */
    RequestContext context(int number) {
        return contexts.get(number);
    }

    int size() {
        return numbers.size();
    }

    /** Bytes of memory, about. */
    long bytes() {
        return bytes;
    }
}
