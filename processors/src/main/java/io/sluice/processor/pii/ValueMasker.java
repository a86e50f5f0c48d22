package io.sluice.processor.pii;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireType;
import io.sluice.pdata.WireWriter;
import io.sluice.processor.pii.detect.Triggers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Masks a value of any kind: {@link #mayChange} tells at little cost that most have nothing in them, {@link #mask} makes the masked copy.
 * Types stay but for numbers, which become text where they are masked. Threads: one worker's.
 */
final class ValueMasker {

    static final int STRING = 1;
    private static final int BOOL = 2;
    static final int INT = 3;
    private static final int DOUBLE = 4;
    private static final int ARRAY = 5;
    private static final int KEY_VALUE_LIST = 6;
    private static final int BYTES = 7;
    static final int KEY = 1;
    static final int VALUE = 2;
    private static final int ELEMENT = 1;

    /** Numbers below are no account, card or telephone numbers. */
    private static final long LEAST_NUMBER = 1_000_000;

    private static final double MOST_EXACT_DOUBLE = 1L << 53;

    private final TextMasker texts;
    private final KeyVerdicts keys;
    private final PlacePath path;
    private final Triggers triggers;
    private final PiiMetrics metrics;
    private final int maxDepth;
    private final WireReader[] readers;
    /** By depth of the list. */
    private final ArgumentVerdicts[] arguments;

    private final byte[] digits = new byte[24];
    private int keyFrom;
    private int keyEnd;
    private int keyCount;

    /** @param keys the verdicts over keys of maps */
    ValueMasker(
            TextMasker texts, KeyVerdicts keys, PlacePath path, Triggers triggers, PiiMetrics metrics, int maxDepth) {
        this.texts = texts;
        this.keys = keys;
        this.path = path;
        this.triggers = triggers;
        this.metrics = metrics;
        this.maxDepth = maxDepth;
        // Two for each level, a map's and its entry's, and one for what is as deep as it may be.
        readers = new WireReader[3 * maxDepth + 6];
        for (int i = 0; i < readers.length; i++) {
            readers[i] = new WireReader();
        }
        arguments = new ArgumentVerdicts[maxDepth];
        Arrays.setAll(arguments, _ -> new ArgumentVerdicts(keys));
    }

    /** What the value belongs to. Reusable. */
    static final class Owner {
        Policy policy;
        KeyVerdict verdict;
        byte[] key = {};
        int keyFrom;
        int keyEnd;

        Owner(Policy policy, KeyVerdict verdict) {
            this.policy = policy;
            this.verdict = verdict;
        }

        Owner set(Policy itsPolicy, KeyVerdict itsVerdict, byte[] array, int from, int end) {
            policy = itsPolicy;
            verdict = itsVerdict;
            key = array;
            keyFrom = from;
            keyEnd = end;
            return this;
        }
    }

    /** False if {@link #mask} would surely change nothing in the {@code AnyValue} whose content is {@code array[from, end)}. */
    boolean mayChange(KeyVerdict verdict, byte[] array, int from, int end) throws MalformedException {
        return mayChange(verdict, array, from, end, 0);
    }

    private boolean mayChange(KeyVerdict verdict, byte[] array, int from, int end, int depth)
            throws MalformedException {
        WireReader value = readers[3 * depth].reset(array, from, end);
        while (value.next()) {
            if (mayChangeField(verdict, value, depth)) {
                return true;
            }
        }
        return false;
    }

    private boolean mayChangeField(KeyVerdict verdict, WireReader value, int depth) throws MalformedException {
        byte[] array = value.array();
        int from = value.valueStart();
        int end = value.valueEnd();
        return switch (value.fieldNumber()) {
            case STRING, BYTES -> value.wireType() == WireType.BYTES && mayChangeText(verdict, array, from, end);
            case BOOL -> verdict.isWhole();
            case INT -> value.wireType() == WireType.VARINT && mayChangeNumber(verdict, value.varint());
            case DOUBLE -> value.wireType() == WireType.FIXED64 && mayChangeDouble(verdict, value);
            case ARRAY ->
                value.wireType() == WireType.BYTES
                        && (depth >= maxDepth || mayChangeElement(verdict.ofMembers(), array, from, end, depth));
            case KEY_VALUE_LIST ->
                value.wireType() == WireType.BYTES
                        && (depth >= maxDepth || mayChangeEntry(verdict.ofMembers(), array, from, end, depth));
            default -> isUnknown(value);
        };
    }

    /** True for bytes that no field of the specification has, so that nobody knows what they are; they go. */
    private static boolean isUnknown(WireReader field) {
        return field.wireType() == WireType.BYTES;
    }

    /** True if a text must be looked at closely. */
    boolean mayChangeText(KeyVerdict verdict, byte[] array, int from, int end) {
        if (from == end) {
            return false;
        }
        return verdict.decides()
                || (!verdict.isLeftAlone() && (verdict.isTelling() || triggers.mayHold(array, from, end)))
                || (verdict.hasPatterns() && matchesPattern(verdict, array, from, end));
    }

    /** True if the pattern of a rule may match. */
    static boolean matchesPattern(KeyVerdict verdict, byte[] array, int from, int end) {
        for (Rule rule : verdict.rules()) {
            if (rule.mayMatch(array, from, end)) {
                return true;
            }
        }
        return false;
    }

    /** True if a number must be looked at closely. */
    static boolean mayChangeNumber(KeyVerdict verdict, long number) {
        return verdict.decides()
                || (!verdict.isLeftAlone() && (number >= LEAST_NUMBER || number <= -LEAST_NUMBER))
                || verdict.hasPatterns();
    }

    private static boolean mayChangeDouble(KeyVerdict verdict, WireReader value) {
        double number = Double.longBitsToDouble(value.fixed64());
        return isWholeNumber(number) ? mayChangeNumber(verdict, (long) number) : verdict.decides();
    }

    private static boolean isWholeNumber(double number) {
        return number == Math.rint(number) && Math.abs(number) <= MOST_EXACT_DOUBLE;
    }

    private boolean mayChangeElement(KeyVerdict verdict, byte[] array, int from, int end, int depth)
            throws MalformedException {
        WireReader list = readers[3 * depth + 1].reset(array, from, end);
        arguments[depth].begin(verdict);
        while (list.next()) {
            boolean may = list.isBytes(ELEMENT)
                    ? mayChange(ofElement(list, verdict, depth), array, list.valueStart(), list.valueEnd(), depth + 1)
                    : isUnknown(list);
            if (may) {
                return true;
            }
        }
        return false;
    }

    /** What is said of the element that {@code list} is at. */
    private KeyVerdict ofElement(WireReader list, KeyVerdict ofList, int depth) throws MalformedException {
        ArgumentVerdicts verdicts = arguments[depth];
        if (!verdicts.mayDiffer()) {
            return ofList;
        }
        WireReader element = readers[3 * depth + 3].enter(list);
        int from = 0;
        int end = 0;
        while (element.next()) {
            int field = element.fieldNumber();
            if (field >= STRING && field <= BYTES) {
                from = element.valueStart();
                end = element.isBytes(STRING) ? element.valueEnd() : from;
            }
        }
        return verdicts.of(element.array(), from, end);
    }

    private boolean mayChangeEntry(KeyVerdict outer, byte[] array, int from, int end, int depth)
            throws MalformedException {
        WireReader list = readers[3 * depth + 1].reset(array, from, end);
        while (list.next()) {
            if (!list.isBytes(ELEMENT)) {
                if (isUnknown(list)) {
                    return true;
                }
                continue;
            }
            WireReader entry = findKey(list, depth);
            KeyVerdict own = keys.of(entry.array(), keyFrom, keyEnd);
            if (own.isItself() || keyCount > 1) {
                return true;
            }
            KeyVerdict verdict = outer.decides() ? outer : own;
            while (entry.next()) {
                boolean may = entry.isBytes(VALUE)
                        ? mayChange(verdict, array, entry.valueStart(), entry.valueEnd(), depth + 1)
                        : !entry.isBytes(KEY) && isUnknown(entry);
                if (may) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Finds the key of the entry that {@code list} is at, the last one, and returns a reader that is before its fields. */
    private WireReader findKey(WireReader list, int depth) throws MalformedException {
        WireReader entry = readers[3 * depth + 2].enter(list);
        keyFrom = 0;
        keyEnd = 0;
        keyCount = 0;
        while (entry.next()) {
            if (entry.isBytes(KEY)) {
                keyCount++;
                keyFrom = entry.valueStart();
                keyEnd = entry.valueEnd();
            }
        }
        return entry.enter(list);
    }

    /**
     * Writes the content of the masked {@code AnyValue}, of which {@link #mayChange} said that it may be another one.
     *
     * @param effects gets what is wanted beyond that
     * @return true if it differs from the original
     */
    boolean mask(Owner owner, byte[] array, int from, int end, WireWriter out, Effects effects)
            throws MalformedException {
        return mask(owner, array, from, end, out, effects, 0);
    }

    private boolean mask(Owner owner, byte[] array, int from, int end, WireWriter out, Effects effects, int depth)
            throws MalformedException {
        WireReader value = readers[3 * depth].reset(array, from, end);
        boolean changed = false;
        while (value.next()) {
            // If the whole value is one text, that it is to be searched is known.
            boolean asked = depth == 0 && value.fieldStart() == from && value.valueEnd() == end;
            changed |= maskField(owner, value, asked, out, effects, depth);
        }
        return changed;
    }

    private boolean maskField(Owner owner, WireReader value, boolean asked, WireWriter out, Effects effects, int depth)
            throws MalformedException {
        int mark = out.length();
        boolean changed = switch (value.fieldNumber()) {
            case STRING -> value.wireType() == WireType.BYTES && maskText(owner, value, STRING, asked, out, effects);
            case BYTES ->
                value.wireType() == WireType.BYTES
                        && (owner.verdict.decides() || isText(value))
                        && maskText(owner, value, BYTES, asked, out, effects);
            case BOOL -> owner.verdict.isWhole() && maskBool(owner, value, out, effects);
            case INT -> value.wireType() == WireType.VARINT && maskNumber(owner, value.varint(), out, effects);
            case DOUBLE -> value.wireType() == WireType.FIXED64 && maskDouble(owner, value, out, effects);
            case ARRAY, KEY_VALUE_LIST ->
                value.wireType() == WireType.BYTES && maskMembers(owner, value, out, effects, depth);
            default -> isUnknown(value) && dropUnknown();
        };
        if (!changed) {
            out.truncate(mark);
            out.raw(value.array(), value.fieldStart(), value.valueEnd() - value.fieldStart());
        }
        return changed;
    }

    private boolean maskText(Owner owner, WireReader value, int field, boolean asked, WireWriter out, Effects effects) {
        byte[] array = value.array();
        int from = value.valueStart();
        int end = value.valueEnd();
        return (asked || mayChangeText(owner.verdict, array, from, end))
                && searchText(owner, array, from, end, field, out, effects);
    }

    private boolean maskText(Owner owner, byte[] array, int from, int end, int field, WireWriter out, Effects effects) {
        return mayChangeText(owner.verdict, array, from, end)
                && searchText(owner, array, from, end, field, out, effects);
    }

    private boolean searchText(
            Owner owner, byte[] array, int from, int end, int field, WireWriter out, Effects effects) {
        if (!path.isSearched()) {
            return false;
        }
        if (!texts.mask(
                owner.policy, owner.verdict, owner.key, owner.keyFrom, owner.keyEnd, array, from, end, effects)) {
            return false;
        }
        out.bytesField(field, texts.array(), texts.from(), texts.end() - texts.from());
        return true;
    }

    /** False for bytes with control characters, which text does not have. */
    private static boolean isText(WireReader value) {
        byte[] array = value.array();
        for (int at = value.valueStart(); at < value.valueEnd(); at++) {
            byte b = array[at];
            if ((b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') || b == 0x7f) {
                return false;
            }
        }
        return true;
    }

    private boolean maskBool(Owner owner, WireReader value, WireWriter out, Effects effects) throws MalformedException {
        byte[] word = (value.varint() != 0 ? "true" : "false").getBytes(StandardCharsets.US_ASCII);
        return maskText(owner, word, 0, word.length, STRING, out, effects);
    }

    private boolean maskDouble(Owner owner, WireReader value, WireWriter out, Effects effects) {
        double number = Double.longBitsToDouble(value.fixed64());
        if (isWholeNumber(number)) {
            return maskNumber(owner, (long) number, out, effects);
        }
        if (!owner.verdict.decides()) {
            return false;
        }
        byte[] text = Double.toString(number).getBytes(StandardCharsets.US_ASCII);
        return maskText(owner, text, 0, text.length, STRING, out, effects);
    }

    private boolean maskNumber(Owner owner, long number, WireWriter out, Effects effects) {
        if (!mayChangeNumber(owner.verdict, number)) {
            return false;
        }
        return maskText(owner, digits, writeDigits(number), digits.length, STRING, out, effects);
    }

    /** Writes a number at the end of {@link #digits}; returns where it begins. */
    int writeDigits(long number) {
        int at = digits.length;
        long rest = number;
        do {
            digits[--at] = (byte) ('0' + Math.abs(rest % 10));
            rest /= 10;
        } while (rest != 0);
        if (number < 0) {
            digits[--at] = '-';
        }
        return at;
    }

    byte[] digits() {
        return digits;
    }

    private boolean maskMembers(Owner owner, WireReader value, WireWriter out, Effects effects, int depth)
            throws MalformedException {
        if (depth >= maxDepth) {
            return maskTooDeep(out);
        }
        boolean map = value.fieldNumber() == KEY_VALUE_LIST;
        KeyVerdict verdict = owner.verdict;
        owner.verdict = verdict.ofMembers();
        int message = out.openMessage(value.fieldNumber());
        boolean changed =
                map ? maskEntries(owner, value, out, effects, depth) : maskElements(owner, value, out, effects, depth);
        out.closeMessage(message);
        owner.verdict = verdict;
        return changed;
    }

    private boolean maskTooDeep(WireWriter out) {
        metrics.depths.add();
        writeUnsearched(out);
        return true;
    }

    /** Writes what stands for a value that could not be searched. */
    static void writeUnsearched(WireWriter out) {
        out.bytesField(STRING, TextMasker.UNSEARCHED, 0, TextMasker.UNSEARCHED.length);
    }

    private boolean maskElements(Owner owner, WireReader value, WireWriter out, Effects effects, int depth)
            throws MalformedException {
        WireReader list = readers[3 * depth + 1].enter(value);
        KeyVerdict ofList = owner.verdict;
        arguments[depth].begin(ofList);
        boolean changed = false;
        while (list.next()) {
            if (list.isBytes(ELEMENT)) {
                owner.verdict = ofElement(list, ofList, depth);
                int element = out.openMessage(ELEMENT);
                changed |= mask(owner, list.array(), list.valueStart(), list.valueEnd(), out, effects, depth + 1);
                out.closeMessage(element);
            } else {
                changed |= copy(list, out);
            }
        }
        owner.verdict = ofList;
        return changed;
    }

    private boolean dropUnknown() {
        metrics.unknown.add();
        return true;
    }

    /** Copies a field unless nobody knows what it is; true if it went. */
    private boolean copy(WireReader field, WireWriter out) {
        if (isUnknown(field)) {
            return dropUnknown();
        }
        out.raw(field.array(), field.fieldStart(), field.valueEnd() - field.fieldStart());
        return false;
    }

    private boolean maskEntries(Owner owner, WireReader value, WireWriter out, Effects effects, int depth)
            throws MalformedException {
        WireReader list = readers[3 * depth + 1].enter(value);
        Owner own = new Owner(owner.policy, owner.verdict);
        boolean outerDropped = effects.isAttributeDropped();
        boolean changed = false;
        while (list.next()) {
            if (!list.isBytes(ELEMENT)) {
                changed |= copy(list, out);
                continue;
            }
            effects.keepAttribute();
            int mark = out.length();
            int entry = out.openMessage(ELEMENT);
            changed |= maskEntry(owner, own, list, out, effects, depth);
            out.closeMessage(entry);
            if (effects.isAttributeDropped()) {
                out.truncate(mark);
                changed = true;
            }
        }
        effects.keepAttribute();
        if (outerDropped) {
            effects.dropAttribute();
        }
        return changed;
    }

    private boolean maskEntry(Owner outer, Owner own, WireReader list, WireWriter out, Effects effects, int depth)
            throws MalformedException {
        WireReader entry = findKey(list, depth);
        byte[] array = list.array();
        KeyVerdict verdict = keys.of(array, keyFrom, keyEnd);
        int key = keyFrom; // nested maps have keys of their own
        own.set(outer.policy, outer.verdict.decides() ? outer.verdict : verdict, array, keyFrom, keyEnd);
        int mark = path.enter(array, keyFrom, keyEnd);
        boolean changed = false;
        while (entry.next()) {
            if (entry.isBytes(KEY) && entry.valueStart() != key) {
                changed = true; // a key that decoders don't see goes
            } else if (entry.isBytes(KEY)) {
                changed |= maskKey(verdict, own, array, entry.valueStart(), entry.valueEnd(), out, effects);
            } else if (entry.isBytes(VALUE)) {
                int message = out.openMessage(VALUE);
                changed |= mask(own, array, entry.valueStart(), entry.valueEnd(), out, effects, depth + 1);
                out.closeMessage(message);
            } else {
                changed |= copy(entry, out);
            }
        }
        path.leave(mark);
        return changed;
    }

    private boolean maskKey(
            KeyVerdict verdict, Owner owner, byte[] array, int from, int end, WireWriter out, Effects effects) {
        boolean changed = verdict.isItself()
                && path.isSearched()
                && texts.mask(owner.policy, keys.none(), array, 0, 0, array, from, end, effects);
        if (changed) {
            out.bytesField(KEY, texts.array(), texts.from(), texts.end() - texts.from());
        } else {
            out.bytesField(KEY, array, from, end - from);
        }
        return changed;
    }
}
