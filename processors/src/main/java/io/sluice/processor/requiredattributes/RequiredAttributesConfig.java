package io.sluice.processor.requiredattributes;

import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Key;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Range;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of {@code required_attributes}, a processor of Sluice's own.
 *
 * @param attributes the resource attributes that every resource needs
 * @param action what happens to a resource that lacks one, unless the attribute says otherwise
 * @param mark what {@code action: mark} leaves behind
 * @param route what {@code action: route} leaves behind
 * @param logCorrelation true to count log records without trace id or span id, and to warn of them
 * @param maxServices services that are counted by name; further ones are counted together, as {@code other}
 */
public record RequiredAttributesConfig(
        @Default("[{name: service.name}, {name: service.version},"
                + " {name: deployment.environment.name, aliases: [deployment.environment]}, {name: cloud.region}]")
        List<Attribute> attributes,

        @Default("mark") Action action,
        Mark mark,
        Route route,
        @Default("true") boolean logCorrelation,
        @Default("200") @Range(min = 1, max = 10_000) int maxServices)
        implements Checked {

    /** At least this many fit into the bits of a long. */
    private static final int MAX_ATTRIBUTES = 32;

    public RequiredAttributesConfig {
        attributes = List.copyOf(attributes);
    }

    /** What happens to what lacks an attribute. */
    public enum Action {
        /** The resource gets an attribute that names what is missing. */
        MARK,
        /** The attribute gets its default. */
        DEFAULT,
        /** The resource gets an attribute by which it can be sent elsewhere. */
        ROUTE,
        /** The request is rejected for good: INVALID_ARGUMENT, HTTP 400. */
        REFUSE,
        /** It is counted and goes on. */
        COUNT
    }

    /**
     * One that is required. An empty text is as good as none.
     *
     * @param name its key
     * @param aliases other keys that will do, older ones for instance
     * @param value the text that {@code action: default} sets
     * @param action what happens to a resource that lacks this one
     */
    public record Attribute(
            String name,
            @Default("[]") List<String> aliases,
            @Key("default") @Nullable String value,
            @Nullable Action action) {
        public Attribute {
            aliases = List.copyOf(aliases);
        }
    }

    /**
     * The mark.
     *
     * @param attribute key of the attribute; its value is an array of the missing ones' keys
     */
    public record Mark(@Default("sluice.missing_attributes") String attribute) {}

    /**
     * The mark by which it can be sent elsewhere.
     *
     * @param attribute key of the attribute
     * @param value its value
     */
    public record Route(
            @Default("sluice.route") String attribute,
            @Default("quarantine") String value) {}

    Action actionOf(Attribute attribute) {
        return attribute.action() == null ? action : attribute.action();
    }

    @Override
    public void check(Problems problems) {
        Problems list = problems.at("attributes");
        if (attributes.isEmpty() && !logCorrelation) {
            problems.error(
                    "attributes",
                    "is empty, so that nothing is checked",
                    "Name an attribute, or remove the processor.");
        }
        if (attributes.size() > MAX_ATTRIBUTES) {
            problems.error("attributes", "holds " + attributes.size(), "Name at most " + MAX_ATTRIBUTES + ".");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < attributes.size(); i++) {
            check(attributes.get(i), names, list.at(Integer.toString(i)));
        }
        if (mark.attribute().isEmpty()) {
            problems.at("mark").error("attribute", "is empty", "Name an attribute.");
        }
        if (route.attribute().isEmpty()) {
            problems.at("route").error("attribute", "is empty", "Name an attribute.");
        }
    }

    private void check(Attribute attribute, Set<String> names, Problems place) {
        if (attribute.name().isEmpty()) {
            place.error("name", "is empty", "Name a resource attribute.");
        } else if (!names.add(attribute.name())) {
            place.error("name", "\"" + attribute.name() + "\" is there twice", "Remove one of them.");
        }
        boolean hasDefault = attribute.value() != null && !attribute.value().isEmpty();
        if (actionOf(attribute) == Action.DEFAULT && !hasDefault) {
            place.error("default", "is missing for action: default", "Set the text that is put in.");
        }
    }
}
