package io.sluice.pdata.view;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Schema;

/** Goes over {@code KeyValue}s: attributes, or the entries of a list. */
public final class AttributesView extends CursorView {

    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int KEY_STRINDEX = 3;

    private final Slice key = new Slice();
    private final AnyValueView value = new AnyValueView();

    public AttributesView() {
        super(Schema.KEY_VALUE);
    }

    public Slice key() {
        return slice(KEY, key);
    }

    /** The key's index in a table of texts, which only profiles have; else 0. */
    public int keyIndex() {
        return (int) number(KEY_STRINDEX);
    }

    /** False if there is none at all; an empty one is there and {@link AnyValueView.Kind#NONE}. */
    public boolean hasValue() {
        return has(VALUE);
    }

    public AnyValueView value() throws MalformedException {
        value.resetTo(this, VALUE);
        return value;
    }
}
