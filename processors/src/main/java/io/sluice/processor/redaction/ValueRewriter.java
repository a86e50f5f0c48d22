package io.sluice.processor.redaction;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireWriter;
import io.sluice.processor.redaction.Tally.Deed;
import io.sluice.processor.value.AnyValueBytes;
import io.sluice.processor.value.Ascii;
import io.sluice.processor.value.KeyValueBytes;
import java.util.ArrayList;
import java.util.List;

/**
 * Redacts what lies within a value: the entries of maps, the elements of arrays, and single values, at any depth. It writes the value anew
 * with all that stays; maps and arrays remain what they are.
 *
 * <pre>
 *   the Collector's order:  ignored - not allowed - blocked key - allowed value - patterns
 * </pre>
 *
 * <p>What is nested deeper than {@link #MOST_DEPTH} is masked as a whole. Threads: one at a time.
 */
final class ValueRewriter {

    private static final int MOST_DEPTH = 100;
    private static final int ELEMENT = 1;
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final byte[] BODY = Ascii.bytes("body");

    private final Redactor redactor;
    private final Tally tally;
    private final Trail trail = new Trail();
    private final AnyValueBytes value = new AnyValueBytes();
    private final List<Level> levels = new ArrayList<>();
    private final WireWriter out = new WireWriter(512);

    /** What one depth of nesting needs. */
    private static final class Level {
        private final WireReader fields = new WireReader();
        private final KeyValueBytes entry = new KeyValueBytes();

        /** True if the map that was written last has no entries. */
        private boolean empty;
    }

    /** @param tally is told what was done */
    ValueRewriter(Redactor redactor, Tally tally) {
        this.redactor = redactor;
        this.tally = tally;
    }

    /**
     * Redacts the body of a log: the content of an {@code AnyValue}.
     *
     * @return true if it is another one, which {@link #array} then holds from 0 to {@link #length}
     */
    boolean body(byte[] array, int from, int end) throws MalformedException {
        trail.clear();
        out.reset();
        value.read(array, from, end);
        if (value.kind() == AnyValueBytes.MAP || value.kind() == AnyValueBytes.ARRAY) {
            return within(array, from, end, 0);
        }
        trail.enter(BODY, 0, BODY.length);
        boolean changed = single(array, from, end);
        if (!redactor.isStrict() && tally.count(Deed.ALLOWED) > 0) {
            tally.clear(); // the Collector says nothing of such a body
        }
        return changed;
    }

    /** As {@link #body}, of an attribute's value. */
    boolean attribute(byte[] key, int keyFrom, int keyEnd, byte[] array, int from, int end) throws MalformedException {
        trail.clear();
        out.reset();
        trail.enter(key, keyFrom, keyEnd);
        return within(array, from, end, 0);
    }

    /**
     * True for a value whose key is on no list, but that has to be looked into for those that are: a map on the way to one.
     *
     * @param verdict of {@link KeyRules} over the way down to the value
     */
    boolean isWay(int verdict, byte[] array, int from, int end) throws MalformedException {
        return (verdict & (KeyRules.ON_THE_WAY | KeyRules.BLOCKED)) == KeyRules.ON_THE_WAY
                && value.read(array, from, end).kind() == AnyValueBytes.MAP;
    }

    /** True if nothing is left of an attribute that was looked into because it {@linkplain #isWay is on the way}. */
    boolean isEmptyMap() {
        return level(0).empty;
    }

    byte[] array() {
        return out.array();
    }

    int length() {
        return out.length();
    }

    /** Writes a value; true if it is another one. */
    private boolean within(byte[] array, int from, int end, int depth) throws MalformedException {
        value.read(array, from, end);
        int kind = value.kind();
        if (kind != AnyValueBytes.MAP && kind != AnyValueBytes.ARRAY) {
            return single(array, from, end);
        }
        if (depth >= MOST_DEPTH) {
            redactor.take(array, from, end);
            maskAll();
            return true;
        }
        boolean changed = !value.isPlain();
        int contentFrom = value.from();
        int contentEnd = value.end();
        int mark = out.openMessage(kind);
        changed |= kind == AnyValueBytes.MAP
                ? map(array, contentFrom, contentEnd, depth)
                : elements(array, contentFrom, contentEnd, depth);
        out.closeMessage(mark);
        return changed;
    }

    private boolean map(byte[] array, int from, int end, int depth) throws MalformedException {
        Level level = level(depth);
        WireReader fields = level.fields.reset(array, from, end);
        boolean changed = false;
        int before = out.length();
        while (fields.next()) {
            if (fields.isBytes(ELEMENT)) {
                level.entry.read(array, fields.valueStart(), fields.valueEnd());
                changed |= entry(level, depth);
            } else {
                copy(fields);
            }
        }
        level.empty = out.length() == before;
        return changed;
    }

