package io.sluice.processor.pii;

import io.sluice.api.Clock;
import io.sluice.api.TextExplainer;
import io.sluice.api.telemetry.Meter;
import io.sluice.pdata.WireWriter;
import io.sluice.processor.pii.action.PseudonymKeys;
import io.sluice.processor.pii.detect.Confidence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows what a configuration of {@code pii} does to texts. */
final class PiiExplainer implements TextExplainer, TextMasker.Observer {

    private static final String ATTRIBUTES = ".attributes.";

    private record Found(int start, Finding finding) {}

    private final PiiConfig config;
    private final PiiTools tools;
    private final Effects effects = new Effects();
    private final WireWriter replaced = new WireWriter(256);
    private final List<Found> found = new ArrayList<>();

    /** @param keys null if the configuration has none */
    PiiExplainer(PiiConfig config, @Nullable PseudonymKeys keys) {
        this.config = config;
        this.tools = new PiiTools(config, keys, Meter.NOOP, Clock.SYSTEM, "pii", "items", this);
    }

    @Override
    public Explanation explain(String text, Place place) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] key = place.key().getBytes(StandardCharsets.UTF_8);
        found.clear();
        effects.clear();
        effects.routable(true);
        tools.texts.beginBatch(false);
        tools.deadline.begin();
        byte[] path = place.name().getBytes(StandardCharsets.UTF_8);
        if (!tools.path.isSearched(path, 0, path.length)) {
            return new Explanation(text, List.of());
        }
        boolean changed =
                tools.texts.mask(policy(place), verdict(place, key), key, 0, key.length, utf8, 0, utf8.length, effects);
        String after = changed
                ? new String(
                        tools.texts.array(),
                        tools.texts.from(),
                        tools.texts.end() - tools.texts.from(),
                        StandardCharsets.UTF_8)
                : text;
        boolean gone = effects.isRecordDropped()
                || (effects.isAttributeDropped() && !place.key().isEmpty());
        found.sort(Comparator.comparingInt(Found::start));
        List<Finding> findings = found.stream().map(Found::finding).toList();
        if (config.shadow()) {
            return new Explanation(text, findings);
        }
        return gone
                ? new Explanation("", findings.stream().map(PiiExplainer::gone).toList())
                : new Explanation(after, findings);
    }

    private static Finding gone(Finding finding) {
        return new Finding(finding.rule(), finding.confidence(), finding.action(), finding.before(), "");
    }

    private Policy policy(Place place) {
        String name = place.attributes().get(config.classes().attribute());
        if (name == null) {
            return tools.rules.usual();
        }
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        Policy policy = tools.rules.ofClass(utf8, 0, utf8.length);
        return policy == null ? tools.rules.usual() : policy;
    }

    /** Attributes may be protected, entries of maps may not. */
    private KeyVerdict verdict(Place place, byte[] key) {
        if (key.length == 0) {
            return tools.rules.attributes().none();
        }
        KeyVerdicts verdicts =
                place.name().endsWith(ATTRIBUTES + place.key()) ? tools.rules.attributes() : tools.rules.entries();
        return verdicts.of(key, 0, key.length);
    }

    @Override
    public void found(Treatment treatment, @Nullable Confidence confidence, byte[] array, int start, int end) {
        String before = new String(array, start, end - start, StandardCharsets.UTF_8);
        replaced.reset();
        if (treatment.masks(effects)) {
            treatment.write(array, start, end, replaced);
        }
        String after = treatment.masks(effects)
                ? new String(replaced.array(), 0, replaced.length(), StandardCharsets.UTF_8)
                : before;
        found.add(new Found(
                start,
                new Finding(
                        treatment.source(),
                        confidence == null ? "" : confidence.name().toLowerCase(Locale.ROOT),
                        treatment.action().name().toLowerCase(Locale.ROOT),
                        before,
                        after)));
    }
}
