package io.sluice.exporter.kafka;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Divides a request by the key of its items, on its bytes, each group with the resources and scopes it came under and everything else they
 * hold. A metric stays whole.
 *
 * <pre>
 *   ResourceSpans { 1: resource, 2: ScopeSpans { 1: scope, 2: span ... } ... , others }
 *                   `------ resource envelope: all but 2 -----------'
 *                                 `-- scope envelope: all but 2 --'
 * </pre>
 *
 * One pass finds each item's extent and key, a second writes the groups. Envelopes are laid aside once, so that the work grows with the
 * output only, however the request is nested.
 *
 * <p>{@link #group} again forgets the request before. Threads: one at a time.
 */
final class RequestSplitter {

    private static final int RESOURCES = 1;
    private static final int SCOPES = 2;
    private static final int ITEMS = 2;
    private static final int KEPT_BYTES = 1 << 20;

    private final Signal signal;
    private final KeyWriter keys;
    private final WireReader request = new WireReader();
    private final WireReader resource = new WireReader();
    private final WireReader scope = new WireReader();
    private WireWriter envelopes = new WireWriter(1024);
    private WireWriter out = new WireWriter(1024);
    private byte[] array = {};
    private KeyTable table = new KeyTable();

    // One entry per span, log record or metric, in wire order.
    private int granules;
    private int[] from = new int[64];
    private int[] to = new int[64];
    private int[] scopeOf = new int[64];
    private int[] recordOf = new int[64];
    private int[] items = new int[64];

    // One entry per scope: its envelope, and its resource's.
    private int scopes;
    private int resources;
    private int[] scopeFrom = new int[16];
    private int[] scopeTo = new int[16];
    private int[] resourceOf = new int[16];
    private int[] resourceFrom = new int[16];
    private int[] resourceTo = new int[16];

    /** Granules in the order of their records; those of record r from {@code firstOf[r]} to {@code firstOf[r + 1]}. */
    private int[] order = {};

    private int[] firstOf = {};

    RequestSplitter(KeyRule rule, Signal signal) {
        this.signal = signal;
        this.keys = new KeyWriter(rule, signal);
    }

    /**
     * Finds the groups of a request, which must stay as it is until the last {@link #value}.
     *
     * @return how many records there are
     */
    int group(Payload payload) throws MalformedException {
        array = payload.array();
        table = new KeyTable();
        granules = 0;
        scopes = 0;
        resources = 0;
        envelopes.reset();
        request.reset(array, payload.offset(), payload.end());
        while (request.next()) {
            if (request.isBytes(RESOURCES)) {
                enterResource();
            }
        }
        sort();
        return table.size();
    }

    private void enterResource() throws MalformedException {
        resources++;
        keys.enterResource(array, request.valueStart(), request.valueEnd());
        int begin = envelopes.length();
        resource.enter(request);
        while (resource.next()) {
            if (!resource.isBytes(SCOPES)) {
                envelopes.raw(array, resource.fieldStart(), resource.valueEnd() - resource.fieldStart());
            }
        }
        int end = envelopes.length();
        resource.enter(request);
        while (resource.next()) {
            if (resource.isBytes(SCOPES)) {
                enterScope(begin, end);
            }
        }
    }

    private void enterScope(int resourceBegin, int resourceEnd) throws MalformedException {
        if (scopes == scopeFrom.length) {
            growScopes();
        }
        int index = scopes++;
        resourceOf[index] = resources;
        resourceFrom[index] = resourceBegin;
        resourceTo[index] = resourceEnd;
        scopeFrom[index] = envelopes.length();
        scope.enter(resource);
        while (scope.next()) {
            if (scope.isBytes(ITEMS)) {
                add(index);
            } else {
                envelopes.raw(array, scope.fieldStart(), scope.valueEnd() - scope.fieldStart());
            }
        }
        scopeTo[index] = envelopes.length();
    }

    private void add(int scopeIndex) throws MalformedException {
        if (granules == from.length) {
            growGranules();
        }
        int i = granules++;
        from[i] = scope.fieldStart();
        to[i] = scope.valueEnd();
        scopeOf[i] = scopeIndex;
        items[i] = signal == Signal.METRICS ? DataPoints.count(array, scope.valueStart(), scope.valueEnd()) : 1;
        recordOf[i] = keys.write(array, scope.valueStart(), scope.valueEnd())
                ? table.record(keys.array(), keys.length())
                : table.keyless();
    }

    private void growScopes() {
        int more = 2 * scopes;
        scopeFrom = Arrays.copyOf(scopeFrom, more);
        scopeTo = Arrays.copyOf(scopeTo, more);
        resourceOf = Arrays.copyOf(resourceOf, more);
        resourceFrom = Arrays.copyOf(resourceFrom, more);
        resourceTo = Arrays.copyOf(resourceTo, more);
    }

    private void growGranules() {
        int more = 2 * granules;
        from = Arrays.copyOf(from, more);
        to = Arrays.copyOf(to, more);
        scopeOf = Arrays.copyOf(scopeOf, more);
        recordOf = Arrays.copyOf(recordOf, more);
        items = Arrays.copyOf(items, more);
    }

    /** A counting sort, which keeps the order within a record. */
    private void sort() {
        int records = table.size();
        if (firstOf.length < records + 1) {
            firstOf = new int[Math.max(records + 1, 2 * firstOf.length)];
        }
        if (order.length < granules) {
            order = new int[from.length];
        }
        Arrays.fill(firstOf, 0, records + 1, 0);
        for (int i = 0; i < granules; i++) {
            firstOf[recordOf[i] + 1]++;
        }
        for (int record = 0; record < records; record++) {
            firstOf[record + 1] += firstOf[record];
        }
        for (int i = 0; i < granules; i++) {
            order[firstOf[recordOf[i]]++] = i;
        }
        System.arraycopy(firstOf, 0, firstOf, 1, records);
        firstOf[0] = 0;
    }

    /** For each item of the request the record that holds it. */
    int[] recordOfItem() {
        int all = 0;
        for (int i = 0; i < granules; i++) {
            all += items[i];
        }
        int[] records = new int[all];
        int at = 0;
        for (int i = 0; i < granules; i++) {
            Arrays.fill(records, at, at + items[i], recordOf[i]);
            at += items[i];
        }
        return records;
    }

    /** The key of a record, or null. */
    byte @Nullable [] key(int record) {
        return table.key(record);
    }

    /** The bytes of a record: a request with the items of its key. */
    byte[] value(int record) {
        out.reset();
        int i = firstOf[record];
        int end = firstOf[record + 1];
        while (i < end) {
            int first = scopeOf[order[i]];
            int inResource = resourceOf[first];
            int resourceMark = out.openMessage(RESOURCES);
            out.raw(envelopes.array(), resourceFrom[first], resourceTo[first] - resourceFrom[first]);
            while (i < end && resourceOf[scopeOf[order[i]]] == inResource) {
                int inScope = scopeOf[order[i]];
                int scopeMark = out.openMessage(SCOPES);
                out.raw(envelopes.array(), scopeFrom[inScope], scopeTo[inScope] - scopeFrom[inScope]);
                for (; i < end && scopeOf[order[i]] == inScope; i++) {
                    int granule = order[i];
                    out.raw(array, from[granule], to[granule] - from[granule]);
                }
                out.closeMessage(scopeMark);
            }
            out.closeMessage(resourceMark);
        }
        return Arrays.copyOf(out.array(), out.length());
    }

    /** Lets go of the request, and of what a very large one needed. */
    void forget() {
        array = new byte[0];
        table = new KeyTable();
        if (out.array().length > KEPT_BYTES) {
            out = new WireWriter(1024);
        }
        if (envelopes.array().length > KEPT_BYTES) {
            envelopes = new WireWriter(1024);
        }
    }
}
