package io.sluice.processor.edit;

import io.sluice.api.RequestContext;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Schema;
import io.sluice.pdata.Signal;
import java.util.ArrayList;
import java.util.List;

/** Which editor wants which messages, who is at work, and how many items each dropped. Threads: one worker's. */
final class EditorTable {

    private static final int NOBODY = -1;

    private final RecordEditor[] editors;
    private final RecordEditor[][] byMessage = new RecordEditor[Schema.MESSAGES][];
    private final int[][] ranks = new int[Schema.MESSAGES][];
    private final long[] below = new long[Schema.MESSAGES];
    private final int[] dropped;
    private final long wanted;
    private final long ways;
    private int atWork = NOBODY;

    EditorTable(List<? extends RecordEditor> list) {
        editors = list.toArray(new RecordEditor[0]);
        dropped = new int[editors.length];
        long[] wants = new long[editors.length];
        long all = 0;
        for (int i = 0; i < editors.length; i++) {
            wants[i] = editors[i].wants() & RecordEditor.EVERYTHING;
            all |= wants[i];
        }
        wanted = all;
        for (int message = 0; message < Schema.MESSAGES; message++) {
            fill(message, wants);
            below[message] = below(message);
        }
        long entered = 0;
        for (int message = 0; message < Schema.MESSAGES; message++) {
            entered |= ((below[message] | 1L << message) & wanted) != 0 ? 1L << message : 0;
        }
        ways = entered;
    }

    private void fill(int message, long[] wants) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < wants.length; i++) {
            if ((wants[i] >>> message & 1) != 0) {
                found.add(i);
            }
        }
        byMessage[message] = found.stream().map(i -> editors[i]).toArray(RecordEditor[]::new);
        ranks[message] = found.stream().mapToInt(i -> i).toArray();
    }

    /** The messages below one, but for values. */
    private static long below(int message) {
        long found = 0;
        for (int field = 1; field <= Schema.MAX_FIELD; field++) {
            int entry = Schema.entry(message, field);
            if (Schema.isMessage(entry) && Schema.child(entry) != Schema.KEY_VALUE && message != Schema.ANY_VALUE) {
                int child = Schema.child(entry);
                found |= 1L << child | below(child);
            }
        }
        return found;
    }

    /** The {@linkplain AttributeKey#place places} of the keys that some editor may look for, a bit for each. */
    static long noted(List<? extends RecordEditor> editors) {
        long places = 0;
        for (RecordEditor editor : editors) {
            List<AttributeKey> keys = editor.keys();
            if (keys == null) {
                return AttributeTable.ALL;
            }
            for (AttributeKey key : keys) {
                places |= 1L << key.place();
            }
        }
        return places;
    }

    static boolean isShowable(int message) {
        return (RecordEditor.EVERYTHING >>> message & 1) != 0;
    }

    /** True if a message is wanted or leads to one that is. */
    boolean isWay(int message) {
        return (ways >>> message & 1) != 0;
    }

    /** The messages that are wanted or lead to such, a bit for each. */
    long ways() {
        return ways;
    }

    boolean wantsBelow(int message) {
        return (below[message] & wanted) != 0;
    }

    /** True if an editor lets bytes in a field that nobody knows go. */
    boolean dropUnknown() {
        boolean drop = false;
        for (RecordEditor editor : editors) {
            drop |= editor.dropUnknown();
        }
        return drop;
    }

    void begin(Signal signal, RequestContext context, Payload payload) {
        for (int i = 0; i < editors.length; i++) {
            dropped[i] = 0;
            atWork = i;
            editors[i].begin(signal, context, payload);
        }
        atWork = NOBODY;
    }

    /** Shows a message to all that want it; false if one of them dropped it. */
    boolean show(EditedMessage message) throws MalformedException {
        RecordEditor[] interested = byMessage[message.message()];
        int[] itsRanks = ranks[message.message()];
        for (int i = 0; i < interested.length; i++) {
            atWork = itsRanks[i];
            interested[i].edit(message);
            if (message.isDropped()) {
                return false;
            }
        }
        atWork = NOBODY;
        return true;
    }

    /** Counts items as dropped by the editor at work. */
    void countDropped(int items) {
        dropped[atWork] += items;
        atWork = NOBODY;
    }

    void end() {
        for (int i = 0; i < editors.length; i++) {
            atWork = i;
            editors[i].end();
        }
        atWork = NOBODY;
    }

    int dropped(int editor) {
        return dropped[editor];
    }

    int atWork() {
        return atWork;
    }
}
