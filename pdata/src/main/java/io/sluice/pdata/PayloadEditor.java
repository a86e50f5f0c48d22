package io.sluice.pdata;

import org.jspecify.annotations.Nullable;

/**
 * Edits a payload on its bytes: {@link #begin}, then edits, in any order, while the caller reads the original, then {@link #apply}, which
 * writes the result once. What no edit touches keeps its bytes, its order and its unknown fields; of the rest only lengths change.
 *
 * <p>A place is named by where the content of a length-delimited field begins in the original's array, as {@link WireReader#valueStart}
 * says it: of an item, an attribute, an event, an {@code AnyValue}, a text. No two fields share one, empty ones included.
 *
 * <p>Edits that meet:
 *
 * <ul>
 *   <li>What is inside something that is dropped, replaced or cleared is moot, whichever came first.
 *   <li>At one place {@link #drop} wins, then the last {@link #replaceContent} or {@link #replaceValue}, then the others together.
 *   <li>Of two edits that set or clear the same field of the same message the last wins.
 *   <li>What is appended stays, in the order of the calls, behind what was there, even if the field is cleared as well.
 * </ul>
 *
 * <p>Resources, scopes and metrics that lose their last item, or scope or metric, by edits go with it, and the edits in them; those that
 * never had one stay. A data point counts only if decoders see it: the last kind of data in a metric makes earlier ones void. Void data
 * can be edited as well and never comes to count again.
 *
 * <p>Reusable; allocates nothing but the result once its arrays are large enough. Threads: one at a time. The payload must stay as it is
 * from {@link #begin} to {@link #apply}. Keys, text and values are copied when the edit is made; they must be valid, which is not checked.
 */
public final class PayloadEditor {

    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int LOG_BODY = 5;

    /** Arrays that are larger are not kept. */
    private static final int KEPT_BYTES = 1 << 20;

    private static final int KEPT_ENTRIES = 1 << 17;

    private WireWriter inserted = new WireWriter(1024);
    private EditList edits = new EditList();
    private CopyPlan plan = new CopyPlan();
    private EditWalk walk = new EditWalk(edits, plan, inserted);
    private Signal signal = Signal.TRACES;
    private @Nullable Payload payload;

    /**
     * Starts over with a payload that {@link OtlpBytes#validate full validation} accepted; it stays the caller's. Edits that were not
     * applied are forgotten.
     */
    public PayloadEditor begin(Signal signal, Payload payload) {
        reset();
        this.signal = signal;
        this.payload = payload;
        return this;
    }

    /** Forgets the payload and the edits. */
    public void reset() {
        payload = null;
        if (inserted.array().length > KEPT_BYTES || edits.capacity() > KEPT_ENTRIES || plan.capacity() > KEPT_ENTRIES) {
            inserted = new WireWriter(1024);
            edits = new EditList();
            plan = new CopyPlan();
            walk = new EditWalk(edits, plan, inserted);
        }
        inserted.reset();
        edits.clear();
        plan.clear();
    }

    /**
     * Takes a whole field away: an item, a metric, an attribute, an event, an exemplar, an element of an array.
     *
     * @param place where its content begins
     */
    public void drop(int place) {
        edits.add(place, EditList.DROP, 0, 0, 0);
    }

    /**
     * Puts bytes in place of the content of a length-delimited field: of a text, or of a whole message.
     *
     * @param place where the content begins
     */
    public void replaceContent(int place, byte[] from, int offset, int length) {
        int start = inserted.length();
        inserted.raw(from, offset, length);
        edits.add(place, EditList.REPLACE, 0, start, length);
    }

    /**
     * Puts a value in place of an {@code AnyValue}, at any depth: of an attribute, of a log's body, inside arrays and lists.
     *
     * <p>Where protobuf would merge it with another field - an attribute with several values - use {@link #setValue} or {@link #setBody}.
     *
     * @param place where the {@code AnyValue}'s content begins
     */
    public void replaceValue(int place, AnyValueBuffer value) {
        replaceContent(place, value.array(), 0, value.length());
    }

    /**
     * Makes a value an attribute's only one, also if it had none or several.
     *
     * @param place where the content of the {@code KeyValue} begins
     */
    public void setValue(int place, AnyValueBuffer value) {
        set(place, EditList.SET_VALUE, VALUE, value.array(), 0, value.length());
    }

