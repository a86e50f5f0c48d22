package io.sluice.processor.edit;

import io.sluice.api.Rejection;
import io.sluice.pdata.WireWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The attributes of one message and the edits to them. Addressed by index: the ones that were there in their order, then those appended.
 * Deleted ones keep their index; {@link #find} passes over them.
 *
 * <p>A value is the content of an {@code AnyValue}, empty if it has no type. Of several members in it the last one counts. Arrays that are
 * given to {@link #set}, {@link #append} and {@link #rename} are not copied and must keep those bytes until the batch is through, as
 * {@link EditedMessage#scratch} does.
 *
 * <p>Reused from message to message; allocates only to grow. Threads: one worker's.
 */
public final class AttributeTable {

    /** The places of all keys. */
    static final long ALL = -1;

    /** What a message may have: each takes 53 bytes here, where it takes 6 of a request. */
    private static final int MAX_ATTRIBUTES = 1 << 17;

    private static final int DELETED = 1;
    private static final int NEW_KEY = 2;
    private static final int NEW_VALUE = 4;
    private static final int EDITED = 8;
    private static final int ENCODED = 16;
    private static final int UNKNOWN = 32;
    private static final int STRING_VALUE = 1;
    private static final byte KEY = 0x0a;
    private static final byte VALUE = 0x12;
    private static final byte[] NOTHING = {};

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** What is the same in the first four bytes of all attributes whose tag and length, and key's tag and length, are of one byte each. */
    private static final int SHORT_HEAD_MASK = 0x80ff80ff;

    /** That, without the attribute's tag. */
    private static final int SHORT_HEAD = KEY << 16;

    // Five numbers for each attribute: where its field begins and ends, its key begins and ends, and its value begins;
    // the value ends
    // with the field. Those in unusual form have a new key and value instead.
    private static final int STRIDE = 5;
    private static final int FIELD_START = 0;
    private static final int KEY_FROM = 1;
    private static final int KEY_END = 2;
    private static final int VALUE_FROM = 3;
    private static final int FIELD_END = 4;

    private final WireWriter scratch;
    private final long noted;
    private final UnusualAttribute unusual = new UnusualAttribute();
    private final KeyWatch watch = new KeyWatch();
    private byte[] source = NOTHING;
    private int[] places = new int[32 * STRIDE];
    private byte[] states = new byte[32];
    private byte[][] newKeys = new byte[32][];
    private byte[][] newValues = new byte[32][];
    private int[] bounds = new int[32 * 4]; // of new keys and new values: from, end, from, end
    private int size;
    private int originals;
    private boolean edited;
    private int firstTouched = Integer.MAX_VALUE; // the states that are not 0 are from here on
    private int behindTouched; // and before here
    private boolean renamed;

    /** @param noted the places of the keys that matter, a bit for each: attributes with others are passed over */
    AttributeTable(WireWriter scratch, long noted) {
        this.scratch = scratch;
        this.noted = noted;
    }

    void reset(byte[] array) {
        for (int i = firstTouched; i < behindTouched; i++) {
            states[i] = 0;
        }
        firstTouched = Integer.MAX_VALUE;
        behindTouched = 0;
        renamed = false;
        watch.begin();
        source = array;
        size = 0;
        originals = 0;
        edited = false;
    }

    /** Lets go of arrays. */
    void release() {
        reset(NOTHING);
        Arrays.fill(newKeys, null);
        Arrays.fill(newValues, null);
    }

    /**
     * Adds attributes of the original, those that matter, that follow each other in the form in which encoders write almost all of them: a
     * key, then a value, no length above 16383. What precedes key and value is compared at once if its lengths are of one byte.
     *
     * <pre>
     *   tag len [ 0A len key 12 len value ]
     * </pre>
     *
     * @param at index of the first one's tag
     * @param tag what it is if it has one byte
     * @return index behind the last one; {@code at} if the first one is of another form, or there is no room
     */
    int addUsual(int at, int end, int tag) {
        byte[] array = source;
        int[] all = places;
        long watched = watch.watched();
        long those = noted;
        int place = size * STRIDE;
        int start = at;
        while (place < all.length && end - start >= 6 && array[start] == tag) {
            int key;
            int keyEnd;
            int value;
            int fieldEnd;
            int head = (int) INTS.get(array, start);
            if ((head & SHORT_HEAD_MASK) == (tag | SHORT_HEAD)) {
                key = start + 4;
                fieldEnd = start + 2 + (head >>> 8 & 0x7f);
                keyEnd = key + (head >>> 24);
            } else {
                int length = array[start + 1];
                int from = start + 2;
                if (length < 0) {
                    if (array[from] < 0) {
                        break;
                    }
                    length = (length & 0x7f) | (array[from++] << 7);
                }
                fieldEnd = from + length;
                if (fieldEnd > end || length < 4 || array[from] != KEY || array[from + 1] < 0) {
                    break;
                }
                key = from + 2;
                keyEnd = key + array[from + 1];
            }
            if (fieldEnd > end || fieldEnd - keyEnd < 2) {
                break;
            }
            value = keyEnd + 2;
            if ((short) SHORTS.get(array, keyEnd) != ((fieldEnd - value) << 8 | VALUE)) {
                if (array[keyEnd] != VALUE) {
                    break;
                }
                int valueLength = array[keyEnd + 1];
                if (valueLength < 0) {
                    if (value >= fieldEnd || array[value] < 0) {
                        break;
                    }
                    valueLength = (valueLength & 0x7f) | (array[value++] << 7);
                }
                if (valueLength != fieldEnd - value) {
                    break;
                }
            }
            // Of an empty key this is the hash of its length, 0, as AttributeKey has it, too.
            int hash = AttributeKey.hash(keyEnd - key, array[keyEnd - 1]);
            if (((those >>> hash) & 1) != 0) {
                if (((watched >>> hash) & 1) != 0) {
                    watch.note(place / STRIDE, array, key, keyEnd);
                }
                all[place + FIELD_START] = start;
                all[place + KEY_FROM] = key;
                all[place + KEY_END] = keyEnd;
                all[place + VALUE_FROM] = value;
                all[place + FIELD_END] = fieldEnd;
                place += STRIDE;
            }
            start = fieldEnd;
        }
        size = place / STRIDE;
        originals = size;
        return start;
    }

    /** Adds an attribute of the original, of any form: the field at {@code start}, whose content goes from {@code from} to {@code end}. */
    void add(int start, int from, int end) {
        int i = next();
        originals = size;
        int at = i * STRIDE;
        places[at + FIELD_START] = start;
        places[at + FIELD_END] = end;
        addUnusual(i, from, end);
    }

    private void addUnusual(int i, int from, int end) {
        unusual.read(source, from, end, scratch);
        int at = i * STRIDE;
        places[at + KEY_FROM] = unusual.keyFrom();
        places[at + KEY_END] = unusual.keyEnd();
        places[at + VALUE_FROM] = end;
        putValue(i, unusual.valueArray(), unusual.valueFrom(), unusual.valueEnd());
        touch(i, unusual.hasUnknown() ? NEW_VALUE | UNKNOWN : NEW_VALUE);
        watch.note(i, source, unusual.keyFrom(), unusual.keyEnd());
        if (unusual.hidesBytes()) {
            edit(i, NEW_VALUE);
        }
    }

    private int next() {
        if (size == states.length) {
            if (size >= MAX_ATTRIBUTES) {
                throw new EditRejectedException(
                        Rejection.TOO_LARGE, "a message has more than " + MAX_ATTRIBUTES + " attributes");
            }
            int capacity = 2 * size;
            places = Arrays.copyOf(places, capacity * STRIDE);
            states = Arrays.copyOf(states, capacity);
            newKeys = Arrays.copyOf(newKeys, capacity);
            newValues = Arrays.copyOf(newValues, capacity);
            bounds = Arrays.copyOf(bounds, capacity * 4);
        }
        return size++;
    }

    /** Attributes, deleted ones and appended ones included. */
    public int size() {
        return size;
    }

    /** Attributes that are not deleted. */
    public int count() {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += isDeleted(i) ? 0 : 1;
        }
        return count;
    }

    /** The first attribute of that name; -1 if there is none. */
    public int find(AttributeKey key) {
        return find(0, key);
    }

    /** The first attribute of that name from index {@code first} on; -1 if there is none. */
    public int find(int first, AttributeKey key) {
        byte[] utf8 = key.utf8();
        if (renamed || !watch.knows(key)) {
            return find(first, utf8);
        }
        int i = watch.first(key);
        return i >= first && !isDeleted(i) ? i : find(Math.max(first, originals), utf8);
    }

    /** The first attribute of that name; -1 if there is none. */
    public int find(byte[] key) {
        return find(0, key, 0, key.length);
    }

    /** The first attribute of that name from index {@code first} on; -1 if there is none. */
    public int find(int first, byte[] key) {
        return find(first, key, 0, key.length);
    }

    /** The first attribute from index {@code first} on that has the key in {@code array}; -1 if there is none. */
    public int find(int first, byte[] array, int from, int end) {
        int length = end - from;
        for (int i = first, at = first * STRIDE; i < size; i++, at += STRIDE) {
            int keyEnd = places[at + KEY_END];
            if (i < behindTouched && (states[i] & (NEW_KEY | DELETED)) != 0) {
                if (isDeleted(i) || !Arrays.equals(newKeys[i], bounds[i * 4], bounds[i * 4 + 1], array, from, end)) {
                    continue;
                }
                return i;
            }
            if (keyEnd - places[at + KEY_FROM] == length
                    && (length == 0 || source[keyEnd - 1] == array[end - 1])
                    && Arrays.equals(source, keyEnd - length, keyEnd, array, from, end)) {
                return i;
            }
        }
        return -1;
    }

    public boolean isDeleted(int i) {
        return (states[i] & DELETED) != 0;
    }

    /** The array that holds key {@code i}. */
    public byte[] keyArray(int i) {
        return (states[i] & NEW_KEY) != 0 ? newKeys[i] : source;
    }

    public int keyFrom(int i) {
        return (states[i] & NEW_KEY) != 0 ? bounds[i * 4] : places[i * STRIDE + KEY_FROM];
    }

    public int keyEnd(int i) {
        return (states[i] & NEW_KEY) != 0 ? bounds[i * 4 + 1] : places[i * STRIDE + KEY_END];
    }

    /** The array that holds the {@code AnyValue} {@code i}. */
    public byte[] valueArray(int i) {
        return (states[i] & NEW_VALUE) != 0 ? newValues[i] : source;
    }

    public int valueFrom(int i) {
        return (states[i] & NEW_VALUE) != 0 ? bounds[i * 4 + 2] : places[i * STRIDE + VALUE_FROM];
    }

    public int valueEnd(int i) {
        return (states[i] & NEW_VALUE) != 0 ? bounds[i * 4 + 3] : places[i * STRIDE + FIELD_END];
    }

    /** Gives attribute {@code i} another value: the content of an {@code AnyValue}. */
    public void set(int i, byte[] array, int from, int end) {
        putValue(i, array, from, end);
        edit(i, NEW_VALUE);
    }

    /** Gives attribute {@code i} a text as its value, in UTF-8; copies it. */
    public void setString(int i, byte[] array, int from, int end) {
        int start = scratch.length();
        scratch.bytesField(STRING_VALUE, array, from, end - from);
        set(i, scratch.array(), start, scratch.length());
    }

    /** Adds an attribute whose value is a text, in UTF-8, behind the others; copies the text. */
    public void appendString(byte[] key, byte[] array, int from, int end) {
        int start = scratch.length();
        scratch.bytesField(STRING_VALUE, array, from, end - from);
        append(key, scratch.array(), start, scratch.length());
    }

    /** Takes attribute {@code i} away. */
    public void delete(int i) {
        edit(i, DELETED);
    }

    /** Gives attribute {@code i} another key, in UTF-8. Nothing checks whether there is one of that name. */
    public void rename(int i, byte[] array, int from, int end) {
        putKey(i, array, from, end);
        edit(i, NEW_KEY);
        renamed = true;
    }

    /**
     * Adds an attribute behind the others. Nothing checks whether there is one of that name.
     *
     * @param key in UTF-8
     * @param array holds the content of an {@code AnyValue}
     */
    public void append(byte[] key, byte[] array, int from, int end) {
        append(key, 0, key.length, array, from, end);
    }

    /** As {@link #append(byte[], byte[], int, int)}, with a key that is part of an array. */
    public void append(byte[] keyArray, int keyFrom, int keyEnd, byte[] array, int from, int end) {
        int i = next();
        putKey(i, keyArray, keyFrom, keyEnd);
        putValue(i, array, from, end);
        edit(i, NEW_KEY | NEW_VALUE);
    }

    /**
     * Adds an attribute behind the others, of which the whole {@code KeyValue} is there in its usual form, not to be changed. Nothing checks
     * whether there is one of that name.
     */
    public void appendEncoded(byte[] keyValue, int keyFrom, int keyEnd, int valueFrom) {
        append(keyValue, keyFrom, keyEnd, keyValue, valueFrom, keyValue.length);
        states[size - 1] |= ENCODED;
    }

    /** Gives the first attribute of that name another value, or adds one. */
    public void put(byte[] key, byte[] array, int from, int end) {
        put(find(key), key, array, from, end);
    }

    /** As {@link #put(byte[], byte[], int, int)}, where {@link #find} has said already that it is {@code i}, or -1. */
    public void put(int i, byte[] key, byte[] array, int from, int end) {
        if (i >= 0) {
            set(i, array, from, end);
        } else {
            append(key, array, from, end);
        }
    }

    private void putKey(int i, byte[] array, int from, int end) {
        newKeys[i] = array;
        bounds[i * 4] = from;
        bounds[i * 4 + 1] = end;
    }

    private void putValue(int i, byte[] array, int from, int end) {
        newValues[i] = array;
        bounds[i * 4 + 2] = from;
        bounds[i * 4 + 3] = end;
    }

    private void edit(int i, int what) {
        states[i] &= ~ENCODED;
        touch(i, what | EDITED);
        edited = true;
    }

    private void touch(int i, int what) {
        states[i] |= (byte) what;
        firstTouched = Math.min(firstTouched, i);
        behindTouched = Math.max(behindTouched, i + 1);
    }

    /** True if there are edits. */
    boolean isEdited() {
        return edited;
    }

    /** The first attribute of the original that may have edits. */
    int firstEdited() {
        return firstTouched;
    }

    /** Behind the last attribute of the original that may have edits. */
    int behindEdited() {
        return Math.min(behindTouched, originals);
    }

    /** Attributes of the original; those behind are appended. */
    int originals() {
        return originals;
    }

    boolean isEdited(int i) {
        return (states[i] & EDITED) != 0;
    }

    /** True if attribute {@code i} has bytes in fields that the specification does not know, which go if it is edited. */
    public boolean hasUnknown(int i) {
        return (states[i] & UNKNOWN) != 0;
    }

    /** True if attribute {@code i} is one of the original in usual form, and nobody changed it. */
    public boolean isAsItCame(int i) {
        return states[i] == 0;
    }

    /** Writes attribute {@code i} as a field of its message. */
    void write(int i, int field, WireWriter out) {
        if ((states[i] & ENCODED) != 0) {
            byte[] keyValue = newValues[i];
            out.bytesField(field, keyValue, 0, keyValue.length);
            return;
        }
        int keyFrom = keyFrom(i);
        int valueFrom = valueFrom(i);
        out.keyValueField(
                field, keyArray(i), keyFrom, keyEnd(i) - keyFrom, valueArray(i), valueFrom, valueEnd(i) - valueFrom);
    }

    int fieldStart(int i) {
        return places[i * STRIDE + FIELD_START];
    }

    int fieldEnd(int i) {
        return places[i * STRIDE + FIELD_END];
    }
}
