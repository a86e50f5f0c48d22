package io.sluice.processor.pii.detect;

/**
 * How a text reads if what it is written in is resolved: its normal form, the normal form of that, and so on, for texts in texts are escaped
 * several times. Knows where in the text each byte of a form was. {@link #begin}, then {@link #next} until there is none. Reusable. Threads:
 * one at a time.
 */
public final class NormalForms {

    /** Layers of escapes that are resolved. */
    private static final int MAX_FORMS = 6;

    /** Layers that are resolved of a longer text than {@link #SHORT}; each takes three times as much memory as the text. */
    private static final int MAX_FORMS_OF_LONG = 2;

    private static final int SHORT = 1 << 20;

    /** Each is made of the one before, the first of the text. */
    private final Normalizer[] forms = new Normalizer[MAX_FORMS];

    private byte[] array = {};
    private int from;
    private int end;
    private int most;
    private int made;

    public NormalForms() {
        for (int i = 0; i < MAX_FORMS; i++) {
            forms[i] = new Normalizer();
        }
    }

    /** Begins with a text. */
    public NormalForms begin(byte[] textArray, int textFrom, int textEnd) {
        array = textArray;
        from = textFrom;
        end = textEnd;
        most = end - from <= SHORT ? MAX_FORMS : MAX_FORMS_OF_LONG;
        made = 0;
        return this;
    }

    /** Makes the next form; false if the last one is its own, or if it is the last that is made. */
    public boolean next() {
        boolean another = made < most
                && (made == 0
                        ? forms[0].run(array, from, end)
                        : forms[made].run(forms[made - 1].array(), 0, forms[made - 1].length()));
        made += another ? 1 : 0;
        return another;
    }

    /** The form that was made last. */
    Normalizer last() {
        return forms[made - 1];
    }

    /** The array that holds the form that was made last from 0 on. */
    public byte[] array() {
        return last().array();
    }

    public int length() {
        return last().length();
    }

    /** Where in the text the byte at an index of the last form began. */
    public int sourceStart(int index) {
        int source = index;
        for (int i = made - 1; i >= 0; i--) {
            source = forms[i].sourceStart(source);
        }
        return source;
    }

    /** Where in the text what is before an index of the last form ended. */
    public int sourceEnd(int index) {
        int source = index;
        for (int i = made - 1; i >= 0; i--) {
            source = forms[i].sourceEnd(source);
        }
        return source;
    }

    /** The first index of the last form whose byte began at or behind a place in the text: behind an escape in whose midst that is. */
    int indexAtOrBehind(int source) {
        int index = source;
        for (int i = 0; i < made; i++) {
            index = forms[i].indexAtOrBehind(index);
        }
        return index;
    }

    /** Lets go of forms that are large, which are in the way of what is written next; true if any was. */
    public boolean trim() {
        boolean large = false;
        for (int i = 0; i < made; i++) {
            large |= forms[i].trim();
        }
        return large;
    }
}
