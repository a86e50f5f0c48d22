package io.sluice.processor.pii.detect;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What was found in one text: ranges of indexes into the text's array, each with its detector and confidence. Reusable; allocates only
 * while it grows. Threads: one at a time.
 */
public final class Hits {

    private static final int FIRST_CAPACITY = 16;

    /** So many findings of one text are noted, in all its forms; of more than {@link #isOverfull} tells. */
    static final int MAX_SIZE = 1 << 17;

    private int[] starts = new int[FIRST_CAPACITY];
    private int[] ends = new int[FIRST_CAPACITY];
    private Detector[] detectors = new Detector[FIRST_CAPACITY];
    private Confidence[] confidences = new Confidence[FIRST_CAPACITY];
    /** Of findings that another detector takes as well; lost once they are resolved. */
    private @Nullable Detector[] others = new @Nullable Detector[FIRST_CAPACITY];

    private int size;
    private boolean overfull;
    private int formStart;
    private long[] order = {};

    public void clear() {
        size = 0;
        overfull = false;
        formStart = 0;
    }

    /** True if there are more findings in the text than are noted here: it can be masked as a whole only. */
    public boolean isOverfull() {
        return overfull;
    }

    public int size() {
        return size;
    }

    /** Says that what is added from here on are findings in another form of the text. */
    void beginForm() {
        formStart = size;
    }

    /** The first finding in the form of the text that is searched; those before it are places in another. */
    int formStart() {
        return formStart;
    }

    /** Adds a finding; {@code end} is behind its last byte. */
    public void add(int start, int end, Detector detector, Confidence confidence) {
        add(start, end, detector, confidence, null);
    }

    /**
     * Adds a finding that another detector takes as well.
     *
     * @param other the one whose finding it is if nothing is done to that of the first; null if there is none
     */
    void add(int start, int end, Detector detector, Confidence confidence, @Nullable Detector other) {
        if (size == MAX_SIZE) {
            overfull = true;
            return;
        }
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
            detectors = Arrays.copyOf(detectors, size * 2);
            confidences = Arrays.copyOf(confidences, size * 2);
            others = Arrays.copyOf(others, size * 2);
        }
        others[size] = other;
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

    /** The detector whose finding it is if nothing is done to that of {@link #detector}; null if there is none, or they are resolved. */
    public @Nullable Detector other(int i) {
        return others[i];
    }

    /** Makes of a finding that of its {@link #other} detector. */
    public void takeOther(int i) {
        Detector other = others[i];
        if (other != null) {
            detectors[i] = other;
            others[i] = null;
        }
    }

    /** Moves a finding, for instance from a rewritten text to the one it was made of. */
    public void move(int i, int start, int end) {
        starts[i] = start;
        ends[i] = end;
    }

    /**
     * Sorts by place and leaves no two that overlap: the more confident one stays, then the one of the earlier {@link Detector}, then the
     * longer. What only the loser covered is added to the winner, so that nothing that was found stays visible. Empty ones go.
     */
    public void resolve() {
        if (!isSorted()) {
            sort();
        }
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (starts[i] == ends[i] || (kept > 0 && isHost(kept - 1, i))) {
                continue;
            }
            if (kept > 0 && starts[i] < ends[kept - 1]) {
                merge(kept - 1, i);
            } else {
                set(kept++, starts[i], ends[i], detectors[i], confidences[i]);
            }
        }
        size = kept;
        Arrays.fill(others, 0, size, null);
    }

    /** True if {@code other} took the end of a URL's password, its @ and host for a mail address. */
    private boolean isHost(int kept, int other) {
        return detectors[other] == Detector.EMAIL
                && detectors[kept] == Detector.URL_CREDENTIALS
                && starts[other] <= ends[kept];
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

    private boolean isSorted() {
        for (int i = 1; i < size; i++) {
            if (starts[i - 1] > starts[i]) {
                return false;
            }
        }
        return true;
    }

    /** Through an order of start and number, so that a text full of findings of every kind takes no longer than it must. */
    private void sort() {
        if (order.length < size) {
            order = new long[starts.length];
        }
        for (int i = 0; i < size; i++) {
            order[i] = (long) starts[i] << Integer.SIZE | i;
        }
        Arrays.sort(order, 0, size);
        for (int i = 0; i < size; i++) {
            follow(i);
        }
    }

    /** Puts what belongs at {@code first} there, then what belongs where that was, and so on round the circle. */
    private void follow(int first) {
        int at = first;
        int start = starts[first];
        int end = ends[first];
        Detector detector = detectors[first];
        Confidence confidence = confidences[first];
        int from = (int) order[at];
        while (from != first) {
            set(at, starts[from], ends[from], detectors[from], confidences[from]);
            order[at] = at;
            at = from;
            from = (int) order[at];
        }
        order[at] = at;
        set(at, start, end, detector, confidence);
    }
}
