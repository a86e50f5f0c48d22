package io.sluice.processor.attributes;

import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Problems;
import io.sluice.pdata.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of {@code attributes}.
 *
 * @param include what has to be true of a span, log record or metric for it to be changed; without it everything is
 * @param exclude what is not changed, also if {@code include} is true of it
 * @param actions what to do with attributes, one after the other
 */
public record AttributesConfig(
        @Nullable MatchConfig include,
        @Nullable MatchConfig exclude,
        @Default("[]") List<ActionConfig> actions) implements Checked {

    public AttributesConfig {
        actions = List.copyOf(actions);
    }

    @Override
    public void check(Problems problems) {
        if (actions.isEmpty()) {
            problems.error("actions", "there is none", "Add at least one action.");
        }
    }

    /** Reports what makes no sense for a signal. */
    void check(Signal signal, Problems problems) {
        if (include != null) {
            include.check(signal, problems.at("include"));
        }
        if (exclude != null) {
            exclude.check(signal, problems.at("exclude"));
        }
    }
}
