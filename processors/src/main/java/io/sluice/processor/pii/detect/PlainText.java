package io.sluice.processor.pii.detect;

/**
 * A text as the search sees it at last: two layers of escapes resolved, ASCII for full-width forms and hyphens, nothing that can't be seen.
 * The same for every way to write it. Reusable. Threads: one at a time.
 */
public final class PlainText {

    private final Normalizer first = new Normalizer();
    private final Normalizer second = new Normalizer();
    private byte[] array = {};
    private int from;
    private int end;

    public PlainText set(byte[] textArray, int textFrom, int textEnd) {
        array = textArray;
        from = textFrom;
        end = textEnd;
        if (run(first)) {
            run(second);
        }
        return this;
    }

    private boolean run(Normalizer layer) {
        if (!Normalizer.mayChange(array, from, end) || !layer.run(array, from, end)) {
            return false;
        }
        array = layer.array();
        from = 0;
        end = layer.length();
        return true;
    }

    /** Where the text is, from {@link #from} to {@link #end}, until the next call. */
    public byte[] array() {
        return array;
    }

    public int from() {
        return from;
    }

    public int end() {
        return end;
    }
}
