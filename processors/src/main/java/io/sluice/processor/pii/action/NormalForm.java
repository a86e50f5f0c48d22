package io.sluice.processor.pii.action;

import io.sluice.processor.pii.detect.PlainText;

/**
 * A value as its tokens are made of it, the same for every spelling: {@linkplain PlainText plain}; mails and addresses in lower case, numbers
 * without separators and in upper case, telephone numbers of Japan with 0 instead of +81. Reusable. Threads: one at a time.
 */
final class NormalForm {

    private static final int FIRST_CAPACITY = 128;
    private static final int LARGEST_KEPT = 1 << 16;

    private final PlainText plain = new PlainText();
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
        plain.set(from, start, end);
        reserve(plain.end() - plain.from());
        length = 0;
        switch (shape) {
            case MAIL, ADDRESS -> addInLowerCase();
            case CARD, NUMBER -> addDigitsAndLetters();
            case PHONE -> {
                addPlus();
                addDigitsAndLetters();
                nationalForm();
            }
            case SECRET, TEXT -> {
                length = plain.end() - plain.from();
                System.arraycopy(plain.array(), plain.from(), array, 0, length);
            }
        }
        return this;
    }

    private void reserve(int capacity) {
        if (array.length < capacity || array.length > LARGEST_KEPT) {
            array = new byte[Math.max(FIRST_CAPACITY, capacity)];
        }
    }

    private void addInLowerCase() {
        for (int i = plain.from(); i < plain.end(); i++) {
            int c = plain.array()[i];
            array[length++] = (byte) (c >= 'A' && c <= 'Z' ? c + 32 : c);
        }
    }

    private void addDigitsAndLetters() {
        for (int i = plain.from(); i < plain.end(); i++) {
            int c = plain.array()[i];
            if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) {
                array[length++] = (byte) c;
            } else if (c >= 'a' && c <= 'z') {
                array[length++] = (byte) (c - 32);
            }
        }
    }

    private void addPlus() {
        if (plain.from() < plain.end() && plain.array()[plain.from()] == '+') {
            array[length++] = '+';
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
