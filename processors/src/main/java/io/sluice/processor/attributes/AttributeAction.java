package io.sluice.processor.attributes;

import io.sluice.api.RequestContext;
import io.sluice.pdata.MalformedException;
import io.sluice.processor.edit.AttributeTable;
import io.sluice.processor.edit.EditedMessage;

/** One action. Threads: one worker's. */
interface AttributeAction {

    /** A batch of a request begins. */
    default void begin(RequestContext context) {}

    /** Changes the attributes of a message. */
    void apply(EditedMessage message, AttributeTable table) throws MalformedException;
}
