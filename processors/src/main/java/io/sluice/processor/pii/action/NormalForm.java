package io.sluice.processor.pii.action;

import java.util.Arrays;

/**
 * A value as its tokens are made of it, the same for every spelling: decoded, ASCII for full-width forms; mails in lower case, numbers
 * without separators and in upper case, telephone numbers of Japan with 0 instead of +81. Reusable. Threads: one at a time.
 */
final class NormalForm {

    private static final int FIRST_CAPACITY = 128;
    private static final int LARGEST_KEPT = 1 << 16;
    private static final int MAX_UTF8_BYTES = 4;

    private final TextUnits units = new TextUnits();
    private byte[] array = new byte[FIRST_CAPACITY];
    private int length;

    /** Where the result is, from 0 to {@link #length}, until the next call. */
    byte[] array() {
        return array;
    }

    int length() {
        return length;
    }

    NormalForm set(byte[] from, int start, int end, Shape shape) {
        length = 0;
        if (array.length > LARGEST_KEPT) {
            array = new byte[FIRST_CAPACITY];
        }
        units.set(from, start, end);
        while (units.next()) {
            add(units.codePoint(), shape);
        }
        if (shape == Shape.PHONE) {
            nationalForm();
        }
        return this;
    }

    private void add(int c, Shape shape) {
        switch (shape) {
            case MAIL, ADDRESS -> append(c >= 'A' && c <= 'Z' ? c + 32 : c);
            case CARD, NUMBER -> appendIfAlphanumeric(c);
            case PHONE -> {
                if (c == '+' && length == 0) {
                    append(c);
                } else {
                    appendIfAlphanumeric(c);
                }
            }
            case SECRET, TEXT -> append(c);
        }
    }

    private void appendIfAlphanumeric(int c) {
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) {
            append(c);
        } else if (c >= 'a' && c <= 'z') {
            append(c - 32);
        }
    }

    private void append(int c) {
        if (array.length - length < MAX_UTF8_BYTES) {
            array = Arrays.copyOf(array, array.length * 2);
        }
        if (c < 0) {
            return;
        }
        if (c < 0x80) {
            array[length++] = (byte) c;
        } else if (c < 0x800) {
            array[length++] = (byte) (0xc0 | (c >> 6));
            array[length++] = (byte) (0x80 | (c & 0x3f));
        } else {
            if (c < 0x10000) {
                array[length++] = (byte) (0xe0 | (c >> 12));
            } else {
                array[length++] = (byte) (0xf0 | (c >> 18));
                array[length++] = (byte) (0x80 | ((c >> 12) & 0x3f));
            }
            array[length++] = (byte) (0x80 | ((c >> 6) & 0x3f));
            array[length++] = (byte) (0x80 | (c & 0x3f));
        }
    }

    /** +81 90 and +81 (0)90 are 090. */
    private void nationalForm() {
        if (length > 3 && array[0] == '+' && array[1] == '8' && array[2] == '1') {
            int rest = array[3] == '0' ? 4 : 3;
            array[0] = '0';
            System.arraycopy(array, rest, array, 1, length - rest);
            length -= rest - 1;
        }
    }
}
