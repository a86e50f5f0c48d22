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
    }

    private final Map<Source, Integer> numbers = new HashMap<>();
    private final List<RequestContext> contexts = new ArrayList<>();
    private final List<Integer> holders = new ArrayList<>();
    private final List<Integer> free = new ArrayList<>();

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
        return number;
    }

    void hold(int number) {
        holders.set(number, holders.get(number) + 1);
    }

    void release(int number) {
        int left = holders.get(number) - 1;
        holders.set(number, left);
        if (left == 0) {
            numbers.remove(Source.of(contexts.get(number)));
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
}
