package io.sluice.processor.tailsampling;

import io.sluice.api.RequestContext;
import io.sluice.pdata.BufferPool;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.WireWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests of runs of spans: one for each source, in it each resource once, in that each scope once for each tag. Threads: one worker's.
 */
final class RequestWriter {

    /** Where finished requests go. */
    interface Target {
        /**
         * Takes ownership of {@code payload}.
         *
         * @param carried whose spans they are, or null if nobody waits for them
         */
        void send(Payload payload, int spans, RequestContext context, @Nullable Carried carried);
    }

    /** A request ends before it has more bytes of spans than this, unless a single run has. Kafka's default takes twice as much. */
    private static final int MAX_BYTES = 1 << 19;

    private static final int RESOURCE_SPANS = 1;
    private static final int SCOPE_SPANS = 2;

    /** Tag and length of a message of usual size. */
    private static final int ROOM = 4;

    private static final int KEPT_BYTES = 1 << 21;
    private static final int NONE = -1;

    private final SpanLog log;
    private final Envelopes envelopes;
    private final ScopeWriter scopes;
    private final @Nullable OpenRequests requests;
    private final SpanWriter spans = new SpanWriter();
    private final WireWriter out = new WireWriter(1 << 16);
    private byte[] run = new byte[1 << 12];

    // Lists through numbers: sources have resources, those have groups - a scope with a tag -, those have runs.
    private final IntList sourceHeads = new IntList();
    private int[] resourceNext = {};
    private int[] resourceFirstGroup = {};
    private int[] resourceLastGroup = {};
    private int[] scopeLastGroup = {}; // NONE for a scope without a group
    private final IntList groupScope = new IntList();
    private final IntList groupResource = new IntList(); // scopes may be gone by the time that the lists are cleared
    private final IntList groupTag = new IntList();
    private final IntList groupNextOfResource = new IntList();
    private final IntList groupBeforeOfScope = new IntList();
    private final IntList groupFirst = new IntList();
    private final IntList groupLast = new IntList();
    private final IntList runNext = new IntList();
    private final IntList sources = new IntList();

    /** @param requests whose spans they are, or null if nobody waits for them */
    RequestWriter(SpanLog log, Envelopes envelopes, ScopeWriter scopes, @Nullable OpenRequests requests) {
        this.requests = requests;
        this.log = log;
        this.envelopes = envelopes;
        this.scopes = scopes;
    }

    /** Makes requests of all that leaves; the runs may be freed afterwards. */
    void write(Releases releases, BufferPool buffers, Target target) throws MalformedException {
        int from = 0;
        while (from < releases.count()) {
            int to = from;
            long bytes = 0;
            while (to < releases.count() && (to == from || bytes + log.length(releases.position(to)) <= MAX_BYTES)) {
                bytes += log.length(releases.position(to));
                to++;
            }
            group(releases, from, to);
            for (int i = 0; i < sources.size(); i++) {
                writeSource(releases, from, i, buffers, target);
            }
            from = to;
        }
    }

    private void group(Releases releases, int from, int to) {
        clear();
        for (int i = from; i < to; i++) {
            int scope = log.scope(releases.position(i));
            int group = groupOf(scope, releases, from, i);
            runNext.add(NONE);
            if (groupLast.get(group) == NONE) {
                groupFirst.set(group, i - from);
            } else {
                runNext.set(groupLast.get(group), i - from);
            }
            groupLast.set(group, i - from);
        }
    }

    private void clear() {
        resourceNext = atLeast(resourceNext, envelopes.resourceLimit());
        resourceFirstGroup = atLeast(resourceFirstGroup, envelopes.resourceLimit());
        resourceLastGroup = atLeast(resourceLastGroup, envelopes.resourceLimit());
        scopeLastGroup = atLeast(scopeLastGroup, envelopes.scopeLimit());
        for (int i = 0; i < groupScope.size(); i++) {
            scopeLastGroup[groupScope.get(i)] = NONE;
            resourceFirstGroup[groupResource.get(i)] = NONE;
        }
        sources.clear();
        sourceHeads.clear();
        groupScope.clear();
        groupResource.clear();
        groupTag.clear();
        groupNextOfResource.clear();
        groupBeforeOfScope.clear();
        groupFirst.clear();
        groupLast.clear();
        runNext.clear();
    }

