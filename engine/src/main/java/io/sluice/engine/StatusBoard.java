package io.sluice.engine;

import io.sluice.api.ComponentStatus;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;

/** How each component says it is doing; logs when that changes. Threads: any. */
public final class StatusBoard {

    private final Map<String, ComponentStatus> statuses = new ConcurrentSkipListMap<>();
    private final Logger logger;

    StatusBoard(Logger logger) {
        this.logger = logger;
    }

    void report(String component, ComponentStatus status) {
        ComponentStatus before = statuses.put(component, status);
        if (status.equals(before) || (before == null && status.level() == ComponentStatus.Level.OK)) {
            return;
        }
        if (status.level() == ComponentStatus.Level.OK) {
            logger.info("{} works again", component);
        } else if (before == null || before.level() != status.level()) {
            logger.warn("{}: {}", component, status.message());
        }
    }

    /** The latest report of every component that gave one, by {@code kind id}. */
    public Map<String, ComponentStatus> statuses() {
        return Map.copyOf(statuses);
    }
}
