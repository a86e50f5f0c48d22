package io.sluice.processor.edit;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Schema;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireType;
import io.sluice.pdata.WireWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A message as an editor sees it: where it lies, its texts, its attributes, a log's body, with the edits made so far. Fields are named by
 * their numbers in the specification. Whatever is asked for is read when it is asked for first; to ask for {@link #attributes} first saves
 * a second reading.
 *
 * <p>Arrays that are given to setters are not copied and must keep those bytes until the batch is through: a constant, the original, or
 * {@link #scratch}. Owned by the walk, reused for the next message of its kind. Threads: one worker's.
 */
public final class EditedMessage {

    /** The field of a {@code LogRecord} that holds the body. */
    public static final int BODY = 5;

    private static final byte[] NOTHING = {};

    /** Takes a message that is looked at before it is shown. */
    @FunctionalInterface
    public interface Glance {
        /** Reads a message, which is valid during this call only. */
        void at(EditedMessage below) throws MalformedException;
    }

    /** So many messages below this one are remembered. */
    private static final int MAX_BELOW = 32;

    private final int message;
    private final int attributeField;
    private final int attributeTag;
    private final WireWriter scratch;
    private final AttributeTable table;
    private final WireReader reader = new WireReader();
    private byte[] array = NOTHING;
    private int from;
    private int end;
    private @Nullable EditedMessage parent;

    /** True if texts, and what is below, are noted when attributes are read: somebody wants these. */
    private boolean textsToo;

    private boolean used;
    private boolean textsRead;
    private boolean belowFound;
    private boolean attributesRead;
    private boolean dropped;
    private boolean unknownDropped;
    private int present; // a bit for each field number: texts and body that are there
    private int set; // those that were set
    private long children; // a bit for each message that is there below, if belowFound
    private final int[] below = new int[MAX_BELOW]; // where the fields of those begin, if belowFound
    private int belowCount; // more than MAX_BELOW if there are more
    private final byte[][] textArrays = new byte[Schema.MAX_FIELD + 1][];
    private final int[] textFrom = new int[Schema.MAX_FIELD + 1];
    private final int[] textEnd = new int[Schema.MAX_FIELD + 1];
    private final @Nullable EditedMessage[] glancedAt = new @Nullable EditedMessage[Schema.MESSAGES];

    /**
     * @param leadsFurther true if messages below are wanted, so that it saves time to know which there are
     * @param noted which attributes to note, as {@link EditorTable#noted} says
     */
    EditedMessage(int message, WireWriter scratch, boolean leadsFurther, long noted) {
        this.textsToo = leadsFurther;
        this.message = message;
        this.attributeField = Schema.attributesOf(message);
        this.attributeTag = attributeField << 3 | WireType.BYTES;
        this.scratch = scratch;
        this.table = new AttributeTable(scratch, noted);
        Arrays.fill(textArrays, NOTHING);
    }

    EditedMessage reset(byte[] bytes, int contentFrom, int contentEnd, @Nullable EditedMessage around) {
        used = true;
        array = bytes;
        from = contentFrom;
        end = contentEnd;
        parent = around;
        textsRead = false;
        belowFound = false;
        belowCount = 0;
        attributesRead = false;
        dropped = false;
        unknownDropped = false;
        present = 0;
        set = 0;
        children = 0;
        table.reset(bytes);
        return this;
    }

    /** Lets go of arrays. */
    void release() {
        if (!used) {
            return;
        }
        reset(NOTHING, 0, 0, null);
        used = false;
        table.release();
        Arrays.fill(textArrays, NOTHING);
        for (EditedMessage glanced : glancedAt) {
            if (glanced != null) {
                glanced.release();
            }
        }
    }

    /** Which message of {@link Schema} this is. */
    public int message() {
        return message;
    }

    /** The array that holds the message's content as it came. */
    public byte[] array() {
        return array;
    }

    /** Where its content begins. */
    public int from() {
        return from;
    }

    /** Where its content ends. */
    public int end() {
        return end;
    }

    /**
     * The message around it that can be shown: of an event the span, of a span the scope, of a scope the resource; null for a resource. To
     * be read only; it may bear the marks of later editors.
     */
    public @Nullable EditedMessage parent() {
        return parent;
    }

    /** The enclosing message of a kind, this one included; null if there is none. */
    public @Nullable EditedMessage enclosing(int kind) {
        EditedMessage at = this;
        while (at != null && at.message != kind) {
            at = at.parent;
        }
        return at;
    }

    /** Where bytes can be made that edits point at: what was appended stays where it is in {@code array()} of just after the writing. */
    public WireWriter scratch() {
        return scratch;
    }

    /** The attributes; of a metric its metadata, of an exemplar the filtered ones. */
    public AttributeTable attributes() {
        if (!attributesRead) {
            read(true);
        }
        return table;
    }

    /** True if an editor before changed an attribute. */
    public boolean hasAttributeEdits() {
        return table.isEdited();
    }

    /** True if the text is there; an empty one may be. */
    public boolean hasText(int field) {
        readTexts();
        return (present >>> field & 1) != 0;
    }

    /** The array that holds the text of a field. */
    public byte[] textArray(int field) {
        return hasText(field) ? textArrays[field] : NOTHING;
    }

    public int textFrom(int field) {
        return hasText(field) ? textFrom[field] : 0;
    }

    public int textEnd(int field) {
        return hasText(field) ? textEnd[field] : 0;
    }

    /** Puts a text, in UTF-8, in the place of the one that is there, or at the message's end. */
    public void setText(int field, byte[] bytes, int start, int stop) {
        if (Schema.kind(Schema.entry(message, field)) != Schema.STRING) {
            throw new IllegalArgumentException("field " + field + " of message " + message + " is no text");
        }
        put(field, bytes, start, stop);
    }

    /** True if this is a log record with a body. */
    public boolean hasBody() {
        return message == Schema.LOG_RECORD && hasText(BODY);
    }

    /** The array that holds the body: the content of an {@code AnyValue}. */
    public byte[] bodyArray() {
        return textArray(BODY);
    }

    public int bodyFrom() {
        return textFrom(BODY);
    }

    public int bodyEnd() {
        return textEnd(BODY);
    }

    /** Gives a log record another body: the content of an {@code AnyValue}. */
    public void setBody(byte[] bytes, int start, int stop) {
        if (message != Schema.LOG_RECORD) {
            throw new IllegalArgumentException("only log records have a body");
        }
        put(BODY, bytes, start, stop);
    }

    /**
     * For an editor that looks at the bytes of all fields itself: tells of a message below, so that the fields need not be read again for
     * it. To be called for each one in their order, and then {@link #endBelow}.
     *
     * @param child which message of {@link Schema} it is
     * @param start where its field begins
     */
    public void addBelow(int child, int start) {
        if (belowFound) {
            return;
        }
        children |= 1L << child;
        if (belowCount < MAX_BELOW) {
            below[belowCount] = start;
        }
        belowCount++;
    }

    /** There are no more messages below. */
    public void endBelow() {
        belowFound = true;
    }

    /** Takes back what {@link #addBelow} said: not all was looked at. */
    public void forgetBelow() {
        if (!belowFound) {
            children = 0;
            belowCount = 0;
        }
    }

    /**
     * Looks at messages right below this one as they came, before they are shown; what is edited in them is of no effect. They are the ones
     * that will be shown only if no editor before changes them: see {@link EditProcessor#looksAhead}.
     *
     * @param wanted which ones, a bit for each message of {@link Schema}
     */
    public void glanceBelow(long wanted, Glance glance) throws MalformedException {
        if (!mayHave(wanted)) {
            return;
        }
        int at = from;
        while (at < end && reader.reset(array, at, end).next()) {
            at = reader.valueEnd();
            int entry = Schema.entry(message, reader.fieldNumber());
            if (Schema.isMessage(entry)
                    && reader.wireType() == WireType.BYTES
                    && (wanted >>> Schema.child(entry) & 1) != 0) {
                glance.at(glanced(Schema.child(entry)).reset(array, reader.valueStart(), at, this));
            }
        }
    }

    private EditedMessage glanced(int child) {
        EditedMessage glanced = glancedAt[child];
        if (glanced == null) {
            glanced = new EditedMessage(child, scratch, false, AttributeTable.ALL);
            glancedAt[child] = glanced;
        }
        return glanced;
    }

    /** True if a text or the body is another one than the bytes have, or is there several times. */
    public boolean isEdited(int field) {
        return (set >>> field & 1) != 0;
    }

    /** True if a text or an attribute is another one than the bytes have, or fields are to go. */
    public boolean isEdited() {
        return hasTextEdits() || table.isEdited();
    }

    private void put(int field, byte[] bytes, int start, int stop) {
        readTexts();
        textArrays[field] = bytes;
        textFrom[field] = start;
        textEnd[field] = stop;
        present |= 1 << field;
        set |= 1 << field;
    }

    /** The last number of a field of wire type varint: a span's kind, a log's severity, a status' code. 0 if it is not there. */
    public long number(int field) throws MalformedException {
        long value = 0;
        reader.reset(array, from, end);
        while (reader.next()) {
            if (reader.fieldNumber() == field && reader.wireType() == WireType.VARINT) {
                value = reader.varint();
            }
        }
        return value;
    }

    /**
     * Takes the whole message away, and what is below it; later editors don't see it. With a resource or scope go all its items. What loses
     * the last of its items goes too.
     */
    public void drop() {
        dropped = true;
    }

    /** Takes away what the message has of bytes in fields that the specification does not know; what is around stays. */
    public void dropUnknown() {
        unknownDropped = true;
    }

    /** True for a field that goes with {@link #dropUnknown}. */
    boolean dropsUnknown(int number) {
        return unknownDropped && Schema.isUnknownBytes(message, number);
    }

    public boolean isDropped() {
        return dropped;
    }

    private void readTexts() {
        if (!textsRead) {
            textsToo = true;
            read(false);
        }
    }

    private void read(boolean withAttributes) {
        boolean withTexts = !textsRead && (textsToo || !withAttributes);
        textsRead |= withTexts;
        attributesRead |= withAttributes;
        byte[] bytes = array;
        int at = from;
        forgetBelow();
        while (at < end) {
            int start = at;
            int tag = bytes[at];
            if (withAttributes && tag == attributeTag) {
                at = table.addUsual(at, end, tag);
                if (at > start) {
                    continue;
                }
            }
            int number;
            int value;
            at = behindNumber(bytes, at, end);
            if (at > start) {
                continue;
            }
            if (tag >= 8 && (tag & 7) == WireType.BYTES && end - at >= 2 && bytes[at + 1] >= 0) {
                number = tag >>> 3;
                value = at + 2;
                at = value + bytes[at + 1];
            } else {
                value = readSlowly(at);
                at = reader.valueEnd();
                number = reader.fieldNumber();
                if (reader.wireType() != WireType.BYTES) {
                    continue;
                }
            }
            if (number == attributeField) {
                if (withAttributes) {
                    table.add(start, value, at);
                }
            } else if (withTexts) {
                note(number, start, value, at);
            }
        }
        belowFound |= withTexts;
    }

    /** Where a number ends that is a field in its usual form; {@code at} if that is none. */
    private static int behindNumber(byte[] array, int at, int end) {
        int tag = array[at];
        int value = at + 1;
        if (tag < 0) {
            if (end - at < 2 || array[value] <= 0) {
                return at;
            }
            value++;
        } else if (tag < 8) {
            return at;
        }
        int behind = switch (tag & 7) {
            case WireType.FIXED64 -> value + Long.BYTES;
            case WireType.FIXED32 -> value + Integer.BYTES;
            case WireType.VARINT -> value < end && array[value] >= 0 ? value + 1 : at;
            default -> at;
        };
        return behind <= end ? behind : at;
    }

    private int readSlowly(int at) {
        try {
            reader.reset(array, at, end).next();
            return reader.valueStart();
        } catch (MalformedException e) {
            throw new IllegalStateException("bytes came here without validation", e);
        }
    }

    private void note(int number, int field, int start, int stop) {
        int entry = Schema.entry(message, number);
        if (Schema.kind(entry) == Schema.STRING) {
            noteText(number, start, stop, false);
        } else if (Schema.isMessage(entry)) {
            int child = Schema.child(entry);
            addBelow(child, field);
            if (child == Schema.ANY_VALUE) {
                noteText(number, start, stop, true);
            }
        }
    }

    /** Of several texts the last one counts, several bodies are one in pieces; what decoders don't see goes. */
    private void noteText(int number, int start, int stop, boolean pieces) {
        int bit = 1 << number;
        boolean again = (present & bit) != 0;
        if (again && pieces) {
            int mark = scratch.length();
            scratch.raw(textArrays[number], textFrom[number], textEnd[number] - textFrom[number]);
            scratch.raw(array, start, stop - start);
            textArrays[number] = scratch.array();
            textFrom[number] = mark;
            textEnd[number] = scratch.length();
        } else {
            textArrays[number] = array;
            textFrom[number] = start;
            textEnd[number] = stop;
        }
        present |= bit;
        set |= again ? bit : 0;
    }

    /** True if a text or the body is to be written anew, or fields are to go. */
    boolean hasTextEdits() {
        return set != 0 || unknownDropped;
    }

    /** The fields of texts and body to be written anew, a bit for each. */
    int textEdits() {
        return set;
    }

    /** True if there may be messages of a set below this one. */
    boolean mayHave(long wanted) {
        return !belowFound || (children & wanted) != 0;
    }

    /** True if it is known where all messages below are. */
    boolean knowsBelow() {
        return belowFound && belowCount <= MAX_BELOW;
    }

    /** How many there are. */
    int belowCount() {
        return belowCount;
    }

    /** Where the field of one begins. */
    int below(int i) {
        return below[i];
    }

    int attributeField() {
        return attributeField;
    }

    /** The attributes without reading them: to be asked only for edits. */
    AttributeTable table() {
        return table;
    }
}
