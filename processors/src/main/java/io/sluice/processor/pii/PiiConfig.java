package io.sluice.processor.pii;

import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Range;
import io.sluice.processor.pii.action.Action;
import io.sluice.processor.pii.action.KeyConfig;
import io.sluice.processor.pii.detect.Confidence;
import io.sluice.processor.pii.detect.Detector;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of {@code pii}, a processor of Sluice's own. Without any key it replaces what the detectors find by its kind in brackets,
 * in every text of a request.
 *
 * @param action what happens to a finding
 * @param minimumConfidence findings that are less sure are left alone
 * @param detectors by name, what is different for a detector
 * @param rules rules of your own; where findings overlap, the first rule's goes before later ones and before detectors'
 * @param suppress findings to leave alone, whoever found them: their whole text, exact or with {@code *}
 * @param paths the places to search
 * @param protectedKeys attributes that only a rule with {@code keys} changes, exact or with {@code *}; trace and span ids are never
 *     searched
 * @param classes what is different for items of a class, for instance for access logs
 * @param pseudonymKeys the keys of {@code token} and {@code ip_pseudonym}; the first makes new ones, the others are still recognised
 * @param keyReloadInterval how often files of keys are read again; 0 is never
 * @param exemptPrivateAddresses true to leave private, loopback and link-local addresses as they are under {@code ip_truncate} and {@code
 *     ip_pseudonym}
 * @param trustAuthenticatedSenders true to leave alone the tokens and pseudonyms of a sender with a client certificate, whatever their
 *     key; others' are left alone if a key of {@code pseudonym_keys} made them
 * @param route what {@code action: route} marks an item with
 * @param timeout how long one request may take; texts that are not searched by then are masked as a whole
 * @param maxDepth maps and arrays that lie deeper are masked as a whole
 * @param shadow true to count what would be done, and change nothing
 */
