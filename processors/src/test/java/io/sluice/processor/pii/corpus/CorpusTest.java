package io.sluice.processor.pii.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.processor.pii.detect.Confidence;
import io.sluice.processor.pii.detect.Detector;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the search for personal data finds in the labelled corpus, and what it finds where nothing is. Prints figures per detector:
 *
 * <pre>mvn -pl processors test -Dtest=CorpusTest</pre>
 */
class CorpusTest {

    private static final Set<Detector> ALL = EnumSet.allOf(Detector.class);
    private static final double STRONG_RECALL = 1;
    private static final double OTHER_RECALL = 0.99;
    private static final double MAX_INEXACT = 0.01;
    private static final int RECORDS = 100_000;
    private static final int ALTERED_RECORDS = 1;

    private static final Map<Seed, List<Example>> POSITIVES = new EnumMap<>(Seed.class);

    private static List<Example> positives(Seed seed) {
        return POSITIVES.computeIfAbsent(seed, Positives::of);
    }

    @ParameterizedTest
    @EnumSource
    void findsWhatIsLabelled(Seed seed) {
        List<Example> positives = positives(seed);

        Score score = new Score(ALL).addAll(positives);

        System.out.println(Report.of(seed, score, positives));
        Map<Kind, List<Example>> labels = positives.stream().collect(groupingBy(Example::kind));
        Map<Kind, List<Example>> missed = score.missed().stream().collect(groupingBy(Example::kind));
        for (Kind kind : labels.keySet()) {
            List<Example> lost = missed.getOrDefault(kind, List.of());
            double recall = 1 - (double) lost.size() / labels.get(kind).size();
            assertThat(recall)
                    .as(() -> kind.name() + System.lineSeparator() + Report.show(lost))
                    .isGreaterThanOrEqualTo(bar(kind));
        }
    }

    private static double bar(Kind kind) {
        return kind.grade() == Confidence.STRONG ? STRONG_RECALL : OTHER_RECALL;
    }

    @ParameterizedTest
    @EnumSource
    void findsNothingBesideTheLabels(Seed seed) {
        Score score = new Score(ALL).addAll(positives(seed));

        assertThat((double) score.inexact().size() / positives(seed).size())
                .as(() -> Report.show(score.inexact()))
                .isLessThan(MAX_INEXACT);
        assertThat(score.extra()).as(() -> Report.show(score.extra())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void hidesSomethingOfEachDetectorOnlyIfItIsOn(Detector detector) {
        List<Example> labels = positives(Seed.DEVELOPMENT).stream()
                .filter(example -> example.kind().detector() == detector)
                .toList();
        Set<Detector> others = EnumSet.complementOf(EnumSet.of(detector));

        Score.Tally tally = new Score(others).addAll(labels).tally(detector);

        assertThat(labels.size()).isGreaterThan(100);
        assertThat(tally.found).isZero();
        assertThat((double) tally.covered / tally.labels).isLessThan(OTHER_RECALL);
    }

    @ParameterizedTest
    @EnumSource
    void holdsThousandsOfPositivesMostlyOfIndependentLibraries(Seed seed) {
        List<Example> positives = positives(seed);

        assertThat(positives).hasSizeGreaterThanOrEqualTo(10_000);
        assertThat(positives.stream().filter(example -> example.source().isIndependent()))
                .hasSizeGreaterThanOrEqualTo(positives.size() / 2);
        assertThat(positives.stream().map(Example::place)).contains(Place.values());
        assertThat(positives.stream().map(Example::source)).contains(Source.values());
    }

    @ParameterizedTest
    @EnumSource
    void leavesHardNegativesAlone(Seed seed) {
        List<Negative> negatives = HardNegatives.of(seed);
        Score score = new Score(ALL);
        List<String> altered = new ArrayList<>();

        for (Negative negative : negatives) {
            addFindings(score, negative, altered);
        }

        System.out.println(
                seed.pool() + " seed: " + altered.size() + " of " + negatives.size() + " hard negatives altered");
        assertThat(negatives).hasSizeGreaterThanOrEqualTo(10_000);
        assertThat(altered.size()).as(() -> some(altered)).isLessThanOrEqualTo(negatives.size() / 10_000);
    }

    @ParameterizedTest
    @EnumSource
    void leavesRecordsWithoutPersonalDataAlone(Seed seed) {
        Score score = new Score(ALL);
        List<String> altered = new ArrayList<>();

        CleanRecords.forEach(seed, RECORDS, record -> {
            List<String> found = new ArrayList<>();
            record.texts().forEach(text -> addFindings(score, text, found));
            if (!found.isEmpty()) {
                altered.add(found.getFirst());
            }
        });

        System.out.println(
                seed.pool() + " seed: " + altered.size() + " of " + RECORDS + " records without personal data altered");
        assertThat(altered.size()).as(() -> some(altered)).isLessThanOrEqualTo(ALTERED_RECORDS);
    }

    private static String some(List<String> altered) {
        return String.join(System.lineSeparator(), altered.subList(0, Math.min(20, altered.size())));
    }

    private static void addFindings(Score score, Negative negative, List<String> found) {
        var hits = score.scan(negative.key(), negative.text());
        if (hits.size() > 0) {
            String text = new String(negative.text(), hits.start(0), hits.end(0) - hits.start(0), UTF_8);
            found.add(hits.detector(0) + " " + text + " in " + new String(negative.text(), UTF_8));
        }
    }
}
