package io.sluice.processor.edit;

import io.sluice.pdata.BufferPool;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.PayloadTooLargeException;
import io.sluice.pdata.Schema;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireType;
import io.sluice.pdata.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the result while the walk goes on. Nothing is written before the first edit: then all that was passed, with room for the lengths
 * of the messages that are open. From there on what the walk passes is copied, and an edit is written in its place.
 *
 * <pre>
 *   original  ....[tag length [.....[tag length [ fields  x
 *                  not begun         not begun            the first edit begins both
 * </pre>
 *
 * <p>A message that ends as it began costs nothing. One whose new length takes more or fewer bytes than the old one is moved.
 *
 * <p>Reusable. Threads: one worker's.
 */
final class Rewrite {

    private static final int STACK = 16;
    private static final int KEPT_BYTES = 1 << 20;
    private static final byte[] NOTHING = {};

    /** Room for what comes in, beside an eighth of the original. */
    private static final int MORE_BYTES = 1024;

    private final WireWriter scratch = new WireWriter(1024);
    private final WireReader reader = new WireReader();
    private final WireWriter out = new WireWriter(16);
    private @Nullable Payload lent; // what the result is written to, once there is an edit
    private BufferPool pool = BufferPool.UNPOOLED;
    private byte[] source = NOTHING;
    private int sourceLength;
    private int run; // what is not copied yet begins here
    private int changes;

    // Of messages that are open: where the field and its content begin, what was there before, and once they are begun,
    // where they begin
    // in the result.
    private final int[] starts = new int[STACK];
    private final int[] contents = new int[STACK];
    private final int[] numbers = new int[STACK];
    private final int[] changesBefore = new int[STACK];
    private final int[] runs = new int[STACK];
    private final int[] written = new int[STACK];
    private final int[] writtenContents = new int[STACK];
    private int depth;
    private int begun; // so many of them, the outer ones

    // Of the message whose fields are passed, which has edits; those below it have theirs in between.
    private final int[] nextAttribute = new int[Schema.MESSAGES];
    private final int[] textsLeft = new int[Schema.MESSAGES];

    /** Where editors make bytes. */
    WireWriter scratch() {
        return scratch;
    }

    /** @param buffers where the result's array is from */
    void begin(Payload payload, BufferPool buffers) {
        pool = buffers;
        source = payload.array();
        sourceLength = payload.length();
        run = payload.offset();
        changes = 0;
        depth = 0;
        begun = 0;
    }

    void reset() {
        if (lent != null) {
            lent.release();
            lent = null;
        }
        source = NOTHING;
        out.begin(NOTHING);
        scratch.reset(KEPT_BYTES);
    }

    /** How many edits there were. */
    int changes() {
        return changes;
    }

    /** The result; the walk is at the original's {@code end}. */
    Payload write(int end) {
        copyTo(end);
        Payload begunIn = lent;
        if (begunIn == null || isOutgrown(begunIn)) {
            return Payload.of(out.array(), 0, out.length());
        }
        lent = null;
        return begunIn.withLength(out.length());
    }

    @SuppressWarnings("ReferenceEquality") // the very array
    private boolean isOutgrown(Payload payload) {
        return out.array() != payload.array();
    }

    private void copyTo(int end) {
        if (end != run) {
            out.raw(source, run, end - run);
            run = end;
        }
    }

    /** Begins to write, if that has not happened, and all messages that are open. */
    private void change() {
        changes++;
        if (lent == null) {
            Payload result = pool.acquire((int)
                    Math.min(PayloadTooLargeException.MAX_BYTES, sourceLength + (long) sourceLength / 8 + MORE_BYTES));
            lent = result;
            out.begin(result.offset() == 0 ? result.array() : new byte[result.length()]);
        }
        while (begun < depth) {
            int i = begun++;
            copyTo(starts[i]);
            written[i] = out.length();
            out.room(numbers[i], contents[i] - starts[i]);
            writtenContents[i] = out.length();
            run = contents[i];
        }
    }

    void leaveOut(int from, int end) {
        change();
        copyTo(from);
        run = end;
    }

    /**
     * Begins a message, whose field is at {@code start} and content at {@code from}.
     *
     * @return a mark for {@link #close} or {@link #cancel}
     */
    int open(int number, int start, int from) {
        int mark = depth++;
        numbers[mark] = number;
        starts[mark] = start;
        contents[mark] = from;
        changesBefore[mark] = changes;
        runs[mark] = run;
        written[mark] = out.length();
        return mark;
    }

    /** Ends a message whose content ends at {@code end}. */
    void close(int mark, int end) {
        depth = mark;
        if (changes != changesBefore[mark]) {
            begun = mark;
            copyTo(end);
            out.closeRoom(numbers[mark], written[mark], writtenContents[mark]);
        }
    }

    /** Forgets what was written since a message began. */
    void cancel(int mark) {
        depth = mark;
        if (begun > mark) {
            begun = mark;
            out.truncate(written[mark]);
            run = starts[mark];
        } else {
            run = runs[mark];
        }
    }

    /** Adds bytes to the end of a message that is in pieces so far, or in one. */
    void join(EditedMessage message, byte[] array, int from, int end) {
        int start = scratch.length();
        scratch.raw(message.array(), message.from(), message.end() - message.from());
        scratch.raw(array, from, end - from);
        message.reset(scratch.array(), start, scratch.length(), message.parent());
    }

    /** Writes a message that is not in one piece in the original, here: one that was joined, or an empty one. */
    void detached(EditedMessage message, int number, int here) throws MalformedException {
        change();
        copyTo(here);
        byte[] sourceBefore = source;
        int runBefore = run;
        int mark = out.openMessage(number);
        source = message.array();
        run = message.from();
        content(message);
        copyTo(message.end());
        out.closeMessage(mark);
        source = sourceBefore;
        run = runBefore;
    }

    /** Writes the content of a message below which nothing is shown. */
    void content(EditedMessage message) throws MalformedException {
        if (!message.hasTextEdits()) {
            attributes(message);
            return;
        }
        beginFields(message);
        reader.reset(message.array(), message.from(), message.end());
        while (reader.next()) {
            if (reader.wireType() == WireType.BYTES) {
                field(message, reader);
            }
        }
        endFields(message);
    }

    /** Writes the content of a message in which only attributes are edited. */
    void attributes(EditedMessage message) {
        AttributeTable table = message.table();
        if (table.isEdited()) {
            int behind = table.behindEdited();
            for (int i = table.firstEdited(); i < behind; i++) {
                if (table.isEdited(i)) {
                    attribute(message, table, i);
                }
            }
            appended(message, table);
        }
    }

    private void attribute(EditedMessage message, AttributeTable table, int i) {
        leaveOut(table.fieldStart(i), table.fieldEnd(i));
        if (!table.isDeleted(i)) {
            table.write(i, message.attributeField(), out);
        }
    }

    private void appended(EditedMessage message, AttributeTable table) {
        for (int i = table.originals(); i < table.size(); i++) {
            if (!table.isDeleted(i)) {
                change();
                copyTo(message.end());
                table.write(i, message.attributeField(), out);
            }
        }
    }

    /** The walk begins to pass the fields of a message that may have edits. */
    void beginFields(EditedMessage message) {
        nextAttribute[message.message()] = 0;
        textsLeft[message.message()] = message.textEdits();
    }

    /** The walk passes a length-delimited field; true if it is one that edits can be in, and so is done with. */
    boolean field(EditedMessage message, WireReader field) {
        int number = field.fieldNumber();
        if (number == message.attributeField()) {
            AttributeTable table = message.table();
            if (table.isEdited()) {
                int i = nextAttribute[message.message()];
                if (i < table.originals() && table.fieldStart(i) == field.fieldStart()) {
                    nextAttribute[message.message()]++;
                    if (table.isEdited(i)) {
                        attribute(message, table, i);
                    }
                }
            }
            return true;
        }
        if (message.dropsUnknown(number)) {
            leaveOut(field.fieldStart(), field.valueEnd());
            return true;
        }
        if (number > Schema.MAX_FIELD || (message.textEdits() >>> number & 1) == 0) {
            return false;
        }
        leaveOut(field.fieldStart(), field.valueEnd());
        text(message, number);
        return true;
    }

    /** Writes a text unless it was. */
    private void text(EditedMessage message, int number) {
        int kind = message.message();
        if ((textsLeft[kind] >>> number & 1) == 0) {
            return;
        }
        textsLeft[kind] &= ~(1 << number);
        int from = message.textFrom(number);
        out.bytesField(number, message.textArray(number), from, message.textEnd(number) - from);
    }

    /** The walk has passed all fields. */
    void endFields(EditedMessage message) {
        if (textsLeft[message.message()] != 0) {
            change();
            copyTo(message.end());
            for (int number = 1; number <= Schema.MAX_FIELD; number++) {
                text(message, number);
            }
        }
        appended(message, message.table());
    }
}