    /**
     * Renames an attribute.
     *
     * @param place where the content of the {@code KeyValue} begins
     */
    public void setKey(int place, byte[] from, int offset, int length) {
        setText(place, KEY, from, offset, length);
    }

    /**
     * Makes a value the only body of a log, also if it had none.
     *
     * @param place where the content of the {@code LogRecord} begins
     */
    public void setBody(int place, AnyValueBuffer value) {
        set(place, EditList.SET_VALUE, LOG_BODY, value.array(), 0, value.length());
    }

    /**
     * Makes a text the only one in a message's field of text or bytes, also if it had none: a span's name, a status' message. It is
     * written where the first one was, else at the message's end.
     *
     * @param place where the message's content begins
     * @param field the field's number; the members of {@code AnyValue} cannot be set so
     */
    public void setText(int place, int field, byte[] from, int offset, int length) {
        set(place, EditList.SET_TEXT, field, from, offset, length);
    }

    /**
     * Takes all fields of a number out of a message. Those of another wire type than the specification's are unknown fields and stay.
     *
     * @param place where the message's content begins
     */
    public void clear(int place, int field) {
        checkField(field);
        edits.add(place, EditList.CLEAR, field, 0, 0);
    }

    /**
     * Adds an attribute behind those that are there, whatever their keys.
     *
     * @param place where the owner's content begins
     * @param key in UTF-8
     */
    public void append(AttributeOwner owner, int place, byte[] key, AnyValueBuffer value) {
        append(EditList.APPEND, owner, place, key, value);
    }

    /**
     * Adds an attribute to the resource of a {@code ResourceSpans}, {@code ResourceMetrics} or {@code ResourceLogs} that has none. All
     * that are added so go into one new {@code Resource} at its end; if there is one after all, decoders merge the two.
     *
     * @param place where the content of that message, not of the resource, begins
     * @param key in UTF-8
     */
    public void appendToAbsentResource(int place, byte[] key, AnyValueBuffer value) {
        append(EditList.CREATE, AttributeOwner.RESOURCE, place, key, value);
    }

    /**
     * As {@link #appendToAbsentResource}, for the scope of a {@code ScopeSpans}, {@code ScopeMetrics} or {@code ScopeLogs}.
     *
     * @param place where the content of that message, not of the scope, begins
     * @param key in UTF-8
     */
    public void appendToAbsentScope(int place, byte[] key, AnyValueBuffer value) {
        append(EditList.CREATE, AttributeOwner.SCOPE, place, key, value);
    }

    private void append(int kind, AttributeOwner owner, int place, byte[] key, AnyValueBuffer value) {
        int field = owner.fieldNumber();
        int start = inserted.length();
        int attribute = inserted.openMessage(field);
        inserted.bytesField(KEY, key, 0, key.length).bytesField(VALUE, value.array(), 0, value.length());
        inserted.closeMessage(attribute);
        edits.add(place, kind, field, start, inserted.length() - start);
    }

    private void set(int place, int kind, int field, byte[] from, int offset, int length) {
        checkField(field);
        int start = inserted.length();
        inserted.bytesField(field, from, offset, length);
        edits.add(place, kind, field, start, inserted.length() - start);
    }

    private static void checkField(int field) {
        if (field < 1 || field > Schema.MAX_FIELD) {
            throw new IllegalArgumentException("OTLP has no field " + field);
        }
    }

    /**
     * Writes the result and forgets the edits. A new {@link #begin} must follow.
     *
     * @return the same payload, shared, if there are no edits; else a new one with one owner, empty if nothing is left
     * @throws MalformedException if the payload was not validated, or an edit does not fit: there is no such content at its place, or
     *     the message there has no such field; nothing is written then
     * @throws PayloadTooLargeException if the result would have more than {@link PayloadTooLargeException#MAX_BYTES} bytes
     * @throws IllegalStateException if there was no {@link #begin}
     */
    public Payload apply(BufferPool pool) throws MalformedException {
        Payload original = payload;
        if (original == null) {
            throw new IllegalStateException("apply without begin");
        }
        try {
            if (edits.size() == 0) {
                return original.share();
            }
            walk.plan(Schema.root(signal), original.array(), original.offset(), original.end());
            return plan.write(original.array(), inserted.array(), pool);
        } finally {
            reset();
        }
    }
}
