package io.sluice.pdata;

/**
 * Goes through a payload along its {@link EditList} and makes the {@link CopyPlan} of the result. Only messages in which an edit lies are
 * entered; what is between edits becomes one run, and the length of each message that was entered is known when it is left.
 *
 * <pre>
 *   tag length [ tag length [ fields  x  fields ] fields ]     x: an edit
 *   original-> slot--original-> slot--original->  original-->  a slot: the new length, or the old bytes of it
 * </pre>
 *
 * <p>Reusable. Threads: one at a time.
 */
final class EditWalk {

    /** Of {@link #walk}: an item that counts was dropped below a message. */
    private static final int LOST = 1;

    /** Of {@link #walk}: something that holds items, or may, stays below a message. */
    private static final int KEPT = 2;

    private static final byte[] NOTHING = {};
    private static final int NO_PLACE = Integer.MAX_VALUE;

    /** The field of {@code ResourceSpans} and {@code ScopeSpans}, and of their likes, that holds the resource or scope. */
    static final int DESCRIPTION = 1;

    private final EditList edits;
    private final CopyPlan plan;
    private final WireWriter inserted;

    private byte[] array = NOTHING;
    private int next; // rank of the first edit that the walk has not come to
    private int nextPlace; // its place
    private int run; // what is not planned yet begins here

    /** @param inserted what the edits insert; lengths are added behind it */
    EditWalk(EditList edits, CopyPlan plan, WireWriter inserted) {
        this.edits = edits;
        this.plan = plan;
        this.inserted = inserted;
    }

    /**
     * Plans the result.
     *
     * @throws MalformedException if the bytes are no message, or an edit's place is not where the content of such a field begins
     */
    void plan(int root, byte[] bytes, int from, int end) throws MalformedException {
        array = bytes;
        run = from;
        edits.sort();
        toRank(0);
        plan.clear();
        try {
            walk(root, from, end, 0, 0, OtlpBytes.MAX_DEPTH);
            if (next < edits.size()) {
                throw misplaced(nextPlace);
            }
        } finally {
            array = NOTHING;
        }
    }

    private void toRank(int rank) {
        next = rank;
        nextPlace = rank < edits.size() ? edits.place(rank) : NO_PLACE;
    }

    private static MalformedException misplaced(int place) {
        return new MalformedException("an edit does not fit what is there", place);
    }

    /**
     * Plans a message's content.
     *
     * @param first rank of the first edit of this very message
     * @param behind rank behind the last of them
     * @return {@link #LOST} and {@link #KEPT} as they apply
     */
    private int walk(int message, int from, int end, int first, int behind, int depth) throws MalformedException {
        boolean takesFieldsAway = edits.takesFieldsAway(first, behind);
        int countsFrom = message == Schema.METRIC ? MetricData.countsFrom(array, from, end) : from;
        int found = 0;
        int at = from;
        while (at < end && (takesFieldsAway || found == LOST || nextPlace <= end)) {
            int start = at;
            long tag = OtlpBytes.varint(array, at, end);
            at = OtlpBytes.behindVarint(array, at, end);
            int entry = Schema.entry(message, OtlpBytes.fieldOf(tag, start));
            int wireType = (int) tag & 7;
            int lengthAt = at;
            at = wireType == WireType.BYTES
                    ? OtlpBytes.endOfBytes(array, at, end)
                    : OtlpBytes.skip(tag, array, at, end, start, depth);
            int seen;
            int taker = takesFieldsAway ? edits.lastOfField((int) tag >>> 3, first, behind) : -1;
            if (taker >= 0 && Schema.isOf(entry, wireType)) {
                seen = takeAway(taker, start, at, entry);
            } else if (wireType != WireType.BYTES) {
                continue;
            } else if (nextPlace > at) {
                seen = untouched(entry, lengthAt, at, found);
            } else {
                seen = edited(entry, start, lengthAt, at, depth);
            }
            found |= start >= countsFrom ? seen : 0;
        }
        if (nextPlace <= end) {
            throw misplaced(nextPlace);
        }
        plan.original(run, end);
        run = end;
        append(message, first, behind);
        return found;
    }

    /** The effect of a field without edits; whether there are items in a metric's data is looked up only if it matters. */
    private int untouched(int entry, int lengthAt, int end, int found) throws MalformedException {
        if (Schema.kind(entry) == Schema.ONE_OF) {
            int value = OtlpBytes.behindVarint(array, lengthAt, end);
            return (found & KEPT) == 0 && OtlpBytes.countIn(Schema.child(entry), array, value, end) > 0 ? KEPT : 0;
        }
        return holdsItems(entry) ? KEPT : 0;
    }

    private static boolean holdsItems(int entry) {
        return Schema.kind(entry) == Schema.ITEM || Schema.leadsToItems(entry);
    }

    private int takeAway(int taker, int start, int end, int entry) {
        leaveOut(start, end);
        if (edits.insertLength(taker) > 0) {
            insert(taker);
        }
        return holdsItems(entry) ? LOST : 0;
    }

    /** Leaves a field, or what is left of it, out of the result; edits in it are moot. */
    private void leaveOut(int from, int end) {
        plan.original(run, from);
        run = end;
        while (nextPlace <= end) {
            toRank(next + 1);
        }
    }

