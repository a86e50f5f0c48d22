package io.sluice.pdata.view;

import io.sluice.pdata.Schema;

/** An {@code InstrumentationScope}: which library made the items. */
public final class ScopeView extends MessageView {

    private static final int NAME = 1;
    private static final int VERSION = 2;
    private static final int ATTRIBUTES = 3;
    private static final int DROPPED_ATTRIBUTES_COUNT = 4;

    private final Slice name = new Slice();
    private final Slice version = new Slice();
    private final AttributesView attributes = new AttributesView();

    public ScopeView() {
        super(Schema.SCOPE);
    }

    public Slice name() {
        return slice(NAME, name);
    }

    public Slice version() {
        return slice(VERSION, version);
    }

    public AttributesView attributes() {
        attributes.over(this, ATTRIBUTES);
        return attributes;
    }

    public int droppedAttributesCount() {
        return (int) number(DROPPED_ATTRIBUTES_COUNT);
    }
}
