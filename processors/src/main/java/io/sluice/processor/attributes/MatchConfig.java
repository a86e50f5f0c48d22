package io.sluice.processor.attributes;

import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Problems;
import io.sluice.pdata.Signal;
import io.sluice.processor.value.Patterns;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has to be true of a span, log record or metric. All that is given has to be; of a list of texts one has to match.
 *
 * @param matchType how texts are compared; needed if any are given
 * @param regexp accepted and without effect: the engine needs no cache
 * @param services values of the resource's {@code service.name}; for spans
 * @param spanNames names of spans
 * @param spanKinds {@code SPAN_KIND_SERVER}, {@code SPAN_KIND_CLIENT} and so on; for spans
 * @param logBodies bodies of log records, as text
 * @param logSeverityTexts severity texts of log records
 * @param logSeverityNumber severities of log records
 * @param metricNames names of metrics
 * @param attributes attributes that the span or log record has, all of them
 * @param resources attributes that the resource has, all of them; as in the Collector without effect on metrics
 * @param libraries instrumentation scopes, all of which have to be the one; for spans and log records
 */
public record MatchConfig(
        @Nullable MatchType matchType,
        @Nullable RegexpConfig regexp,
        @Default("[]") List<String> services,
        @Default("[]") List<String> spanNames,
        @Default("[]") List<String> spanKinds,
        @Default("[]") List<String> logBodies,
        @Default("[]") List<String> logSeverityTexts,
        @Nullable SeverityConfig logSeverityNumber,
        @Default("[]") List<String> metricNames,
        @Default("[]") List<AttributeConfig> attributes,
        @Default("[]") List<AttributeConfig> resources,
        @Default("[]") List<LibraryConfig> libraries)
        implements Checked {

    private static final Set<String> KINDS = Set.of(
            "SPAN_KIND_INTERNAL", "SPAN_KIND_SERVER", "SPAN_KIND_CLIENT", "SPAN_KIND_PRODUCER", "SPAN_KIND_CONSUMER");

    public MatchConfig {
        services = List.copyOf(services);
        spanNames = List.copyOf(spanNames);
        spanKinds = List.copyOf(spanKinds);
        logBodies = List.copyOf(logBodies);
        logSeverityTexts = List.copyOf(logSeverityTexts);
        metricNames = List.copyOf(metricNames);
        attributes = List.copyOf(attributes);
        resources = List.copyOf(resources);
        libraries = List.copyOf(libraries);
    }

    /** How texts are compared. */
    public enum MatchType {
        /** They are the same. */
        STRICT,
        /** They are expressions, RE2 as in Go, of which one matches anywhere. */
        REGEXP
    }

    /**
     * Settings of the Collector's cache.
     *
     * @param cacheenabled without effect
     * @param cachemaxnumentries without effect
     */
    public record RegexpConfig(
            @Default("false") boolean cacheenabled,
            @Default("0") int cachemaxnumentries) {}

    /**
     * Severities.
     *
     * @param min the least severity number that matches: 9 is INFO, 13 WARN, 17 ERROR
     * @param matchUndefined true if a record without a severity number matches
     */
    public record SeverityConfig(
            @Default("0") int min, @Default("false") boolean matchUndefined) {}

    /**
     * An attribute.
     *
     * @param key its key
     * @param value its value, of the same type; an expression with {@code regexp}; without it every value matches
     */
    public record AttributeConfig(String key, @Nullable Object value) {}

    /**
     * An instrumentation scope.
     *
     * @param name its name
     * @param version its version; without it every version matches
     */
    public record LibraryConfig(String name, @Nullable String version) {}

    boolean isRegexp() {
        return matchType == MatchType.REGEXP;
    }

    @Override
    public void check(Problems problems) {
        boolean compares = !services.isEmpty()
                || !spanNames.isEmpty()
                || !spanKinds.isEmpty()
                || !logBodies.isEmpty()
                || !logSeverityTexts.isEmpty()
                || !metricNames.isEmpty()
                || !libraries.isEmpty()
                || attributes.stream().anyMatch(attribute -> attribute.value() != null)
                || resources.stream().anyMatch(attribute -> attribute.value() != null);
        if (compares && matchType == null) {
            problems.error("", "match_type is required", "Set it to strict or regexp.");
        }
        if (isRegexp()) {
            checkPatterns(problems.at("services"), services);
            checkPatterns(problems.at("span_names"), spanNames);
            checkPatterns(problems.at("span_kinds"), spanKinds);
            checkPatterns(problems.at("log_bodies"), logBodies);
            checkPatterns(problems.at("log_severity_texts"), logSeverityTexts);
            checkPatterns(problems.at("metric_names"), metricNames);
        }
        checkAttributes(problems.at("attributes"), attributes);
        checkAttributes(problems.at("resources"), resources);
        checkLibraries(problems.at("libraries"));
        checkKinds(problems.at("span_kinds"));
    }

    private void checkKinds(Problems problems) {
        for (int i = 0; i < spanKinds.size() && matchType == MatchType.STRICT; i++) {
            if (!KINDS.contains(spanKinds.get(i))) {
                problems.error(
                        Integer.toString(i),
                        "\"" + spanKinds.get(i) + "\" is no kind of span",
                        "Use SPAN_KIND_INTERNAL, _SERVER, _CLIENT, _PRODUCER or _CONSUMER.");
            }
        }
    }

    private static void checkPatterns(Problems problems, List<String> patterns) {
        for (int i = 0; i < patterns.size(); i++) {
            Patterns.check(problems, Integer.toString(i), patterns.get(i));
        }
    }

    private void checkAttributes(Problems problems, List<AttributeConfig> conditions) {
        for (int i = 0; i < conditions.size(); i++) {
            Problems there = problems.at(Integer.toString(i));
            AttributeConfig condition = conditions.get(i);
            if (condition.key().isEmpty()) {
                there.error("key", "is empty", "Name an attribute.");
            }
            if (isRegexp() && condition.value() != null) {
                if (condition.value() instanceof String pattern) {
                    Patterns.check(there, "value", pattern);
                } else {
                    there.error("value", "with match_type regexp it has to be text", "Put it in quotes.");
                }
            }
        }
    }

    private void checkLibraries(Problems problems) {
        for (int i = 0; i < libraries.size() && isRegexp(); i++) {
            Problems there = problems.at(Integer.toString(i));
            Patterns.check(there, "name", libraries.get(i).name());
            String version = libraries.get(i).version();
            if (version != null) {
                Patterns.check(there, "version", version);
            }
        }
    }

    /** Reports what makes no sense for a signal, and if nothing does. */
    void check(Signal signal, Problems problems) {
        List<String> foreign = new ArrayList<>(given("services", !services.isEmpty(), signal == Signal.TRACES));
        foreign.addAll(given("span_names", !spanNames.isEmpty(), signal == Signal.TRACES));
        foreign.addAll(given("span_kinds", !spanKinds.isEmpty(), signal == Signal.TRACES));
        foreign.addAll(given("log_bodies", !logBodies.isEmpty(), signal == Signal.LOGS));
        foreign.addAll(given("log_severity_texts", !logSeverityTexts.isEmpty(), signal == Signal.LOGS));
        foreign.addAll(given("log_severity_number", logSeverityNumber != null, signal == Signal.LOGS));
        foreign.addAll(given("metric_names", !metricNames.isEmpty(), signal == Signal.METRICS));
        foreign.addAll(given("attributes", !attributes.isEmpty(), signal != Signal.METRICS));
        foreign.addAll(given("libraries", !libraries.isEmpty(), signal != Signal.METRICS));
        for (String key : foreign) {
            problems.error(
                    key,
                    "is not for " + signal.configName() + ", and a pipeline of these uses it",
                    "Give that pipeline a processor of its own.");
        }
        if (foreign.isEmpty() && !saysAnything()) {
            problems.error("", "says nothing", "Name at least one thing that has to be true, or leave it out.");
        }
        if (signal == Signal.METRICS && !resources.isEmpty()) {
            problems.warning("resources", "has no effect on metrics, as in the Collector", "Use metric_names.");
        }
    }

    private boolean saysAnything() {
        return !services.isEmpty()
                || !spanNames.isEmpty()
                || !spanKinds.isEmpty()
                || !logBodies.isEmpty()
                || !logSeverityTexts.isEmpty()
                || logSeverityNumber != null
                || !metricNames.isEmpty()
                || !attributes.isEmpty()
                || !resources.isEmpty()
                || !libraries.isEmpty();
    }

    private static List<String> given(String key, boolean isGiven, boolean fits) {
        return isGiven && !fits ? List.of(key) : List.of();
    }
}
