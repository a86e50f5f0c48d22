package io.sluice.pdata;

import java.util.Arrays;

/**
 * Divides a request into groups of items, on its bytes, each group with the resources and scopes it came under and everything else they
 * hold. A metric stays whole: what is divided are spans, log records and metrics, called granules here.
 *
 * <pre>
 *   ResourceSpans { 1: resource, 2: ScopeSpans { 1: scope, 2: span ... } ... , others }
 *                   `------ resource envelope: all but 2 -----------'
 *                                 `-- scope envelope: all but 2 --'
 * </pre>
 *
 * One pass finds each granule's extent and group, a second writes the groups. Envelopes are laid aside once, so that the work grows with
 * the output only, however the request is nested.
 *
 * <p>{@link #group} again forgets the request before. Threads: one at a time.
 */
public final class ItemGrouper {

    /** The group of what no group gets. */
    public static final int LEFT_OUT = -1;

    /** Says which group a granule is of. Asked once for each, in wire order. */
    public interface Grouping {

        /** The content of a {@code ResourceSpans} or its like follows, and then its granules. */
        default void enterResource(byte[] array, int from, int to) throws MalformedException {}

        /**
         * The group of the granule whose content lies in {@code array}: at least 0, without gaps, or {@link #LEFT_OUT}.
         */
        int groupOf(byte[] array, int from, int to) throws MalformedException;
    }

    private static final int RESOURCES = 1;
    private static final int SCOPES = 2;
    private static final int ITEMS = 2;
    private static final int KEPT_BYTES = 1 << 20;

    /** Tag and length of a message of any length. */
    private static final int HEAD_BYTES = 8;

    /** No group's bound. */
    private static final long UNKNOWN = 0;

    private final Signal signal;
    private final WireReader request = new WireReader();
    private final WireReader resource = new WireReader();
    private final WireReader scope = new WireReader();
    private final WireWriter envelopes = new WireWriter(1024);
    private final WireWriter out = new WireWriter(1024);
    private byte[] array = {};
    private Grouping grouping = (_, _, _) -> LEFT_OUT;
    private int groups;

    // One entry per granule, in wire order.
    private int granules;
    private int[] from = new int[64];
    private int[] to = new int[64];
    private int[] scopeOf = new int[64];
    private int[] groupOf = new int[64];
    private int[] items = new int[64];

    // One entry per scope: its envelope, and its resource's.
    private int scopes;
    private int resources;
    private int[] scopeFrom = new int[16];
    private int[] scopeTo = new int[16];
    private int[] resourceOf = new int[16];
    private int[] resourceFrom = new int[16];
    private int[] resourceTo = new int[16];

    /** Granules in the order of their groups; those of group g from {@code firstOf[g]} to {@code firstOf[g + 1]}. */
    private int[] order = {};

    private int[] firstOf = {};

    /** Of each group, once it was asked for. */
    private long[] bounds = {};

    /** Divides requests of that signal. */
    public ItemGrouper(Signal signal) {
        this.signal = signal;
    }

    /**
     * Finds the groups of a request, which must stay as it is until the last one is written.
     *
     * @return how many groups there are: one more than the greatest number
     */
    public int group(Payload payload, Grouping how) throws MalformedException {
        array = payload.array();
        grouping = how;
        groups = 0;
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
        return groups;
    }

    private void enterResource() throws MalformedException {
        resources++;
        grouping.enterResource(array, request.valueStart(), request.valueEnd());
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
        items[i] = signal == Signal.METRICS
                ? OtlpBytes.countIn(Schema.METRIC, array, scope.valueStart(), scope.valueEnd())
                : 1;
        int group = grouping.groupOf(array, scope.valueStart(), scope.valueEnd());
        groupOf[i] = group;
        groups = Math.max(groups, group + 1);
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
        groupOf = Arrays.copyOf(groupOf, more);
        items = Arrays.copyOf(items, more);
    }

    /** A counting sort, which keeps the order within a group. */
    private void sort() {
        if (firstOf.length < groups + 1) {
            firstOf = new int[Math.max(groups + 1, 2 * firstOf.length)];
            bounds = new long[firstOf.length];
        }
        if (order.length < granules) {
            order = new int[from.length];
        }
        Arrays.fill(firstOf, 0, groups + 1, 0);
        Arrays.fill(bounds, 0, groups, UNKNOWN);
        for (int i = 0; i < granules; i++) {
            if (groupOf[i] != LEFT_OUT) {
                firstOf[groupOf[i] + 1]++;
            }
        }
        for (int group = 0; group < groups; group++) {
            firstOf[group + 1] += firstOf[group];
        }
        for (int i = 0; i < granules; i++) {
            if (groupOf[i] != LEFT_OUT) {
                order[firstOf[groupOf[i]]++] = i;
            }
        }
        System.arraycopy(firstOf, 0, firstOf, 1, groups);
        firstOf[0] = 0;
    }

    /** How many granules the request has. */
    public int granules() {
        return granules;
    }

    /** The group of granule {@code i}, from 0 in wire order. */
    public int groupOf(int i) {
        return groupOf[i];
    }

    /** How many items granule {@code i} has: the data points of a metric, else 1. */
    public int items(int i) {
        return items[i];
    }

    /** How many granules a group has. */
    public int size(int group) {
        return firstOf[group + 1] - firstOf[group];
    }

    /** Granule {@code k} of a group, from 0 in wire order. */
    public int granule(int group, int k) {
        return order[firstOf[group] + k];
    }

    /** A request with the items of a group, in an array of exactly its length. */
    public byte[] bytes(int group) {
        out.reset();
        write(group);
        return Arrays.copyOf(out.array(), out.length());
    }

    /** At most so many bytes {@link #payload} has; little more than there will be. */
    public long bound(int group) {
        if (bounds[group] == UNKNOWN) {
            bounds[group] = findBound(group);
        }
        return bounds[group];
    }

    private long findBound(int group) {
        long most = 2 * HEAD_BYTES;
        int before = -1;
        for (int i = firstOf[group]; i < firstOf[group + 1]; i++) {
            int granule = order[i];
            int inScope = scopeOf[granule];
            if (inScope != before) {
                most += HEAD_BYTES + scopeTo[inScope] - scopeFrom[inScope];
                if (before < 0 || resourceOf[inScope] != resourceOf[before]) {
                    most += HEAD_BYTES + resourceTo[inScope] - resourceFrom[inScope];
                }
                before = inScope;
            }
            most += to[granule] - from[granule];
        }
        return most;
    }

    /** A request with the items of a group, written into an array of {@code pool}. */
    @SuppressWarnings("ReferenceEquality") // whether the writer went on in an array of its own
    public Payload payload(int group, BufferPool pool) {
        long most = bound(group);
        if (most > PayloadTooLargeException.MAX_BYTES) {
            throw new PayloadTooLargeException(most);
        }
        Payload payload = pool.acquire((int) most);
        out.begin(payload.array());
        write(group);
        if (out.array() != payload.array()) {
            payload.release();
            return Payload.of(out.array(), 0, out.length());
        }
        Payload exact = payload.withLength(out.length());
        out.begin(new byte[0]);
        return exact;
    }

    private void write(int group) {
        int i = firstOf[group];
        int end = firstOf[group + 1];
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
    }

    /** Lets go of the request, and of what a very large one needed. */
    public void forget() {
        array = new byte[0];
        grouping = (_, _, _) -> LEFT_OUT;
        out.reset(KEPT_BYTES);
        envelopes.reset(KEPT_BYTES);
    }
}
