package io.sluice.processor.pii;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Schema;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireType;
import io.sluice.processor.edit.EditedMessage;
import io.sluice.processor.pii.detect.Hits;
import io.sluice.processor.pii.detect.TextScanner;
import java.util.Arrays;

/**
 * Looks through the bytes of a message as they came, once, and says which of its fields anything may have to be changed in: the suspects. In
 * most messages there is none, and nothing else is done about them. A field that is no suspect is one in which no detector finds anything
 * and that no rule applies to, under the policy that it was searched with, wherever it stands; so it needs no look again.
 *
 * <p>Whatever is unusual about a field makes it a suspect, and so do errors. Threads: one worker's.
 */
final class FieldSearch {

    private static final int MAX_SUSPECTS = 32;
    private static final int TEMPLATES = 256;

    private static final byte KEY_TAG = 0x0a;
    private static final byte VALUE_TAG = 0x12;
    private static final byte STRING_TAG = ValueMasker.STRING << 3 | 2;
    private static final byte INT_TAG = ValueMasker.INT << 3;

    private static final int FIELDS = Schema.MAX_FIELD + 1;
    private static final int MESSAGE_LINKS = KnownFields.PLACES;
    private static final int KEY_LINKS = MESSAGE_LINKS + Schema.MESSAGES * FIELDS;

    private final Rules rules;
    private final ValueMasker values;
    private final Deadline deadline;
    private final PiiMetrics metrics;
    private final KnownFields known = new KnownFields(Schema.MESSAGES * FIELDS + KeyVerdicts.PLACES);
    /** By the remainder of the link that leads to their place. */
    private final DigitTemplate[] templates = new DigitTemplate[TEMPLATES];

    private final WireReader reader = new WireReader();
    private final Hits hits = new Hits();

    /** Where suspects begin and end, in their order. */
    private final int[] suspects = new int[2 * MAX_SUSPECTS];

    private int count;
    private boolean unknown;

    // Of the text that was looked at last, whether others are as clean that differ in digits alone, or if their numbers
    // are.
    private boolean digitsDiffer;
    private boolean hasNumbers;
    private int textKey;
    private int textKeyEnd;
    private int textFrom;
    /** From here on everything is suspect. */
    private int allFrom;

    FieldSearch(Rules rules, ValueMasker values, Deadline deadline, PiiMetrics metrics) {
        this.rules = rules;
        this.values = values;
        this.deadline = deadline;
        this.metrics = metrics;
        Arrays.setAll(templates, _ -> new DigitTemplate());
    }

    /** True if there are suspects among the fields of a message. Tells it which messages are below. */
    boolean search(EditedMessage message, Policy policy) {
        count = 0;
        unknown = false;
        allFrom = Integer.MAX_VALUE;
        byte[] array = message.array();
        try {
            search(message, policy, array, message.from(), message.end());
            message.endBelow();
        } catch (MalformedException | RuntimeException _) {
            message.forgetBelow();
            count = 0;
            allFrom = message.from();
        }
        return count > 0 || allFrom < message.end();
    }

    /** True if the message that was searched last has bytes in fields that the specification does not know: nobody can search them. */
    boolean hasUnknown() {
        return unknown;
    }

    /** True if the byte at an index of the message that was searched last belongs to a suspect. */
    boolean isSuspect(int at) {
        if (at >= allFrom) {
            return true;
        }
        for (int i = 0; i < count; i++) {
            if (at >= suspects[2 * i] && at < suspects[2 * i + 1]) {
                return true;
            }
        }
        return false;
    }

    private void suspect(int from, int end) {
        if (count == MAX_SUSPECTS) {
            allFrom = Math.min(allFrom, from);
        } else {
            suspects[2 * count] = from;
            suspects[2 * count + 1] = end;
            count++;
        }
    }

