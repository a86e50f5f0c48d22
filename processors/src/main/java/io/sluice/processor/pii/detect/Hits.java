package io.sluice.processor.pii.detect;

import java.util.Arrays;

/**
 * What was found in one text: ranges of indexes into the text's array, each with its detector and confidence. Reusable; allocates only
 * while it grows. Threads: one at a time.
 */
public final class Hits {

    private static final int FIRST_CAPACITY = 16;

    private int[] starts = new int[FIRST_CAPACITY];
    private int[] ends = new int[FIRST_CAPACITY];
    private Detector[] detectors = new Detector[FIRST_CAPACITY];
    private Confidence[] confidences = new Confidence[FIRST_CAPACITY];
    private int size;

    public void clear() {
        size = 0;
    }

    public int size() {
        return size;
    }

    /** Adds a finding; {@code end} is behind its last byte. */
    public void add(int start, int end, Detector detector, Confidence confidence) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
            detectors = Arrays.copyOf(detectors, size * 2);
            confidences = Arrays.copyOf(confidences, size * 2);
        }
        set(size++, start, end, detector, confidence);
    }

    private void set(int i, int start, int end, Detector detector, Confidence confidence) {
        starts[i] = start;
        ends[i] = end;
        detectors[i] = detector;
        confidences[i] = confidence;
    }

    public int start(int i) {
        return starts[i];
    }

    public int end(int i) {
        return ends[i];
    }

    public Detector detector(int i) {
        return detectors[i];
    }

    public Confidence confidence(int i) {
        return confidences[i];
    }

    /** Moves a finding, for instance from a rewritten text to the one it was made of. */
    public void move(int i, int start, int end) {
        starts[i] = start;
        ends[i] = end;
    }

    /**
     * Sorts by place and leaves no two that overlap: the more confident one stays, then the one of the earlier {@link Detector}, then the
     * longer. What only the loser covered is added to the winner, so that nothing that was found stays visible.
     */
    public void resolve() {
        sort();
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (kept > 0 && starts[i] < ends[kept - 1]) {
                merge(kept - 1, i);
            } else {
                set(kept++, starts[i], ends[i], detectors[i], confidences[i]);
            }
        }
        size = kept;
    }

    private void merge(int kept, int other) {
        int surer = confidences[other].compareTo(confidences[kept]);
        boolean otherWins = surer > 0 || (surer == 0 && detectors[other].compareTo(detectors[kept]) < 0);
        int winner = otherWins ? other : kept;
        set(
                kept,
                Math.min(starts[kept], starts[other]),
                Math.max(ends[kept], ends[other]),
                detectors[winner],
                confidences[winner]);
    }

    /** By insertion: findings come nearly in order, and seldom more than a few. */
    private void sort() {
        for (int i = 1; i < size; i++) {
            int start = starts[i];
            int end = ends[i];
            Detector detector = detectors[i];
            Confidence confidence = confidences[i];
            int at = i - 1;
            while (at >= 0 && starts[at] > start) {
                set(at + 1, starts[at], ends[at], detectors[at], confidences[at]);
                at--;
            }
            set(at + 1, start, end, detector, confidence);
        }
    }
}
