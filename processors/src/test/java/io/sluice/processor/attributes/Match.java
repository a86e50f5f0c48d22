package io.sluice.processor.attributes;

import io.sluice.processor.attributes.MatchConfig.AttributeConfig;
import io.sluice.processor.attributes.MatchConfig.LibraryConfig;
import io.sluice.processor.attributes.MatchConfig.MatchType;
import io.sluice.processor.attributes.MatchConfig.SeverityConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conditions for tests. */
final class Match {

    private final @Nullable MatchType type;
    private List<String> services = List.of();
    private List<String> names = List.of();
    private List<String> kinds = List.of();
    private List<String> bodies = List.of();
    private List<String> severityTexts = List.of();
    private @Nullable SeverityConfig severity;
    private List<String> metricNames = List.of();
    private final List<AttributeConfig> attributes = new ArrayList<>();
    private final List<AttributeConfig> resources = new ArrayList<>();
    private final List<LibraryConfig> libraries = new ArrayList<>();

    Match(@Nullable MatchType type) {
        this.type = type;
    }

    Match services(String... all) {
        services = List.of(all);
        return this;
    }

    Match names(String... all) {
        names = List.of(all);
        return this;
    }

    Match kinds(String... all) {
        kinds = List.of(all);
        return this;
    }

    Match bodies(String... all) {
        bodies = List.of(all);
        return this;
    }

    Match severityTexts(String... all) {
        severityTexts = List.of(all);
        return this;
    }

    Match severity(int min, boolean undefined) {
        severity = new SeverityConfig(min, undefined);
        return this;
    }

    Match metricNames(String... all) {
        metricNames = List.of(all);
        return this;
    }

    Match attribute(String key, @Nullable Object value) {
        attributes.add(new AttributeConfig(key, value));
        return this;
    }

    Match resource(String key, @Nullable Object value) {
        resources.add(new AttributeConfig(key, value));
        return this;
    }

    Match library(String name, @Nullable String version) {
        libraries.add(new LibraryConfig(name, version));
        return this;
    }

    MatchConfig build() {
        return new MatchConfig(
                type,
                null,
                services,
                names,
                kinds,
                bodies,
                severityTexts,
                severity,
                metricNames,
                attributes,
                resources,
                libraries);
    }
}
