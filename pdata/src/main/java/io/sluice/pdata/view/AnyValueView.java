package io.sluice.pdata.view;

import io.sluice.pdata.Schema;

/**
 * An {@code AnyValue}. Arrays and lists are entered with a view of the caller's, which so decides how deep it goes; valid requests are at
 * most {@value io.sluice.pdata.OtlpBytes#MAX_DEPTH} messages deep.
 */
public final class AnyValueView extends CursorView {

    /** Which of its members a value is. */
    public enum Kind {
        /** No value, or an empty one. */
        NONE,
        STRING,
        BOOL,
        INT,
        DOUBLE,
        ARRAY,
        KVLIST,
        BYTES,
        /** A text that is given as its index in a table of texts, which only profiles have. */
        STRING_INDEX
    }

    private static final int STRING_VALUE = 1;
    private static final int BOOL_VALUE = 2;
    private static final int INT_VALUE = 3;
    private static final int DOUBLE_VALUE = 4;
    private static final int ARRAY_VALUE = 5;
    private static final int KVLIST_VALUE = 6;
    private static final int BYTES_VALUE = 7;
    private static final int STRING_VALUE_STRINDEX = 8;
    private static final int VALUES = 1;

    private static final Kind[] KINDS = Kind.values();

    private final Slice slice = new Slice();

    public AnyValueView() {
        super(
                Schema.ANY_VALUE,
                STRING_VALUE,
                BOOL_VALUE,
                INT_VALUE,
                DOUBLE_VALUE,
                ARRAY_VALUE,
                KVLIST_VALUE,
                BYTES_VALUE,
                STRING_VALUE_STRINDEX);
    }

    public Kind kind() {
        return KINDS[member()];
    }

    /** The text of a {@link Kind#STRING}; empty for others. */
    public Slice stringValue() {
        return slice(STRING_VALUE, slice);
    }

    /** The content of {@link Kind#BYTES}; empty for others. */
    public Slice bytesValue() {
        return slice(BYTES_VALUE, slice);
    }

    /** The value of a {@link Kind#BOOL}; false for others. */
    public boolean boolValue() {
        return number(BOOL_VALUE) != 0;
    }

    /** The value of an {@link Kind#INT}; 0 for others. */
    public long intValue() {
        return number(INT_VALUE);
    }

    /** The value of a {@link Kind#DOUBLE}; 0 for others. */
    public double doubleValue() {
        return decimal(DOUBLE_VALUE);
    }

    /** The index of a {@link Kind#STRING_INDEX}; 0 for others. */
    public int stringIndex() {
        return (int) number(STRING_VALUE_STRINDEX);
    }

    /** Leads another view before the first element of an {@link Kind#ARRAY}; others have none. */
    public void array(AnyValueView elements) {
        elements.inside(this, ARRAY_VALUE, VALUES);
    }

    /** Leads a view before the first entry of a {@link Kind#KVLIST}; others have none. */
    public void kvlist(AttributesView entries) {
        entries.inside(this, KVLIST_VALUE, VALUES);
    }
}
