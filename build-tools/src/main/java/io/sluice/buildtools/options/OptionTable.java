package io.sluice.buildtools.options;

import java.util.List;

/** A record's options as Markdown. */
final class OptionTable {

    private OptionTable() {}

    static String markdown(List<Option> options, List<Foreign> foreign) {
        StringBuilder text = new StringBuilder();
        if (options.isEmpty()) {
            text.append("It has no options.\n");
        } else {
            text.append("| key | type | default | meaning |\n|---|---|---|---|\n");
        }
        for (Option option : options) {
            text.append("| `%s` | %s | %s | %s |\n"
                    .formatted(option.key(), option.type(), option.absent(), option.meaning()));
        }
        if (!foreign.isEmpty()) {
            text.append("\nThe Collector's keys that are not here:\n\n");
        }
        for (Foreign each : foreign) {
            text.append("- `%s`: %s. %s\n"
                    .formatted(
                            String.join("`, `", each.keys()), each.fails() ? "an error" : "a warning", each.instead()));
        }
        return text.toString();
    }
}
