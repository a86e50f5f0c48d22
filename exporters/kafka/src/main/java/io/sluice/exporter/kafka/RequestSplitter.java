package io.sluice.exporter.kafka;

import io.sluice.pdata.ItemGrouper;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Divides a request by the topic and the key of its items, on its bytes. A metric stays whole. A request that has one topic and no keys is
 * not divided, nor copied.
 *
 * <p>{@link #group} again forgets the request before. Threads: one at a time.
 */
final class RequestSplitter implements ItemGrouper.Grouping {

    private final @Nullable KeyWriter keys;
    private final @Nullable ItemTopics topics;
    private final ItemGrouper grouper;
    private KeyTable table = new KeyTable();

    /** Where the topics of the request at hand may differ, the same as {@link #topics}. */
    private @Nullable ItemTopics differing;

    private @Nullable Payload whole;

    /**
     * @param rule what keys are made of, or null for none
     * @param topics finds the topics of items, or null if there is but one
     */
    RequestSplitter(@Nullable KeyRule rule, @Nullable ItemTopics topics, Signal signal) {
        this.keys = rule == null ? null : new KeyWriter(rule, signal);
        this.topics = topics;
        this.grouper = new ItemGrouper(signal);
    }

    /**
     * Finds the groups of a request, which must stay as it is until the last {@link #value}.
     *
     * @return how many records there are
     */
    int group(Payload payload) throws MalformedException {
        whole = null;
        differing = topics != null && topics.begin(payload) ? topics : null;
        if (keys == null && differing == null) {
            whole = payload;
            return 1;
        }
        table = new KeyTable();
        int records = grouper.group(payload, this);
        if (keys == null && records == 1) {
            whole = payload;
        }
        if (differing != null) {
            differing.end();
        }
        return records;
    }

    @Override
    public void enterResource(byte[] array, int from, int to) throws MalformedException {
        if (differing != null) {
            differing.enterResource(array, from, to);
        }
        if (keys != null) {
            keys.enterResource(array, from, to);
        }
    }

    @Override
    public int groupOf(byte[] array, int from, int to) throws MalformedException {
        int topic = differing == null ? TopicList.OWN : differing.of(array, from, to);
        return keys != null && keys.write(array, from, to)
                ? table.record(topic, keys.array(), 0, keys.length())
                : table.keyless(topic);
    }

    /** For each item of the request the record that holds it; null if one record holds the request. */
    int @Nullable [] recordOfItem() {
        if (whole != null) {
            return null;
        }
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
        return keys == null ? null : table.key(record);
    }

    /** The number of a record's topic. */
    int topic(int record) {
        return differing == null ? TopicList.OWN : table.topic(record);
    }

    /** How many spans, log records or metrics a record has; 0 if nobody has looked. */
    int granules(int record) {
        return differing == null ? 0 : grouper.size(record);
    }

    /** The bytes of a record: a request with the items of its topic and key. Not to be written to. */
    byte[] value(int record) {
        return whole == null ? grouper.bytes(record) : whole.toExactArray();
    }

    /** Lets go of the request, and of what a very large one needed. */
    void forget() {
        if (table.size() > 0) {
            table = new KeyTable();
        }
        whole = null;
        grouper.forget();
    }
}
