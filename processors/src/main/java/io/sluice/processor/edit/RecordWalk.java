package io.sluice.processor.edit;

import io.sluice.api.RequestContext;
import io.sluice.pdata.BufferPool;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.MetricData;
import io.sluice.pdata.OtlpBytes;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Schema;
import io.sluice.pdata.Signal;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a payload once, shows messages to editors, and plans the result as it goes. Messages below which nobody wants anything are
 * not entered; a message that nobody changed becomes part of the run of original bytes around it.
 *
 * <p>Resource and scope are looked for before anything else in the message that holds them, so that editors see them first wherever they
 * stand; if they come in pieces, as protobuf allows, they are put together.
 *
 * <p>Reusable. Threads: one worker's.
 */
final class RecordWalk {

    /** Below a message, an item that counts was dropped. */
    private static final int LOST = 1;

    /** Below a message, something that holds items, or may, stays. */
    private static final int KEPT = 2;

    /** The message itself goes. */
    private static final int DROPPED = 4;

    /** The field of {@code ResourceSpans} and {@code ScopeSpans}, and of their likes, that holds the resource or scope. */
    private static final int DESCRIPTION = 1;

    private final EditorTable editors;
    private final Rewrite rewrite = new Rewrite();
    private final EditedMessage[] messages = new EditedMessage[Schema.MESSAGES];
    private final WireReader[] readers = new WireReader[Schema.MESSAGES];
    private byte[] array = {};

    RecordWalk(List<? extends RecordEditor> editors) {
        this.editors = new EditorTable(editors);
        long noted = EditorTable.noted(editors);
        for (int message = 0; message < Schema.MESSAGES; message++) {
            messages[message] = new EditedMessage(message, rewrite.scratch(), this.editors.wantsBelow(message), noted);
            readers[message] = new WireReader();
        }
    }

    /** Who was at work last: the rank of an editor, -1 if none was. */
    int editorAtWork() {
        return editors.atWork();
    }

    /** Items that an editor dropped in the last batch. */
    int dropped(int editor) {
        return editors.dropped(editor);
    }

    /** Shows a payload to the editors; null if nothing changes, else the changed bytes. */
    @Nullable
    Payload edit(Signal signal, RequestContext context, Payload payload, BufferPool pool) throws MalformedException {
        array = payload.array();
        rewrite.begin(payload, pool);
        try {
            editors.begin(signal, context, payload);
            walk(Schema.root(signal), payload.offset(), payload.end(), null, null, true);
            editors.end();
            return rewrite.changes() == 0 ? null : rewrite.write(payload.end());
        } finally {
            array = new byte[0];
            rewrite.reset();
            for (EditedMessage message : messages) {
                message.release();
            }
        }
    }

    /**
     * Plans the content of a message of the original.
     *
     * @param self the message if it is one that can have edits
     * @param around what messages below have as their parent
     * @param counts false in data of a metric that decoders don't see
     * @return {@link #LOST} and {@link #KEPT} as they apply
     */
    private int walk(
            int message,
            int from,
            int end,
            @Nullable EditedMessage self,
            @Nullable EditedMessage around,
            boolean counts)
            throws MalformedException {
        int countsFrom = message == Schema.METRIC ? MetricData.countsFrom(array, from, end) : from;
        if (self != null && self.knowsBelow() && !self.isEdited()) {
            return walkBelow(message, self, end, counts, countsFrom);
        }
        WireReader field = readers[message].reset(array, from, end);
        if (self != null) {
            rewrite.beginFields(self);
        }
        int found = 0;
        while (field.next()) {
            if (field.wireType() == WireType.BYTES && !(self != null && rewrite.field(self, field))) {
                found |= field(message, field, around, counts, countsFrom);
            }
        }
        if (self != null) {
            rewrite.endFields(self);
        }
        return found;
    }

    /** Plans the content of a message that stays as it is but for messages below, and knows where those are. */
    private int walkBelow(int message, EditedMessage self, int end, boolean counts, int countsFrom)
            throws MalformedException {
        WireReader field = readers[message];
        int found = 0;
        for (int i = 0; i < self.belowCount(); i++) {
            if (field.reset(array, self.below(i), end).next()) {
                found |= field(message, field, self, counts, countsFrom);
            }
        }
        return found;
    }

    private int field(int message, WireReader field, @Nullable EditedMessage around, boolean counts, int countsFrom)
            throws MalformedException {
        int entry = Schema.entry(message, field.fieldNumber());
        if (!Schema.isMessage(entry)) {
            dropUnknown(message, field);
            return 0;
        }
        boolean seen = field.fieldStart() >= countsFrom;
        int effect =
                editors.isWay(Schema.child(entry)) ? enter(entry, field, around, counts && seen) : untouched(entry);
        return seen ? effect : 0;
    }

    private void dropUnknown(int message, WireReader field) {
        boolean unknown = field.wireType() == WireType.BYTES
                && !EditorTable.isShowable(message)
                && Schema.isUnknownBytes(message, field.fieldNumber());
        if (unknown && editors.dropUnknown()) {
            rewrite.leaveOut(field.fieldStart(), field.valueEnd());
        }
    }