    /** Writes an entry of a map, or leaves it out. */
    private boolean entry(Level level, int depth) throws MalformedException {
        KeyValueBytes entry = level.entry;
        byte[] array = entry.keyArray();
        int verdict = redactor.keys().verdict(array, entry.keyFrom(), entry.keyEnd());
        int mark = trail.enter(array, entry.keyFrom(), entry.keyEnd());
        boolean deleted = isDeleted(verdict);
        boolean way = deleted && isWay(level, verdict);
        boolean changed = true;
        if ((verdict & KeyRules.IGNORED) != 0) {
            count(Deed.IGNORED);
            copy(level.fields);
            changed = false;
        } else if (deleted && !way) {
            count(Deed.REDACTED);
        } else {
            int before = out.length();
            int message = out.openMessage(ELEMENT);
            out.bytesField(KEY, array, entry.keyFrom(), entry.keyEnd() - entry.keyFrom());
            int content = out.openMessage(VALUE);
            changed = !entry.isPlain();
            if ((verdict & KeyRules.BLOCKED) != 0) {
                changed |= blocked(entry.valueArray(), entry.valueFrom(), entry.valueEnd());
            } else {
                changed |= within(entry.valueArray(), entry.valueFrom(), entry.valueEnd(), depth + 1);
            }
            out.closeMessage(content);
            out.closeMessage(message);
            if (way && level(depth + 1).empty) {
                out.truncate(before);
                changed = true;
            } else if (!changed) {
                out.truncate(before);
                copy(level.fields);
            }
        }
        trail.back(mark);
        return changed;
    }

    private void copy(WireReader field) {
        out.raw(field.array(), field.fieldStart(), field.valueEnd() - field.fieldStart());
    }

    /** A key that is not allowed may be so by the way to it, if the rules are to be read as they are meant. */
    private boolean isDeleted(int verdict) {
        if ((verdict & KeyRules.DELETED) == 0) {
            return false;
        }
        return !redactor.isStrict()
                || (redactor.keys().verdict(trail.array(), 0, trail.length()) & KeyRules.DELETED) != 0;
    }

    private boolean isWay(Level level, int verdict) throws MalformedException {
        int ofWay = redactor.keys().verdict(trail.array(), 0, trail.length());
        KeyValueBytes entry = level.entry;
        return isWay(ofWay | (verdict & KeyRules.BLOCKED), entry.valueArray(), entry.valueFrom(), entry.valueEnd());
    }

    private boolean elements(byte[] array, int from, int end, int depth) throws MalformedException {
        WireReader fields = level(depth).fields.reset(array, from, end);
        boolean changed = false;
        int index = 0;
        while (fields.next()) {
            if (fields.isBytes(ELEMENT)) {
                int mark = trail.enter(index++);
                int content = out.openMessage(ELEMENT);
                changed |= within(array, fields.valueStart(), fields.valueEnd(), depth + 1);
                out.closeMessage(content);
                trail.back(mark);
            } else {
                copy(fields);
            }
        }
        return changed;
    }

    /** Masks the value of a key that is blocked. The Collector sees nothing in what is no text. */
    private boolean blocked(byte[] array, int from, int end) throws MalformedException {
        value.read(array, from, end);
        if (redactor.isStrict() || value.kind() == AnyValueBytes.STRING) {
            redactor.takeText(array, value);
        } else {
            redactor.takeNothing();
        }
        maskAll();
        return true;
    }

    private void maskAll() {
        count(Deed.MASKED);
        redactor.maskAll();
        writeText(AnyValueBytes.STRING);
    }

    /** Writes a value that holds no others. */
    private boolean single(byte[] array, int from, int end) throws MalformedException {
        value.read(array, from, end);
        int kind = value.kind();
        boolean plain = value.isPlain();
        redactor.takeText(array, value);
        if (redactor.isAllowed()) {
            count(Deed.ALLOWED);
        } else if (redactor.mask()) {
            count(Deed.MASKED);
            boolean keepsKind = redactor.isStrict() && kind == AnyValueBytes.BYTES;
            writeText(keepsKind ? AnyValueBytes.BYTES : AnyValueBytes.STRING);
            return true;
        }
        if (plain) {
            out.raw(array, from, end - from);
        } else {
            value.writeTo(array, out);
        }
        return !plain;
    }

    private void writeText(int kind) {
        out.bytesField(kind, redactor.array(), redactor.from(), redactor.end() - redactor.from());
    }

    private void count(Deed deed) {
        tally.add(deed, trail.array(), 0, trail.length());
    }

    private Level level(int depth) {
        while (levels.size() <= depth) {
            levels.add(new Level());
        }
        return levels.get(depth);
    }
}
