package io.sluice.processor.attributes;

import io.sluice.api.RequestContext;
import io.sluice.pdata.MalformedException;
import io.sluice.processor.edit.AttributeKey;
import io.sluice.processor.edit.AttributeTable;
import io.sluice.processor.edit.EditedMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One action. Threads: one worker's. */
interface AttributeAction {

    /** A batch of a request begins. */
    default void begin(RequestContext context) {}

    /** The keys of all attributes that the action looks for or changes; null if that cannot be said beforehand. */
    default @Nullable List<AttributeKey> keys() {
        return null;
    }

    /** Changes the attributes of a message. */
    void apply(EditedMessage message, AttributeTable table) throws MalformedException;
}
