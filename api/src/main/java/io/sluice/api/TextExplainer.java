package io.sluice.api;

import java.util.List;
import java.util.Map;

/**
 * Shows what a processor does to texts, and why, for whoever writes its rules. What it returns is in clear text: for the terminal of
 * the one who gave the texts, never for logs. Threads: one at a time.
 */
public interface TextExplainer {

    /**
     * Where a text is.
     *
     * @param name the place with dots, as {@code log.body}, {@code log.body.user.email}, {@code span.events.attributes.KEY}, {@code
     *     resource.attributes.KEY}, {@code datapoint.exemplars.attributes.KEY}
     * @param key the innermost key that the text is the value of; empty if there is none
     * @param attributes those of the item that have a text, and those of its resource that the item does not have
     */
    record Place(String name, String key, Map<String, String> attributes) {
        public Place {
            attributes = Map.copyOf(attributes);
        }
    }

    /**
     * Something that a rule found.
     *
     * @param rule name of the rule or detector
     * @param confidence how sure it is; empty if the rule knows no such thing
     * @param action what is done about it
     * @param before what was found
     * @param after what stands in its place; the same if it stays, empty if it goes together with what holds it
     */
    record Finding(String rule, String confidence, String action, String before, String after) {}

    /**
     * What becomes of a text.
     *
     * @param text what is left of it; empty if it goes together with what holds it
     * @param findings in the order of their places in the text
     */
    record Explanation(String text, List<Finding> findings) {
        public Explanation {
            findings = List.copyOf(findings);
        }
    }

    /** Treats one text as a processor would. */
    Explanation explain(String text, Place place);
}
