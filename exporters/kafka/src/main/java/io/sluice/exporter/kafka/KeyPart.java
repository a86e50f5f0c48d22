package io.sluice.exporter.kafka;

import org.jspecify.annotations.Nullable;

/** One part of a record key. */
sealed interface KeyPart {

    /** The text that begins a resource attribute's name. */
    String RESOURCE = "resource.";

    /** The text that begins an item attribute's name. */
    String ATTRIBUTE = "attribute.";

    /** A resource attribute. */
    record ResourceAttribute(String name) implements KeyPart {}

    /** A span's or log record's attribute. */
    record ItemAttribute(String name) implements KeyPart {}

    /** A span's or log record's trace id, 32 lower-case hexadecimal digits. */
    record TraceId() implements KeyPart {}

    /** A metric's name. */
    record MetricName() implements KeyPart {}

    /** The hash of all resource attributes. */
    record AllResourceAttributes() implements KeyPart {}

    /** What {@code text} of a {@code message_key} list means, or null if nothing. */
    static @Nullable KeyPart parse(String text) {
        if (text.equals("trace_id")) {
            return new TraceId();
        }
        if (text.equals("metric.name")) {
            return new MetricName();
        }
        if (text.startsWith(RESOURCE) && text.length() > RESOURCE.length()) {
            return new ResourceAttribute(text.substring(RESOURCE.length()));
        }
        if (text.startsWith(ATTRIBUTE) && text.length() > ATTRIBUTE.length()) {
            return new ItemAttribute(text.substring(ATTRIBUTE.length()));
        }
        return null;
    }
}