public record PiiConfig(
        @Default("replace") Action action,
        @Default("context") Confidence minimumConfidence,
        @Default("{}") Map<Detector, DetectorConfig> detectors,
        @Default("[]") List<RuleConfig> rules,
        @Default("[]") List<String> suppress,
        Paths paths,

        @Default("[service.*, k8s.*, cloud.*, host.name, host.id, host.type, host.arch, host.image.*, container.*,"
                + " deployment.*, telemetry.sdk.*, telemetry.distro.*, trace_id, span_id]")
        List<String> protectedKeys,

        Classes classes,
        @Default("[]") List<KeyConfig> pseudonymKeys,

        @Default("1m") @Range(min = 0, max = 86_400_000_000_000L)
        Duration keyReloadInterval,

        @Default("false") boolean exemptPrivateAddresses,
        @Default("true") boolean trustAuthenticatedSenders,
        Route route,

        @Default("1s") @Range(min = 1_000_000, max = 60_000_000_000L)
        Duration timeout,

        @Default("32") @Range(min = 1, max = 90) int maxDepth,
        @Default("false") boolean shadow)
        implements Checked {

    private static final int MAX_RULES = 200;

    public PiiConfig {
        detectors = Map.copyOf(detectors);
        rules = List.copyOf(rules);
        suppress = List.copyOf(suppress);
        protectedKeys = List.copyOf(protectedKeys);
        pseudonymKeys = List.copyOf(pseudonymKeys);
    }

    /**
     * The places to search, as {@code log.body}, {@code log.body.user.email}, {@code log.attributes.KEY}, {@code span.name}, {@code
     * span.events.attributes.KEY}, {@code resource.attributes.KEY}; see the documentation for all.
     *
     * @param include places with all that is below them, or patterns with {@code *} for whole places; empty is everywhere
     * @param exclude places, or patterns, that are not searched even so
     */
    public record Paths(
            @Default("[]") List<String> include,
            @Default("[]") List<String> exclude) implements Checked {
        public Paths {
            include = List.copyOf(include);
            exclude = List.copyOf(exclude);
        }

        boolean isEverywhere() {
            return include.isEmpty() && exclude.isEmpty();
        }

        @Override
        public void check(Problems problems) {
            check(include, problems.at("include"));
            check(exclude, problems.at("exclude"));
        }

        private static void check(List<String> entries, Problems problems) {
            for (int i = 0; i < entries.size(); i++) {
                String entry = entries.get(i);
                if (!PathPattern.isAnywhere(entry)) {
                    problems.error(
                            Integer.toString(i),
                            "\"" + entry + "\" matches no place of traces, metrics or logs",
                            "Did you mean \"" + PathPattern.nearest(entry) + "\"?");
                }
            }
        }
    }

    /**
     * Classes of items.
     *
     * @param attribute the attribute that names an item's class: its own, else its resource's. Items of the class {@code audit} are never
     *     dropped
     * @param policies by class, what is different
     */
    public record Classes(
            @Default("log.type") String attribute,
            @Default("{}") Map<String, ClassConfig> policies) {
        public Classes {
            policies = Map.copyOf(policies);
        }
    }

    /**
     * The mark of {@code action: route}.
     *
     * @param attribute key of the attribute that the item gets
     * @param value its value
     */
    public record Route(
            @Default("sluice.route") String attribute,
            @Default("quarantine") String value) {}

    @Override
    public void check(Problems problems) {
        KeyConfig.checkList(pseudonymKeys, problems.at("pseudonym_keys"));
        checkAction(action, "action", problems);
        detectors.forEach((detector, config) ->
                checkAction(config.action(), "action", problems.at("detectors").at(detector.configName())));
        classes.policies().forEach((name, config) -> {
            Problems place = problems.at("classes").at("policies").at(name);
            checkAction(config.action(), "action", place);
            config.detectors()
                    .forEach((detector, one) -> checkAction(
                            one.action(), "action", place.at("detectors").at(detector.configName())));
        });
        checkRules(problems.at("rules"));
        if (classes.attribute().isEmpty()) {
            problems.at("classes").error("attribute", "is empty", "Name the attribute that holds the class.");
        }
        if (route.attribute().isEmpty()) {
            problems.at("route").error("attribute", "is empty", "Name an attribute.");
        }
        if (shadow) {
            problems.warning(
                    "shadow",
                    "personal data is counted and passed on as it is",
                    "Remove it once the counts are right.");
        }
    }

    /** True if an action is that of some finding. */
    boolean uses(Action wanted) {
        return action == wanted
                || rules.stream().anyMatch(rule -> rule.action() == wanted)
                || uses(wanted, detectors)
                || classes.policies().values().stream()
                        .anyMatch(one -> one.action() == wanted || uses(wanted, one.detectors()));
    }

    private static boolean uses(Action wanted, Map<Detector, DetectorConfig> detectors) {
        return detectors.values().stream().anyMatch(one -> one.action() == wanted);
    }

    /** True if a finding below an item decides over the item. */
    boolean looksAhead() {
        return !shadow && (uses(Action.DROP_RECORD) || uses(Action.ROUTE));
    }

    private void checkRules(Problems problems) {
        if (rules.size() > MAX_RULES) {
            problems.error("", "there are " + rules.size() + " rules", "Have at most " + MAX_RULES + ".");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < rules.size(); i++) {
            RuleConfig rule = rules.get(i);
            Problems place = problems.at(Integer.toString(i));
            checkAction(rule.action(), "action", place);
            if (!names.add(rule.name().toLowerCase(Locale.ROOT))) {
                place.error("name", "\"" + rule.name() + "\" is there twice", "Give each rule a name of its own.");
            }
        }
    }

    private void checkAction(@Nullable Action what, String key, Problems problems) {
        if (what != null && what.needsKey() && pseudonymKeys.isEmpty()) {
            problems.error(
                    key,
                    what.name().toLowerCase(Locale.ROOT) + " needs a key",
                    "Set pseudonym_keys: [{id: k1, file: FILE}] with at least 32 random bytes.");
        }
    }
}
