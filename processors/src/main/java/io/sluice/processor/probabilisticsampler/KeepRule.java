package io.sluice.processor.probabilisticsampler;

import io.sluice.pdata.MalformedException;
import io.sluice.processor.edit.AttributeTable;
import io.sluice.processor.edit.EditedMessage;
import org.jspecify.annotations.Nullable;

/** One rule of {@code keep}. What it asks of attributes it asks of the resource if the item has none of that key. Threads: one worker's. */
final class KeepRule {

    private static final int ANY = -1;

    private final int status;
    private final int severity;
    private final long durationNanos;
    private final @Nullable AttributeTest attribute;
    private boolean resourceMatches;

    /** @param rules how many there are */
    KeepRule(KeepConfig config, int rules) {
        status = config.status() == null ? ANY : config.status().code();
        severity = config.severity() == null ? ANY : config.severity().least();
        durationNanos = config.duration() == null ? ANY : config.duration().toNanos();
        attribute = config.attribute().isEmpty() ? null : new AttributeTest(config, rules);
    }

    boolean asksAttributes() {
        return attribute != null;
    }

    void look(EditedMessage resource) throws MalformedException {
        if (attribute != null) {
            AttributeTable attributes = resource.attributes();
            int i = attribute.find(attributes);
            resourceMatches = i >= 0 && attribute.matches(attributes, i);
        }
    }

    /** What is asked for is asked of the item in the order of what it costs. */
    boolean matches(EditedMessage item, int itsStatus, long itsNanos, int itsSeverity) throws MalformedException {
        return (status == ANY || status == itsStatus)
                && severity <= itsSeverity
                && durationNanos <= itsNanos
                && (attribute == null || matchesAttribute(item, attribute));
    }

    private boolean matchesAttribute(EditedMessage item, AttributeTest test) throws MalformedException {
        AttributeTable attributes = item.attributes();
        int i = test.find(attributes);
        return i < 0 ? resourceMatches : test.matches(attributes, i);
    }
}
