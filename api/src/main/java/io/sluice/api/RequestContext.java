package io.sluice.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a batch came from. Immutable.
 *
 * @param receiver the receiver's id as written in the configuration
 * @param transport the value of the {@code transport} metric label: {@code grpc}, {@code http}, ...
 * @param peer the sender's address as text, or empty
 * @param identity who the sender proved to be, or null without a client certificate
 * @param metadata the request's headers by lower-case name; empty unless the receiver has {@code include_metadata}
 * @param receivedNanos when the request was complete, on the scale of {@link Clock#nanoTime()}
 */
public record RequestContext(
        String receiver,
        String transport,
        String peer,
        @Nullable PeerIdentity identity,
        Map<String, List<String>> metadata,
        long receivedNanos) {

    /** A context that knows nothing, for data that no single request stands behind. */
    public static final RequestContext NONE = new RequestContext("", "", "", null, Map.of(), 0);

    /** The first value of a metadata key, or null. */
    public @Nullable String firstMetadata(String lowerCaseKey) {
        List<String> values = metadata.get(lowerCaseKey);
        return values == null || values.isEmpty() ? null : values.get(0);
    }
}
