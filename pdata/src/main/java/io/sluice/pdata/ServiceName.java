package io.sluice.pdata;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the attribute {@code service.name} of a resource, in the bytes of {@code ResourceSpans}, {@code ResourceMetrics} or
 * {@code ResourceLogs}. Of several attributes of that name the first counts, as everywhere in the Collector, text or not.
 *
 * <p>Threads: one at a time; to be used again and again.
 */
public final class ServiceName {

    private static final int RESOURCE = 1;
    private static final int ATTRIBUTES = 1;
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int STRING = 1;
    private static final int LAST_KIND = 7;
    private static final byte[] NAME = "service.name".getBytes(StandardCharsets.UTF_8);

    private final WireReader fields = new WireReader();
    private final WireReader resource = new WireReader();
    private final WireReader attribute = new WireReader();
    private final WireReader value = new WireReader();
    private boolean found;
    private int from;
    private int to;

    /**
     * Looks for it.
     *
     * @param start of the message that has the resource, or of what is before its first scope
     * @return true if there is such an attribute; its text is at {@link #from}, empty if it is none
     */
    public boolean find(byte[] array, int start, int end) throws MalformedException {
        found = false;
        from = 0;
        to = 0;
        fields.reset(array, start, end);
        while (!found && fields.next()) {
            if (fields.isBytes(RESOURCE)) {
                resource.enter(fields);
                while (!found && resource.next()) {
                    if (resource.isBytes(ATTRIBUTES)) {
                        read(array);
                    }
                }
            }
        }
        return found;
    }

    /** Fields that are there twice: the last one counts. */
    private void read(byte[] array) throws MalformedException {
        int begin = 0;
        int end = 0;
        attribute.enter(resource);
        while (attribute.next()) {
            if (attribute.isBytes(KEY)) {
                found = Arrays.equals(array, attribute.valueStart(), attribute.valueEnd(), NAME, 0, NAME.length);
            } else if (attribute.isBytes(VALUE)) {
                value.enter(attribute);
                while (value.next()) {
                    boolean text = value.isBytes(STRING);
                    if (text || value.fieldNumber() <= LAST_KIND) {
                        begin = text ? value.valueStart() : 0;
                        end = text ? value.valueEnd() : 0;
                    }
                }
            }
        }
        from = found ? begin : 0;
        to = found ? end : 0;
    }

    /** Where its text begins in the array. */
    public int from() {
        return from;
    }

    /** Where it ends. */
    public int to() {
        return to;
    }
}