    private void search(EditedMessage searched, Policy policy, byte[] array, int from, int end)
            throws MalformedException {
        int message = searched.message();
        int context = policy.number() * Schema.MESSAGES + message;
        known.follow(MESSAGE_LINKS + message * FIELDS);
        boolean bodySeen = false;
        int at = from;
        while (at < end) {
            int tag = array[at];
            byte role = tag >= 0 ? FieldRoles.of(message, tag) : FieldRoles.UNUSUAL;
            if (role == FieldRoles.FIXED64) {
                at += 1 + Long.BYTES;
                continue;
            }
            if (role >= FieldRoles.ATTRIBUTE && role <= FieldRoles.BODY) {
                int length = known.expected(context, array, at, end);
                if (length == 0) {
                    at = look(message, context, role, policy, array, at, end);
                } else {
                    at += length;
                }
                if (role == FieldRoles.BODY) {
                    // A body in pieces is looked at as a whole.
                    allFrom = bodySeen ? from : allFrom;
                    bodySeen = true;
                }
                continue;
            }
            if (role >= FieldRoles.OTHER_BYTES && end - at >= 2 && array[at + 1] >= 0) {
                if (role == FieldRoles.MESSAGE) {
                    searched.addBelow(Schema.child(Schema.entry(message, tag >>> 3)), at);
                }
                at += 2 + array[at + 1];
                continue;
            }
            at = skip(searched, array, at, end);
        }
        if (at != end) {
            throw new MalformedException("a field goes beyond the message", at);
        }
    }

    private int skip(EditedMessage message, byte[] array, int at, int end) throws MalformedException {
        reader.reset(array, at, end).next();
        int field = reader.fieldNumber();
        if (array[at] < 0 && field < Schema.MAX_FIELD) {
            // A small number written in more bytes than it needs.
            allFrom = Math.min(allFrom, at);
        }
        int entry = Schema.entry(message.message(), field);
        unknown |= reader.wireType() == WireType.BYTES && Schema.isUnknownBytes(message.message(), field);
        if (Schema.isMessage(entry) && reader.wireType() == WireType.BYTES) {
            message.addBelow(Schema.child(entry), at);
        }
        return reader.valueEnd();
    }

    /** Looks at a field that is not the expected one; returns where the next begins. */
    private int look(int message, int context, byte role, Policy policy, byte[] array, int at, int end)
            throws MalformedException {
        int from = at + 2;
        int length = at + 1 < end ? array[at + 1] : -1;
        if (length < 0) {
            reader.reset(array, at, end).next();
            from = reader.valueStart();
            length = reader.valueEnd() - from;
        }
        int fieldEnd = from + length;
        if (fieldEnd > end) {
            throw new MalformedException("a field goes beyond the message", at);
        }
        int link = known.link();
        boolean alwaysNew = known.isAlwaysNew();
        DigitTemplate template = templates[link & (TEMPLATES - 1)];
        if (!alwaysNew && known.contains(context, array, at, fieldEnd)) {
            return fieldEnd;
        }
        if (template.matches(link, context, array, at, fieldEnd)
                && isCleanButForDigits(template, policy, array, at, fieldEnd)) {
            if (!alwaysNew) {
                known.remember(context, array, at, fieldEnd);
            }
            return fieldEnd;
        }
        digitsDiffer = false;
        boolean clean;
        if (role == FieldRoles.ATTRIBUTE) {
            clean = isCleanAttribute(policy, array, from, fieldEnd);
        } else {
            known.follow(MESSAGE_LINKS + message * FIELDS + (array[at] >>> 3));
            KeyVerdict verdict = rules.attributes().none();
            clean = role == FieldRoles.TEXT
                    ? isCleanText(policy, verdict, array, from, from, array, from, fieldEnd)
                    : isCleanValue(policy, verdict, from, from, array, from, fieldEnd);
        }
        if (!clean) {
            suspect(at, fieldEnd);
            return fieldEnd;
        }
        if (!alwaysNew) {
            known.remember(context, array, at, fieldEnd);
        }
        if (digitsDiffer && template.offer(link, context, array, at, fieldEnd, known.link())) {
            int letters = policy.scanner().letters();
            template.setText(textKey - at, textKeyEnd - textKey, textFrom - at, letters, hasNumbers);
        }
        return fieldEnd;
    }

