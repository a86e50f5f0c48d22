package io.sluice.pdata.view;

import io.sluice.pdata.Schema;

/** Goes over a span's {@code Event}s. */
public final class EventView extends CursorView {

    private static final int TIME_UNIX_NANO = 1;
    private static final int NAME = 2;
    private static final int ATTRIBUTES = 3;
    private static final int DROPPED_ATTRIBUTES_COUNT = 4;

    private final Slice name = new Slice();
    private final AttributesView attributes = new AttributesView();

    public EventView() {
        super(Schema.EVENT);
    }

    public long timeUnixNano() {
        return number(TIME_UNIX_NANO);
    }

    public Slice name() {
        return slice(NAME, name);
    }

    /** Stands before the first attribute. */
    public AttributesView attributes() {
        attributes.over(this, ATTRIBUTES);
        return attributes;
    }

    public int droppedAttributesCount() {
        return (int) number(DROPPED_ATTRIBUTES_COUNT);
    }
}