    private static boolean holdsItems(int entry) {
        return Schema.kind(entry) == Schema.ITEM || Schema.leadsToItems(entry);
    }

    private static int untouched(int entry) {
        return holdsItems(entry) && Schema.kind(entry) != Schema.ONE_OF ? KEPT : 0;
    }

    private int enter(int entry, WireReader field, @Nullable EditedMessage around, boolean counts)
            throws MalformedException {
        int child = Schema.child(entry);
        int start = field.fieldStart();
        int from = field.valueStart();
        int end = field.valueEnd();
        EditedMessage shown = null;
        boolean deeper = editors.wantsBelow(child);
        if (EditorTable.isShowable(child)) {
            shown = messages[child].reset(array, from, end, around);
            if (!editors.show(shown)) {
                rewrite.leaveOut(start, end);
                editors.countDropped(counts ? itemsOf(entry, from, end) : 0);
                return holdsItems(entry) ? LOST : 0;
            }
            deeper = deeper && shown.mayHave(editors.ways());
            if (!deeper && !shown.isEdited()) {
                return untouched(entry);
            }
        }
        return enter(entry, field, shown, shown != null ? shown : around, deeper, counts);
    }

    private int enter(
            int entry,
            WireReader field,
            @Nullable EditedMessage shown,
            @Nullable EditedMessage around,
            boolean deeper,
            boolean counts)
            throws MalformedException {
        int child = Schema.child(entry);
        int start = field.fieldStart();
        int from = field.valueStart();
        int end = field.valueEnd();
        boolean oneOf = Schema.kind(entry) == Schema.ONE_OF;
        int mark = rewrite.open(field.fieldNumber(), start, from);
        int found;
        if (isHolder(child)) {
            found = holder(child, from, end, around);
        } else if (shown != null && !deeper && !shown.hasTextEdits()) {
            rewrite.attributes(shown);
            found = 0;
        } else {
            found = walk(child, from, end, shown, around, counts);
        }
        if (found == DROPPED || (found == LOST && !oneOf)) {
            rewrite.cancel(mark);
            rewrite.leaveOut(start, end);
            return LOST;
        }
        rewrite.close(mark, end);
        return oneOf ? found : untouched(entry);
    }

    private int itemsOf(int entry, int from, int end) throws MalformedException {
        return switch (Schema.kind(entry)) {
            case Schema.ITEM -> 1;
            default -> holdsItems(entry) ? OtlpBytes.countIn(Schema.child(entry), array, from, end) : 0;
        };
    }

    /** True for the messages that hold a resource or scope and what belongs to it. */
    private static boolean isHolder(int message) {
        return message >= Schema.RESOURCE_SPANS && message <= Schema.SCOPE_LOGS;
    }

    private int holder(int message, int from, int end, @Nullable EditedMessage around) throws MalformedException {
        EditedMessage description = messages[Schema.child(Schema.entry(message, DESCRIPTION))];
        int pieces = locate(message, from, end, description, around);
        if (!editors.show(description)) {
            editors.countDropped(OtlpBytes.countIn(message, array, from, end));
            return DROPPED;
        }
        boolean edited = pieces > 1 || description.isEdited();
        if (edited && pieces == 0) {
            rewrite.detached(description, DESCRIPTION, from);
        }
        if (!edited && !editors.wantsBelow(message)) {
            return KEPT;
        }
        WireReader field = readers[message].reset(array, from, end);
        int found = 0;
        int piece = 0;
        while (field.next()) {
            int entry = Schema.entry(message, field.fieldNumber());
            if (field.wireType() != WireType.BYTES || !Schema.isMessage(entry)) {
                dropUnknown(message, field);
                continue;
            }
            if (field.fieldNumber() != DESCRIPTION) {
                found |= editors.isWay(Schema.child(entry)) ? enter(entry, field, description, true) : KEPT;
            } else if (edited) {
                description(description, field, pieces, piece++);
            }
        }
        return found;
    }

    /** Where the resource or scope is; says in how many pieces. */
    private int locate(int message, int from, int end, EditedMessage description, @Nullable EditedMessage around)
            throws MalformedException {
        WireReader field = readers[message].reset(array, from, end);
        int pieces = 0;
        description.reset(array, from, from, around);
        while (field.next()) {
            if (!field.isBytes(DESCRIPTION)) {
                continue;
            }
            pieces++;
            if (pieces == 1) {
                description.reset(array, field.valueStart(), field.valueEnd(), around);
            } else {
                rewrite.join(description, array, field.valueStart(), field.valueEnd());
            }
        }
        return pieces;
    }

    private void description(EditedMessage description, WireReader field, int pieces, int piece)
            throws MalformedException {
        if (pieces == 1) {
            enterDescription(description, field);
            return;
        }
        rewrite.leaveOut(field.fieldStart(), field.valueEnd());
        if (piece == 0) {
            rewrite.detached(description, DESCRIPTION, field.valueEnd());
        }
    }

    private void enterDescription(EditedMessage description, WireReader field) throws MalformedException {
        int mark = rewrite.open(DESCRIPTION, field.fieldStart(), field.valueStart());
        rewrite.content(description);
        rewrite.close(mark, field.valueEnd());
    }
}
