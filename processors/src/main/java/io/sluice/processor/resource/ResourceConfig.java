package io.sluice.processor.resource;

import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Problems;
import io.sluice.processor.attributes.ActionConfig;
import java.util.List;

/**
 * Configuration of {@code resource}.
 *
 * @param attributes what to do with the attributes of resources, one after the other
 */
public record ResourceConfig(@Default("[]") List<ActionConfig> attributes) implements Checked {

    public ResourceConfig {
        attributes = List.copyOf(attributes);
    }

    @Override
    public void check(Problems problems) {
        if (attributes.isEmpty()) {
            problems.error("attributes", "there is none", "Add at least one action.");
        }
    }
}
