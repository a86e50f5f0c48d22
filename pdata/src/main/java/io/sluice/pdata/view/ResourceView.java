package io.sluice.pdata.view;

import io.sluice.pdata.Schema;

/** A {@code Resource}: who sent the items. */
public final class ResourceView extends MessageView {

    private static final int ATTRIBUTES = 1;
    private static final int DROPPED_ATTRIBUTES_COUNT = 2;
    private static final int ENTITY_REFS = 3;

    private final AttributesView attributes = new AttributesView();
    private final EntityRefView entityRefs = new EntityRefView();

    public ResourceView() {
        super(Schema.RESOURCE);
    }

    public AttributesView attributes() {
        attributes.over(this, ATTRIBUTES);
        return attributes;
    }

    public int droppedAttributesCount() {
        return (int) number(DROPPED_ATTRIBUTES_COUNT);
    }

    public EntityRefView entityRefs() {
        entityRefs.over(this, ENTITY_REFS);
        return entityRefs;
    }
}
