package io.sluice.exporter.kafka;

import io.sluice.pdata.ItemGrouper;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Divides a request by the key of its items, on its bytes. A metric stays whole.
 *
 * <p>{@link #group} again forgets the request before. Threads: one at a time.
 */
final class RequestSplitter implements ItemGrouper.Grouping {

    private final KeyWriter keys;
    private final ItemGrouper grouper;
    private KeyTable table = new KeyTable();

    RequestSplitter(KeyRule rule, Signal signal) {
        this.keys = new KeyWriter(rule, signal);
        this.grouper = new ItemGrouper(signal);
    }

    /**
     * Finds the groups of a request, which must stay as it is until the last {@link #value}.
     *
     * @return how many records there are
     */
    int group(Payload payload) throws MalformedException {
        table = new KeyTable();
        return grouper.group(payload, this);
    }

    @Override
    public void enterResource(byte[] array, int from, int to) throws MalformedException {
        keys.enterResource(array, from, to);
    }

    @Override
    public int groupOf(byte[] array, int from, int to) throws MalformedException {
        return keys.write(array, from, to) ? table.record(keys.array(), keys.length()) : table.keyless();
    }

    /** For each item of the request the record that holds it. */
    int[] recordOfItem() {
        int all = 0;
        for (int i = 0; i < grouper.granules(); i++) {
            all += grouper.items(i);
        }
        int[] records = new int[all];
        int at = 0;
        for (int i = 0; i < grouper.granules(); i++) {
            int end = at + grouper.items(i);
            Arrays.fill(records, at, end, grouper.groupOf(i));
            at = end;
        }
        return records;
    }

    /** The key of a record, or null. */
    byte @Nullable [] key(int record) {
        return table.key(record);
    }

    /** The bytes of a record: a request with the items of its key. */
    byte[] value(int record) {
        return grouper.bytes(record);
    }

    /** Lets go of the request, and of what a very large one needed. */
    void forget() {
        table = new KeyTable();
        grouper.forget();
    }
}
