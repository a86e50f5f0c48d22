package io.sluice.processor.tailsampling;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireReader;
import io.sluice.processor.value.AnyValueBytes;
import io.sluice.processor.value.KeyValueBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds the name of a service in what encloses its spans. Threads: one worker's. */
final class ServiceNames {

    /** What resources without a name are called. */
    static final String UNKNOWN = "unknown";

    private static final int RESOURCE = 1;
    private static final int ATTRIBUTES = 1;
    private static final int MAX_BYTES = 128;
    private static final byte[] KEY = "service.name".getBytes(StandardCharsets.UTF_8);

    private final WireReader fields = new WireReader();
    private final WireReader resource = new WireReader();
    private final KeyValueBytes attribute = new KeyValueBytes();
    private final AnyValueBytes value = new AnyValueBytes();

    /** The service's name, at most 128 bytes of it. */
    String find(byte[] envelope) {
        try {
            fields.reset(envelope, 0, envelope.length);
            while (fields.next()) {
                if (fields.isBytes(RESOURCE)) {
                    String name = inResource(envelope);
                    if (!name.isEmpty()) {
                        return name;
                    }
                }
            }
            return UNKNOWN;
        } catch (MalformedException e) {
            throw new IllegalStateException("a request came here without validation", e);
        }
    }

    private String inResource(byte[] envelope) throws MalformedException {
        resource.enter(fields);
        while (resource.next()) {
            if (resource.isBytes(ATTRIBUTES)) {
                attribute.read(envelope, resource.valueStart(), resource.valueEnd());
                if (isKey()) {
                    value.read(attribute.valueArray(), attribute.valueFrom(), attribute.valueEnd());
                    return value.kind() == AnyValueBytes.STRING ? text(attribute.valueArray()) : "";
                }
            }
        }
        return "";
    }

    private boolean isKey() {
        return Arrays.equals(attribute.keyArray(), attribute.keyFrom(), attribute.keyEnd(), KEY, 0, KEY.length);
    }

    private String text(byte[] array) {
        int length = Math.min(MAX_BYTES, value.end() - value.from());
        return new String(array, value.from(), length, StandardCharsets.UTF_8);
    }
}
