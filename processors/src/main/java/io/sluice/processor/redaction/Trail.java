package io.sluice.processor.redaction;

import io.sluice.pdata.WireWriter;
import io.sluice.processor.value.NumberText;

/** The way down to a value within values: {@code user.phones.[2]}. Threads: one at a time. */
final class Trail {

    private static final byte[] DOT = {'.'};
    private static final byte[] BRACKETS = {'[', ']'};

    private final WireWriter path = new WireWriter(128);
    private final NumberText numbers = new NumberText();
    private int steps;

    void clear() {
        steps = 0;
        path.reset();
    }

    /** Steps down to a key; the result leads {@link #back} again. */
    int enter(byte[] key, int from, int end) {
        int mark = path.length();
        dot();
        path.raw(key, from, end - from);
        return mark;
    }

    /** Steps down to an element of an array. */
    int enter(int index) {
        int mark = path.length();
        dot();
        path.raw(BRACKETS, 0, 1);
        numbers.append(index, path);
        path.raw(BRACKETS, 1, 1);
        return mark;
    }

    private void dot() {
        if (steps++ > 0) {
            path.raw(DOT, 0, 1);
        }
    }

    void back(int mark) {
        steps--;
        path.truncate(mark);
    }

    byte[] array() {
        return path.array();
    }

    int length() {
        return path.length();
    }
}
