package io.sluice.processor.pii.corpus;

import io.sluice.processor.pii.detect.Confidence;
import io.sluice.processor.pii.detect.Detector;
import io.sluice.processor.pii.detect.Hits;
import io.sluice.processor.pii.detect.KeyDictionary;
import io.sluice.processor.pii.detect.MaskedTokens;
import io.sluice.processor.pii.detect.TextScanner;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What a set of detectors finds of labelled texts. */
final class Score {

    private static final byte[] NO_KEY = {};
    private static final MaskedTokens.Genuine NOTHING_GENUINE = (_, _, _) -> false;

    private final Map<Detector, Tally> tallies = new EnumMap<>(Detector.class);
    private final List<Example> missed = new ArrayList<>();
    private final List<Example> inexact = new ArrayList<>();
    private final List<Example> extra = new ArrayList<>();
    private final Set<Detector> enabled;
    private final TextScanner scanner;
    private final Hits hits = new Hits();

    /** Of one detector's labels. */
    static final class Tally {
        int labels;
        /** The whole span is covered, by findings of the right detector. */
        int found;
        /** By one finding with the label's bounds. */
        int exact;
        /** The whole span is covered, by whatever finding. */
        int covered;
        /** Findings of this detector where no label is. */
        int extra;

        double recall() {
            return labels == 0 ? 1 : (double) found / labels;
        }
    }

    Score(Set<Detector> enabled) {
        this.enabled = enabled;
        this.scanner = new TextScanner(EnumSet.copyOf(enabled));
    }

    /** Counts what is found of labelled texts. */
    Score addAll(List<Example> examples) {
        examples.forEach(this::add);
        return this;
    }

    private void add(Example example) {
        scan(example.key(), example.text());
        Detector detector = example.kind().detector();
        Tally tally = tally(detector);
        tally.labels++;
        boolean found = isCovered(example, hit -> hits.detector(hit) == detector);
        boolean exact = false;
        for (int i = 0; i < hits.size(); i++) {
            boolean overlaps = hits.start(i) < example.end() && hits.end(i) > example.start();
            exact |= hits.start(i) == example.start() && hits.end(i) == example.end();
            if (!overlaps) {
                tally(hits.detector(i)).extra++;
                extra.add(example);
            }
        }
        tally.found += found ? 1 : 0;
        tally.exact += found && exact ? 1 : 0;
        tally.covered += isCovered(example, _ -> true) ? 1 : 0;
        if (!found) {
            missed.add(example);
        } else if (!exact) {
            inexact.add(example);
        }
    }

    /** True if findings of whatever detectors cover a label. */
    boolean covers(Example example) {
        scan(example.key(), example.text());
        return isCovered(example, _ -> true);
    }

    private boolean isCovered(Example example, Predicate<Integer> counts) {
        int at = example.start();
        for (int i = 0; i < hits.size(); i++) {
            if (counts.test(i) && hits.start(i) <= at) {
                at = Math.max(at, hits.end(i));
            }
        }
        return at >= example.end();
    }

    /** The findings in a text, and in the name of its key; valid until the next call. */
    Hits scan(byte[] key, byte[] text) {
        scanner.scan(text, 0, text.length, key, 0, key.length, NOTHING_GENUINE, hits);
        Detector named = KeyDictionary.find(key, 0, key.length);
        if (named != null && enabled.contains(named) && hits.size() == 0) {
            hits.add(0, text.length, named, Confidence.STRONG);
        }
        return hits;
    }

    Hits scan(byte[] text) {
        return scan(NO_KEY, text);
    }

    Tally tally(Detector detector) {
        return tallies.computeIfAbsent(detector, _ -> new Tally());
    }

    /** Not found by the right detector, or not wholly. */
    List<Example> missed() {
        return missed;
    }

    /** Found, with other bounds. */
    List<Example> inexact() {
        return inexact;
    }

    /** With a finding where none belongs; once for each. */
    List<Example> extra() {
        return extra;
    }
}
