package io.sluice.processor.ratelimiter;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireReader;

/** Finds the resource attribute that is the key. One per thread: it holds cursors. */
final class ResourceKey {

    private static final int RESOURCE = 1;
    private static final int ATTRIBUTES = 1;

    private final AttributeMatcher attribute;
    private final WireReader resource = new WireReader();
    private final WireReader attributes = new WireReader();
    private final WireReader value = new WireReader();
    private int from;
    private int end;

    ResourceKey(String attributeName) {
        this.attribute = AttributeMatcher.parse(attributeName);
    }

    /** Looks into a {@code ResourceSpans}, {@code ResourceMetrics} or {@code ResourceLogs}; without the attribute the key is empty. */
    void find(byte[] array, int contentFrom, int contentEnd) throws MalformedException {
        from = contentFrom;
        end = contentFrom;
        resource.reset(array, contentFrom, contentEnd);
        while (resource.next()) {
            if (!resource.isBytes(RESOURCE)) {
                continue;
            }
            attributes.enter(resource);
            while (attributes.next()) {
                if (attributes.isBytes(ATTRIBUTES)
                        && attribute.matches(array, attributes.valueStart(), attributes.valueEnd(), value)
                        && AttributeMatcher.isString(value)) {
                    from = value.valueStart();
                    end = value.valueEnd();
                }
            }
        }
    }

    /** Where the key found last begins. */
    int from() {
        return from;
    }

    /** Where the key found last ends. */
    int end() {
        return end;
    }
}