    private void insert(int rank) {
        plan.inserted(edits.insertFrom(rank), edits.insertLength(rank));
        edits.inserted(rank);
    }

    /** Plans a length-delimited field at or in whose content edits lie. */
    private int edited(int entry, int start, int lengthAt, int end, int depth) throws MalformedException {
        int value = OtlpBytes.behindVarint(array, lengthAt, end);
        if (nextPlace < value) {
            throw misplaced(nextPlace);
        }
        int first = next;
        while (nextPlace == value) {
            toRank(next + 1);
        }
        int behind = next;
        if (edits.lastOfKind(EditList.DROP, first, behind) >= 0) {
            return drop(entry, start, lengthAt, end);
        }
        int replacement = edits.lastOfKind(EditList.REPLACE, first, behind);
        if (replacement >= 0) {
            return replace(replacement, entry, lengthAt, end);
        }
        if (!Schema.isMessage(entry)) {
            throw misplaced(edits.place(first));
        }
        return enter(entry, start, lengthAt, value, end, first, behind, OtlpBytes.deeper(depth, start));
    }

    /** A metric's data leaves an empty message behind, so that none that came before and was void counts again. */
    private int drop(int entry, int start, int lengthAt, int end) {
        if (Schema.kind(entry) == Schema.ONE_OF) {
            leaveOut(lengthAt, end);
            length(0);
        } else {
            leaveOut(start, end);
        }
        return holdsItems(entry) ? LOST : 0;
    }

    private int replace(int rank, int entry, int lengthAt, int end) {
        leaveOut(lengthAt, end);
        length(edits.insertLength(rank));
        plan.inserted(edits.insertFrom(rank), edits.insertLength(rank));
        return holdsItems(entry) ? KEPT : 0;
    }

    private void length(int length) {
        int from = inserted.length();
        inserted.varint(length);
        plan.inserted(from, inserted.length() - from);
    }

    private int enter(int entry, int start, int lengthAt, int value, int end, int first, int behind, int depth)
            throws MalformedException {
        int runBefore = run;
        int sizeBefore = plan.size();
        long bytesBefore = plan.bytes();
        plan.original(run, lengthAt);
        run = value;
        int slot = plan.reserve();
        long bytesAtContent = plan.bytes();
        int found = walk(Schema.child(entry), value, end, first, behind, depth);
        if (Schema.kind(entry) == Schema.ONE_OF) {
            fillLength(slot, plan.bytes() - bytesAtContent, lengthAt, value, end);
            return found;
        }
        if (found == LOST && Schema.kind(entry) != Schema.ITEM) {
            plan.truncate(sizeBefore, bytesBefore);
            plan.original(runBefore, start);
            return LOST;
        }
        fillLength(slot, plan.bytes() - bytesAtContent, lengthAt, value, end);
        return holdsItems(entry) ? KEPT : 0;
    }

    private void fillLength(int slot, long length, int lengthAt, int value, int end) {
        if (length == end - value) {
            plan.fillWithOriginal(slot, lengthAt, value);
            return;
        }
        int from = inserted.length();
        inserted.varint(length);
        plan.fillWithInserted(slot, from, inserted.length() - from);
    }

    /** Plans what comes to a message's end: fields that were to be replaced but are not there, and appended ones. */
    private void append(int message, int first, int behind) throws MalformedException {
        boolean created = false;
        for (int rank = first; rank < behind; rank++) {
            int kind = edits.kind(rank);
            checkFits(kind, edits.field(rank), message, edits.place(rank));
            if (kind == EditList.CREATE) {
                if (!created) {
                    create(first, behind);
                    created = true;
                }
            } else if (kind == EditList.APPEND || rank == edits.lastOfField(edits.field(rank), first, behind)) {
                insert(rank);
            }
        }
    }

    /** Plans one new message for all attributes that are to go into it. */
    private void create(int first, int behind) {
        long length = 0;
        for (int rank = first; rank < behind; rank++) {
            length += edits.kind(rank) == EditList.CREATE ? edits.insertLength(rank) : 0;
        }
        int from = inserted.length();
        inserted.tag(DESCRIPTION, WireType.BYTES).varint(length);
        plan.inserted(from, inserted.length() - from);
        for (int rank = first; rank < behind; rank++) {
            if (edits.kind(rank) == EditList.CREATE) {
                insert(rank);
            }
        }
    }

    /** An edit that names the wrong message must not write what means something else there. */
    private static void checkFits(int kind, int field, int message, int place) throws MalformedException {
        int entry = Schema.entry(message, field);
        boolean fits = switch (kind) {
            case EditList.SET_TEXT -> Schema.isText(entry) && message != Schema.ANY_VALUE;
            case EditList.SET_VALUE -> Schema.isMessage(entry) && Schema.child(entry) == Schema.ANY_VALUE;
            case EditList.APPEND -> field != 0 && field == Schema.attributesOf(message);
            case EditList.CREATE ->
                message < Schema.RESOURCE
                        && Schema.attributesOf(Schema.child(Schema.entry(message, DESCRIPTION))) == field;
            default -> true;
        };
        if (!fits) {
            throw misplaced(place);
        }
    }
}