    /** True if a field that is the same as the template but for digits is as clean; false says nothing. */
    private boolean isCleanButForDigits(DigitTemplate template, Policy policy, byte[] array, int at, int end) {
        if (template.hasNumbers()) {
            int from = at + template.text();
            if (deadline.isOver(end - from)
                    || !policy.scanner()
                            .holdsNoNumbers(
                                    array,
                                    from,
                                    end,
                                    at + template.key(),
                                    at + template.keyEnd(),
                                    template.letters(),
                                    hits)) {
                return false;
            }
            metrics.scannedBytes.add(end - from);
        }
        known.follow(template.next());
        return true;
    }

    /**
     * False for an attribute of another form than encoders write.
     *
     * <pre>
     *   0A len key 12 len value
     * </pre>
     */
    private boolean isCleanAttribute(Policy policy, byte[] array, int from, int end) throws MalformedException {
        if (end - from < 4 || array[from] != KEY_TAG || array[from + 1] < 0) {
            return false;
        }
        int key = from + 2;
        int keyEnd = key + array[from + 1];
        if (end - keyEnd < 2 || array[keyEnd] != VALUE_TAG) {
            return false;
        }
        int value = keyEnd + 2;
        if (array[keyEnd + 1] < 0 || array[keyEnd + 1] != end - value) {
            reader.reset(array, keyEnd, end).next();
            value = reader.valueStart();
            if (reader.valueEnd() != end) {
                return false;
            }
        }
        KeyVerdict verdict = rules.attributes().of(array, key, keyEnd);
        known.follow(KEY_LINKS + rules.attributes().place());
        return !verdict.isItself()
                && verdict.name() == null
                && isCleanValue(policy, verdict, key, keyEnd, array, value, end);
    }

    private boolean isCleanValue(
            Policy policy, KeyVerdict verdict, int key, int keyEnd, byte[] array, int from, int end)
            throws MalformedException {
        if (end - from < 2) {
            return from == end;
        }
        int length = array[from + 1];
        if (array[from] == STRING_TAG && length == end - from - 2) {
            return isCleanText(policy, verdict, array, key, keyEnd, array, from + 2, end);
        }
        reader.reset(array, from, end).next();
        if (reader.valueEnd() == end) {
            if (array[from] == STRING_TAG) {
                return isCleanText(policy, verdict, array, key, keyEnd, array, reader.valueStart(), end);
            }
            if (array[from] == INT_TAG) {
                return isCleanNumber(policy, verdict, array, key, keyEnd, reader.varint());
            }
        }
        return !values.mayChange(verdict, array, from, end);
    }

    private boolean isCleanNumber(Policy policy, KeyVerdict verdict, byte[] array, int key, int keyEnd, long number) {
        if (!ValueMasker.mayChangeNumber(verdict, number)) {
            return true;
        }
        byte[] digits = values.digits();
        boolean clean =
                isCleanText(policy, verdict, array, key, keyEnd, digits, values.writeDigits(number), digits.length);
        digitsDiffer = false;
        return clean;
    }

    private boolean isCleanText(
            Policy policy, KeyVerdict verdict, byte[] keys, int key, int keyEnd, byte[] array, int from, int end) {
        if (from == end) {
            return true;
        }
        textKey = key;
        textKeyEnd = keyEnd;
        textFrom = from;
        if (verdict.decides() || (verdict.hasPatterns() && ValueMasker.matchesPattern(verdict, array, from, end))) {
            return false;
        }
        if (verdict.isLeftAlone()) {
            return true;
        }
        TextScanner scanner = policy.scanner();
        boolean may = scanner.mayHold(array, from, end, keys, key, keyEnd, verdict.isTelling());
        boolean keyed = !rules.keyed().isEmpty() && !verdict.isProtected() && scanner.mayHoldKeys();
        digitsDiffer = !keyed && !verdict.hasPatterns() && scanner.holdsNumbersAtMost();
        hasNumbers = may;
        if (!may && !keyed) {
            return true;
        }
        if (TextMasker.isTooLong(end - from)
                || deadline.isOver(end - from)
                || (verdict.hasPatterns() && scanner.mayHaveForms())
                || (keyed && rules.keyed().mayFind(array, from, end, scanner.mayHaveForms()))
                || !scanner.holdsNothing(hits)) {
            return false;
        }
        metrics.scannedBytes.add(end - from);
        return true;
    }
}
