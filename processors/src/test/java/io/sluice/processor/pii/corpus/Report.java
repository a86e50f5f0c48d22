package io.sluice.processor.pii.corpus;

import io.sluice.processor.pii.detect.Detector;
import java.util.List;
import java.util.Locale;

/** Figures per detector, as a table for people. */
final class Report {

    private static final String HEAD = "%-18s %7s %7s %8s %7s %8s %6s%n"
            .formatted("detector", "labels", "found", "recall", "exact", "covered", "extra");

    private Report() {}

    static String of(Seed seed, Score score, List<Example> examples) {
        StringBuilder text = new StringBuilder();
        long independent = examples.stream()
                .filter(example -> example.source().isIndependent())
                .count();
        text.append("%n%s seed: %d positives, %d of them with values of independent libraries%n"
                .formatted(seed.pool(), examples.size(), independent));
        text.append(HEAD);
        for (Detector detector : Detector.values()) {
            Score.Tally tally = score.tally(detector);
            text.append(String.format(
                    Locale.ROOT,
                    "%-18s %7d %7d %7.2f%% %7d %8d %6d%n",
                    detector.configName(),
                    tally.labels,
                    tally.found,
                    100 * tally.recall(),
                    tally.exact,
                    tally.covered,
                    tally.extra));
        }
        return text.toString();
    }

    /** Some examples, for people to see why. */
    static String show(List<Example> examples) {
        StringBuilder text = new StringBuilder();
        for (Example example : examples.subList(0, Math.min(20, examples.size()))) {
            text.append(example.show()).append(System.lineSeparator());
        }
        return text.toString();
    }
}
