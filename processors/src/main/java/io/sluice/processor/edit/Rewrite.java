package io.sluice.processor.edit;

import io.sluice.pdata.BufferPool;
import io.sluice.pdata.CopyPlan;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Schema;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireType;
import io.sluice.pdata.WireWriter;

/**
 * The plan of the result while the walk goes on: what the walk passes is copied, what is edited is written beside it, and the lengths of
 * messages around are put in when they are closed.
 *
 * <p>Reusable. Threads: one worker's.
 */
final class Rewrite {

    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int STACK = 16;
    private static final int KEPT_BYTES = 1 << 20;
    private static final int KEPT_ENTRIES = 1 << 17;

    private final WireWriter scratch = new WireWriter(1024);
    private final WireReader reader = new WireReader();
    private WireWriter inserted = new WireWriter(1024);
    private CopyPlan plan = new CopyPlan();
    private int run; // what is not planned yet begins here
    private boolean detached; // true if that is in the inserted bytes
    private int changes;

    // Of messages that are open: the state before.
    private final int[] sizes = new int[STACK];
    private final long[] bytes = new long[STACK];
    private final int[] runs = new int[STACK];
    private final int[] changesBefore = new int[STACK];
    private final long[] contents = new long[STACK];
    private final int[] slots = new int[STACK];
    private int depth;

    // Of the message whose fields are passed, which has edits; those below it have theirs in between.
    private final int[] nextAttribute = new int[Schema.MESSAGES];
    private final int[] textsLeft = new int[Schema.MESSAGES];

    /** Where editors make bytes. */
    WireWriter scratch() {
        return scratch;
    }

    void begin(int from) {
        run = from;
        detached = false;
        changes = 0;
        depth = 0;
    }

    void reset() {
        if (inserted.array().length > KEPT_BYTES || plan.capacity() > KEPT_ENTRIES) {
            inserted = new WireWriter(1024);
            plan = new CopyPlan();
        }
        inserted.reset();
        plan.clear();
        scratch.reset(KEPT_BYTES);
    }

    /** How many edits there were. */
    int changes() {
        return changes;
    }

    Payload write(byte[] original, BufferPool pool) {
        return plan.write(original, inserted.array(), pool);
    }

    /** Plans to copy what lies before an index and is not planned yet. */
    void copyTo(int end) {
        if (detached) {
            plan.inserted(run, end - run);
        } else {
            plan.original(run, end);
        }
        run = end;
    }

    void leaveOut(int from, int end) {
        copyTo(from);
        run = end;
        changes++;
    }

    /**
     * Begins a message, whose field is at {@code start} and content at {@code from}.
     *
     * @return a mark for {@link #close} or {@link #cancel}
     */
    int open(int start, int from) {
        int mark = depth++;
        sizes[mark] = plan.size();
        bytes[mark] = plan.bytes();
        runs[mark] = run;
        changesBefore[mark] = changes;
        copyTo(start);
        run = from;
        slots[mark] = plan.reserve();
        contents[mark] = plan.bytes();
        return mark;
    }

    /** Ends a message, the walk is at its content's end. If nothing changed in it, it never was there. */
    void close(int mark, int number) {
        if (changes == changesBefore[mark]) {
            cancel(mark);
            return;
        }
        depth = mark;
        int start = inserted.length();
        inserted.tag(number, WireType.BYTES).varint(plan.bytes() - contents[mark]);
        plan.fillWithInserted(slots[mark], start, inserted.length() - start);
    }

    /** Forgets what was planned since a message began. */
    void cancel(int mark) {
        depth = mark;
        plan.truncate(sizes[mark], bytes[mark]);
        run = runs[mark];
    }

    /** Adds bytes to the end of a message that is in pieces so far, or in one. */
    void join(EditedMessage message, byte[] array, int from, int end) {
        int start = inserted.length();
        byte[] before = message.array();
        inserted.raw(before, message.from(), message.end() - message.from()).raw(array, from, end - from);
        message.reset(inserted.array(), start, inserted.length(), message.parent());
    }

    /** Writes a message that is not in one piece in the original: one that was joined, or an empty one. */
    void detached(EditedMessage message, int number) throws MalformedException {
        int runBefore = run;
        int slot = plan.reserve();
        long before = plan.bytes();
        detached = true;
        run = message.from();
        content(message);
        detached = false;
        run = runBefore;
        int start = inserted.length();
        inserted.tag(number, WireType.BYTES).varint(plan.bytes() - before);
        plan.fillWithInserted(slot, start, inserted.length() - start);
        changes++;
    }

    /** Plans the content of a message below which nothing is shown. */
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
        endFields(message, message.end());
    }

    /** Plans the content of a message in which only attributes are edited. */
    void attributes(EditedMessage message) {
        AttributeTable table = message.table();
        int originals = table.originals();
        for (int i = 0; i < originals; i++) {
            if (table.isEdited(i)) {
                attribute(message, table, i);
            }
        }
        copyTo(message.end());
        appended(message, table);
    }

    private void attribute(EditedMessage message, AttributeTable table, int i) {
        leaveOut(table.fieldStart(i), table.fieldEnd(i));
        if (!table.isDeleted(i)) {
            int start = inserted.length();
            write(message, table, i);
            plan.inserted(start, inserted.length() - start);
        }
    }

    private void appended(EditedMessage message, AttributeTable table) {
        int start = inserted.length();
        for (int i = table.originals(); i < table.size(); i++) {
            if (!table.isDeleted(i)) {
                write(message, table, i);
                changes++;
            }
        }
        plan.inserted(start, inserted.length() - start);
    }

    private void write(EditedMessage message, AttributeTable table, int i) {
        int keyFrom = table.keyFrom(i);
        int keyLength = table.keyEnd(i) - keyFrom;
        int valueFrom = table.valueFrom(i);
        int valueLength = table.valueEnd(i) - valueFrom;
        int length =
                2 + WireWriter.varintLength(keyLength) + keyLength + WireWriter.varintLength(valueLength) + valueLength;
        inserted.tag(message.attributeField(), WireType.BYTES)
                .varint(length)
                .bytesField(KEY, table.keyArray(i), keyFrom, keyLength)
                .bytesField(VALUE, table.valueArray(i), valueFrom, valueLength);
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
                int i = nextAttribute[message.message()]++;
                if (table.isEdited(i)) {
                    attribute(message, table, i);
                }
            }
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
        int start = inserted.length();
        inserted.bytesField(number, message.textArray(number), from, message.textEnd(number) - from);
        plan.inserted(start, inserted.length() - start);
        changes++;
    }

    /** The walk has passed all fields. */
    void endFields(EditedMessage message, int end) {
        copyTo(end);
        for (int number = 1; number <= Schema.MAX_FIELD; number++) {
            text(message, number);
        }
        appended(message, message.table());
    }
}
