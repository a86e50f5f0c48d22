package io.sluice.processor.edit;

import io.sluice.api.Ack;
import io.sluice.api.RequestContext;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Schema;
import io.sluice.pdata.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads and changes the messages of batches, one after the other. One per worker and processor; {@link #begin}, {@link #edit} for each
 * message that it {@linkplain #wants wants}, {@link #end}.
 *
 * <p>A message is shown after the one around it: the resource, the scope, then each span, its status, events and links, or each log record,
 * or each metric, its points, their exemplars. Several editors share a walk: each sees what the ones before it left of the very message,
 * but the messages around it may already bear the marks of later ones. So what an editor needs of a resource or scope it reads when it is
 * shown that one.
 *
 * <p>What it throws rejects the whole batch. Threads: one worker's.
 */
public interface RecordEditor {

    /** The points of metrics. */
    long POINTS = 1L << Schema.NUMBER_POINT
            | 1L << Schema.HISTOGRAM_POINT
            | 1L << Schema.EXPONENTIAL_HISTOGRAM_POINT
            | 1L << Schema.SUMMARY_POINT;

    /** Spans, log records and points. */
    long ITEMS = 1L << Schema.SPAN | 1L << Schema.LOG_RECORD | POINTS;

    /** Everything that can be shown. */
    long EVERYTHING = ITEMS
            | 1L << Schema.RESOURCE
            | 1L << Schema.SCOPE
            | 1L << Schema.EVENT
            | 1L << Schema.LINK
            | 1L << Schema.STATUS
            | 1L << Schema.METRIC
            | 1L << Schema.EXEMPLAR;

    /**
     * The messages to be shown: a bit {@code 1L << m} for each message {@code m} of {@link Schema}, of those in {@link #EVERYTHING}. Asked
     * once. Resource and scope are shown also where the bytes have none: as empty ones that come into being by an edit. A status that is
     * not there is not shown.
     */
    long wants();

    /**
     * The keys of all attributes that this editor looks for or changes, if they are few and known beforehand; null if it may look at any.
     * Asked once. If all editors of a walk name theirs, other attributes need not be noted, and {@link AttributeTable} may lack them.
     */
    default @Nullable List<AttributeKey> keys() {
        return null;
    }

    /**
     * A message that is not shown, one that holds others, has bytes in a field that the specification does not know; true to let them go. For
     * messages that are shown there is {@link EditedMessage#dropUnknown}.
     */
    default boolean dropUnknown() {
        return false;
    }

    /** A batch begins. Whatever an earlier one left behind, also one that failed halfway, is to be forgotten. */
    default void begin(Signal signal, RequestContext context, Payload payload) {}

    /** Reads and changes a message, which is valid during this call only. */
    void edit(EditedMessage message) throws MalformedException;

    /** The batch ended well: now is the time to count. */
    default void end() {}

    /**
     * A large batch is over, well or not. Arrays that grew with it, and those it came in, are to be let go: with what one worker keeps of
     * it, the heap could be found full, and no other batch come that would take its place.
     */
    default void forget() {}

    /** What items that this editor {@linkplain EditedMessage#drop drops} are counted as; lower_snake_case. */
    default String dropReason() {
        return "processor";
    }

    /**
     * Counts the items that this editor dropped of the batch that just ended; to be overridden where there are several reasons.
     *
     * @param items how many, at least 1: what is counted with {@code ack} comes to that
     */
    default void countDropped(int items, Ack ack) {
        ack.dropped(items, dropReason());
    }
}
