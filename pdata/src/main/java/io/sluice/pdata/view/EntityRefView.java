package io.sluice.pdata.view;

import io.sluice.pdata.Schema;

/** Goes over the {@code EntityRef}s of a resource. */
public final class EntityRefView extends CursorView {

    private static final int SCHEMA_URL = 1;
    private static final int TYPE = 2;
    private static final int ID_KEYS = 3;
    private static final int DESCRIPTION_KEYS = 4;

    private final Slice schemaUrl = new Slice();
    private final Slice type = new Slice();
    private final TextsView idKeys = new TextsView();
    private final TextsView descriptionKeys = new TextsView();

    public EntityRefView() {
        super(Schema.ENTITY_REF);
    }

    public Slice schemaUrl() {
        return slice(SCHEMA_URL, schemaUrl);
    }

    public Slice type() {
        return slice(TYPE, type);
    }

    /** Keys of the resource's attributes that identify the entity. */
    public TextsView idKeys() {
        return idKeys.over(this, ID_KEYS);
    }

    /** Keys of the resource's attributes that describe it. */
    public TextsView descriptionKeys() {
        return descriptionKeys.over(this, DESCRIPTION_KEYS);
    }
}
