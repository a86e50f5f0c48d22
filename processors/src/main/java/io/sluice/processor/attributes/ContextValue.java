package io.sluice.processor.attributes;

import io.sluice.api.RequestContext;
import io.sluice.pdata.AnyValueBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Something of a request as a value: made when it is asked for first in a batch. Threads: one worker's. */
final class ContextValue {

    private static final String CLIENT_ADDRESS = "client.address";
    private static final String METADATA = "metadata.";
    private static final String AUTH = "auth.";
    private static final String SUBJECT = "subject";

    private final String name;
    private final AnyValueBuffer buffer = new AnyValueBuffer();
    private RequestContext context = RequestContext.NONE;
    private byte @Nullable [] value;
    private boolean looked;

    ContextValue(String name) {
        this.name = name;
    }

    void begin(RequestContext request) {
        context = request;
        value = null;
        looked = false;
    }

    /** The content of an {@code AnyValue}; null if the request does not have it. */
    byte @Nullable [] value() {
        if (!looked) {
            looked = true;
            String text = text();
            if (text != null) {
                buffer.setString(text);
                value = Arrays.copyOf(buffer.array(), buffer.length());
            }
        }
        return value;
    }

    private @Nullable String text() {
        if (name.equals(CLIENT_ADDRESS)) {
            return ClientAddress.of(context.peer());
        }
        if (name.startsWith(AUTH)) {
            boolean known =
                    context.identity() != null && name.substring(AUTH.length()).equals(SUBJECT);
            return known && context.identity() != null ? context.identity().name() : null;
        }
        String header = name.startsWith(METADATA) ? name.substring(METADATA.length()) : name;
        List<String> values = context.metadata().get(header.toLowerCase(Locale.ROOT));
        return values == null || values.isEmpty() ? null : String.join(";", values);
    }
}