    private static int[] atLeast(int[] array, int length) {
        if (array.length >= length) {
            return array;
        }
        int[] longer = Arrays.copyOf(array, Math.max(length, 2 * array.length));
        Arrays.fill(longer, array.length, longer.length, NONE);
        return longer;
    }

    private int groupOf(int scope, Releases releases, int from, int i) {
        int tag = releases.tag(i);
        int group = scopeLastGroup[scope];
        while (group != NONE && !(groupTag.get(group) == tag && releases.sayTheSame(from + groupFirst.get(group), i))) {
            group = groupBeforeOfScope.get(group);
        }
        if (group != NONE) {
            return group;
        }
        group = groupScope.size();
        int resource = envelopes.resourceOf(scope);
        groupScope.add(scope);
        groupResource.add(resource);
        groupTag.add(tag);
        groupNextOfResource.add(NONE);
        groupBeforeOfScope.add(scopeLastGroup[scope]);
        groupFirst.add(NONE);
        groupLast.add(NONE);
        scopeLastGroup[scope] = group;
        if (resourceFirstGroup[resource] == NONE) {
            resourceFirstGroup[resource] = group;
            addResource(resource);
        } else {
            groupNextOfResource.set(resourceLastGroup[resource], group);
        }
        resourceLastGroup[resource] = group;
        return group;
    }

    private void addResource(int resource) {
        int source = envelopes.sourceOf(resource);
        int at = sources.indexOf(source);
        if (at < 0) {
            at = sources.size();
            sources.add(source);
            sourceHeads.add(NONE);
        }
        resourceNext[resource] = sourceHeads.get(at);
        sourceHeads.set(at, resource);
    }

    private void writeSource(Releases releases, int from, int source, BufferPool buffers, Target target)
            throws MalformedException {
        out.reset();
        Carried carried = requests == null ? null : new Carried();
        int count = 0;
        for (int resource = sourceHeads.get(source); resource != NONE; resource = resourceNext[resource]) {
            int start = out.length();
            out.room(RESOURCE_SPANS, ROOM);
            int content = out.length();
            byte[] envelope = envelopes.resource(resource);
            out.raw(envelope, 0, envelope.length);
            for (int group = resourceFirstGroup[resource]; group != NONE; group = groupNextOfResource.get(group)) {
                count += writeGroup(releases, from, group, carried);
            }
            out.closeRoom(RESOURCE_SPANS, start, content);
        }
        if (run.length > KEPT_BYTES) {
            run = new byte[1 << 12]; // before there is one more copy of a large span
        }
        Payload payload = out.toPayload(buffers);
        out.reset(KEPT_BYTES);
        target.send(payload, count, envelopes.context(sources.get(source)), carried);
    }

    private int writeGroup(Releases releases, int from, int group, @Nullable Carried carried)
            throws MalformedException {
        int start = out.length();
        out.room(SCOPE_SPANS, ROOM);
        int content = out.length();
        int count = 0;
        int firstRun = from + groupFirst.get(group);
        scopes.write(envelopes.scope(groupScope.get(group)), groupTag.get(group), releases.threshold(firstRun), out);
        for (int i = groupFirst.get(group); i != NONE; i = runNext.get(i)) {
            int position = releases.position(from + i);
            int length = log.length(position);
            if (run.length < length) {
                run = new byte[Math.max(length, Math.min(2 * run.length, KEPT_BYTES))];
            }
            log.copyTo(position, run, 0);
            long threshold = releases.threshold(from + i);
            if (threshold < 0) {
                out.raw(run, 0, length);
            } else {
                spans.write(run, length, threshold, out);
            }
            count += log.spans(position);
            if (requests != null && carried != null) {
                carried.add(requests.get(log.request(position)), log.spans(position));
            }
        }
        out.closeRoom(SCOPE_SPANS, start, content);
        return count;
    }
}
